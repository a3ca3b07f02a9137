package import Foundation
package import Kernel

/// What was erased, where, when, by whom and why, and what was looked for afterwards: signed, and without a personal
/// value.
///
/// The text of a signed note: the line `touchstone/erasure/v1`, then JSON.
package struct ErasureCertificate: Codable, Equatable, Sendable {
  package struct Act: Codable, Equatable, Sendable {
    /// An account, or `system`.
    package let by: String
    package let at: Date

    init?(_ occasion: Occasion?) {
      guard let occasion else { return nil }
      by = occasion.by
      at = Date(timeIntervalSince1970: occasion.at.timeIntervalSince1970.rounded(.down))
    }
  }

  package struct OfVault: Codable, Equatable, Sendable {
    package let vault: Vault
    /// The fingerprint of the key that is destroyed; nil where it was destroyed before.
    package let key: String?
    package let records: [Reference]
    /// How many sealed values there are in them, none of which opens any more.
    package let values: Int
    /// Where the record log says that the subject is erased.
    package let position: Int64
    /// Proves that it does: a receipt under a signed checkpoint.
    package let receipt: String
    package let probes: [ErasurePlan.Probe]

    package init(_ part: ErasurePlan.OfVault, position: Int64, receipt: String) {
      vault = part.vault
      key = part.key
      records = part.records
      values = part.values
      self.position = position
      self.receipt = receipt
      probes = part.probes
    }
  }

  package struct Search: Codable, Equatable, Sendable {
    package let files: Int
    package let bytes: Int64
    /// Where something was found all the same: not sealed, so that no key reaches it.
    package let found: [Place]

    package init(files: Int, bytes: Int64, found: [Place]) {
      self.files = files
      self.bytes = bytes
      self.found = found
    }
  }

  package struct Place: Codable, Equatable, Sendable {
    package let file: String
    package let places: Int

    package init(file: String, places: Int) {
      self.file = file
      self.places = places
    }
  }

  package let erasure: String
  package let subject: String
  package let ground: String
  package let asked: Act?
  package let approved: Act?
  package let begun: Act?
  package let certified: Act?
  package let program: String
  package let vaults: [OfVault]
  package let search: Search
  package let outOfReach: OutOfReach

  package init(
    _ id: String,
    _ state: Erasure.State,
    certified: Occasion,
    by program: String,
    vaults: [OfVault],
    _ search: Search,
    _ outOfReach: OutOfReach
  ) {
    erasure = id
    subject = state.asked.subject
    ground = state.asked.ground
    asked = Act(state.askedBy)
    approved = Act(state.approvedBy)
    begun = Act(state.begunBy)
    self.certified = Act(certified)
    self.program = program
    self.vaults = vaults
    self.search = search
    self.outOfReach = outOfReach
  }

  package var isClean: Bool { search.found.isEmpty }
}

/// As text, to be signed and read again.
extension ErasureCertificate {
  private static let format = "touchstone/erasure/v1"

  package var json: Data {
    get throws {
      let coder = JSONEncoder()
      coder.dateEncodingStrategy = .iso8601
      coder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return try coder.encode(self)
    }
  }

  /// What is signed.
  package var text: String {
    get throws { "\(Self.format)\n\(String(decoding: try json, as: UTF8.self))\n" }
  }

  /// Reads what was signed; whether it was, and by whom, is not asked.
  ///
  /// - Throws: `Fault(.damagedProof)` where it is no certificate.
  package init(text: String) throws {
    guard text.hasPrefix(Self.format + "\n") else {
      throw Fault(
        .damagedProof,
        "this is no certificate of an erasure: it does not begin with \(Self.format)"
      )
    }
    do {
      let coder = JSONDecoder()
      coder.dateDecodingStrategy = .iso8601
      self = try coder.decode(Self.self, from: Data(text.dropFirst(Self.format.count + 1).utf8))
    } catch {
      throw Fault(.damagedProof, "this certificate of an erasure cannot be read, or is cut off")
    }
  }

  /// Reads a signed note without its signatures, which stand behind the last blank line.
  package init(signed note: String) throws {
    guard let blank = note.range(of: "\n\n", options: .backwards) else {
      throw Fault(.damagedProof, "this is no certificate of an erasure: it is not signed")
    }
    try self.init(text: String(note[..<blank.lowerBound]) + "\n")
  }
}
