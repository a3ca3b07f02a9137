package import Foundation

/// The only passage from one vault to another: a de-identified document that a named person, other
/// than its author, approved.
///
/// Both vaults record it.
package struct Release: Codable, Equatable, Sendable {
  package let kind: ReleaseKind
  package let id: String
  /// The accounts that prepared and that approved it.
  package let author: String
  package let approver: String
  /// De-identified; what the receiving vault stores.
  package let document: Data
  /// Where the giving vault recorded its approval: the receiver stores it too.
  package let origin: Origin

  package struct Origin: Codable, Equatable, Sendable {
    package let position: Int64
    /// The leaf hash at that position (32 bytes).
    package let leaf: Data

    package init(position: Int64, leaf: Data) {
      self.position = position
      self.leaf = leaf
    }
  }

  package enum Refusal: Error, Equatable { case approverIsAuthor, nothingToRelease }

  package init(
    kind: ReleaseKind,
    id: String,
    author: String,
    approver: String,
    document: Data,
    origin: Origin
  ) throws(Refusal) {
    if author == approver { throw .approverIsAuthor }
    if document.isEmpty { throw .nothingToRelease }
    self.kind = kind
    self.id = id
    self.author = author
    self.approver = approver
    self.document = document
    self.origin = origin
  }
}

/// Every kind of release there is.
///
/// Raw values are stored: never change one.
package enum ReleaseKind: String, CaseIterable, Codable, Sendable {
  case closedCaseLesson = "closed-case-lesson"
  case suppressedTable = "suppressed-table"
  case tensionSummary = "tension-summary"
  case materialFigures = "material-figures"

  package var giver: Vault {
    switch self {
    case .closedCaseLesson, .suppressedTable: .safeguarding
    case .tensionSummary: .community
    case .materialFigures: .online
    }
  }

  package var receiver: Vault { .learning }
}
