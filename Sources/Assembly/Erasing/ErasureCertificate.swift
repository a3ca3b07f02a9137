import Domain
package import Foundation
package import Journal
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
  }

  package struct Search: Codable, Equatable, Sendable {
    package let files: Int
    package let bytes: Int64
    /// Where something was found all the same: not sealed, so that no key reaches it.
    package let found: [Place]
  }

  package struct Place: Codable, Equatable, Sendable {
    package let file: String
    package let places: Int
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

  static let format = "touchstone/erasure/v1"

  package var isClean: Bool { search.found.isEmpty }

  /// The text that is signed.
  var text: String {
    get throws {
      let coder = JSONEncoder()
      coder.dateEncodingStrategy = .iso8601
      coder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return "\(Self.format)\n\(String(decoding: try coder.encode(self), as: UTF8.self))\n"
    }
  }

  /// Reads a note, whoever signed it.
  ///
  /// - Throws: `Fault(.damagedProof)` where it is no certificate.
  package init(_ note: SignedNote) throws {
    guard note.text.hasPrefix(Self.format + "\n") else {
      throw Fault(
        .damagedProof,
        "this is no certificate of an erasure: it does not begin with \(Self.format)"
      )
    }
    do {
      let coder = JSONDecoder()
      coder.dateDecodingStrategy = .iso8601
      self = try coder.decode(Self.self, from: Data(note.text.dropFirst(Self.format.count + 1).utf8))
    } catch {
      throw Fault(.damagedProof, "this certificate of an erasure cannot be read, or is cut off")
    }
  }

  init(
    _ id: String,
    _ state: Erasure.State,
    certified: Occasion,
    vaults: [OfVault],
    _ result: ByteSearch.Result,
    _ outOfReach: OutOfReach
  ) {
    erasure = id
    subject = state.asked.subject
    ground = state.asked.ground
    asked = Act(state.askedBy)
    approved = Act(state.approvedBy)
    begun = Act(state.begunBy)
    self.certified = Act(certified)
    program = Installation.version
    self.vaults = vaults
    search = Search(
      files: result.files,
      bytes: result.bytes,
      found: result.found.map { Place(file: $0.file, places: $0.places) }
    )
    self.outOfReach = outOfReach
  }
}

extension ErasureCertificate {
  /// Reads a certificate as it was handed out.
  ///
  /// - Throws: `Fault(.damagedProof)` where it is none.
  package static func read(_ text: String) throws -> (certificate: ErasureCertificate, note: SignedNote) {
    let note: SignedNote
    do {
      note = try SignedNote(parsing: text)
    } catch let fault as Fault {
      throw Fault(.damagedProof, "this is no certificate of an erasure: \(fault.detail)")
    }
    return (try ErasureCertificate(note), note)
  }
}
