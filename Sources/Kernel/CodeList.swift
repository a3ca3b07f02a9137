/// A published list of codes, as it stood in one version.
///
/// Codes are stored; labels are for readers.
package struct CodeList: Equatable, Sendable {
  package struct Code: Equatable, Sendable {
    package let code: String
    package let label: String
    package let hint: String?
    /// What a long list is parted by; codes of a group stand together.
    package let group: String?

    package init(_ code: String, _ label: String, hint: String? = nil, group: String? = nil) {
      self.code = code
      self.label = label
      self.hint = hint
      self.group = group
    }
  }

  package let name: String
  package let version: Int
  package let codes: [Code]

  package init(_ name: String, version: Int, _ codes: [Code]) {
    self.name = name
    self.version = version
    self.codes = codes
  }

  /// The label of a code; a code of another version stands for itself.
  package func label(_ code: String) -> String { self[code]?.label ?? code }

  package subscript(_ code: String) -> Code? { codes.first { $0.code == code } }

  /// Whether a code is one of this very version.
  package func holds(_ coded: Coded) -> Bool { coded.version == version && self[coded.code] != nil }
}

/// The protective marking of a record; this system holds nothing above OFFICIAL-SENSITIVE.
///
/// Raw values are stored: never change one.
package enum Marking: String, CaseIterable, Codable, Comparable, Sendable {
  case none
  case official
  case officialSensitive = "official-sensitive"

  package static let list = CodeList(
    "marking",
    version: 1,
    [
      .init("none", "No marking", hint: "Anyone may read it once it is published"),
      .init("official", "OFFICIAL", hint: "Only people who sign in may read it"),
      .init(
        "official-sensitive",
        "OFFICIAL-SENSITIVE",
        hint: "Only people with a role for this area may read it"
      ),
    ]
  )

  package static func < (left: Marking, right: Marking) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .none: 0
    case .official: 1
    case .officialSensitive: 2
    }
  }
}
