import Domain
package import Foundation
import Journal
import JournalSQLite
package import Kernel
import Keyring

/// What `touchstone erasure-check` found of a certificate.
package struct ErasureCheck: Codable, Sendable {
  package let erasure: String
  package let subject: String
  package let vaults: [Vault]
  /// What does not hold; empty where all does.
  package let failures: [String]
  /// Where something of the person stands, though the certificate says that nothing does.
  package let found: [String]
  package let files: Int
  package let bytes: Int64

  package var holds: Bool { failures.isEmpty }

  package var words: String {
    let head = "Erasure \(erasure) of \(subject), in: \(vaults.map(\.rawValue).joined(separator: ", "))"
    let searched = "Searched again: \(files) files, \(bytes) bytes."
    let end =
      holds
      ? "The signature holds, the logs say so, the keys are destroyed, and nothing more was found."
      : "Something does not hold."
    return ([head, searched] + failures + [end]).joined(separator: "\n")
  }
}

extension Upkeep {
  /// Checks a certificate: who signed it, that the logs say the same, that the keys are destroyed, and every byte of
  /// the data directory anew; beside a running server too.
  ///
  /// - Throws: `Fault(.damagedProof)` where it is no certificate, `Fault(.wrongKey)` where another key signed it,
  ///   `Fault(.damagedLog)` where the signature is of another text.
  package static func checkErasure(
    _ file: URL,
    _ folder: DataFolder,
    _ settings: Settings
  ) async throws -> ErasureCheck {
    try folder.check()
    let text: String
    do {
      text = try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw Fault(.storage, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
    let (certificate, note) = try ErasureCertificate.read(text)
    let keys = KeyFiles(folder, settings)
    guard let verifier = try keys.verifier() else { throw Fault(.wrongKey, "the signing key is not here") }
    try verifier.check(note)
    let master = try keys.master(making: false)
    var failures: [String] = []
    var searched: [(probes: [ErasurePlan.Probe], telling: Keyring.Telling)] = []
    for part in certificate.vaults {
      let name = part.vault.rawValue
      let keyring = try Keyring(
        file: folder.keyring(part.vault),
        vault: part.vault,
        master: master,
        readOnly: true
      )
      searched.append((part.probes, keyring.telling))
      if !(try keyring.isDestroyed(certificate.subject)) {
        failures.append("\(name): the key is not destroyed")
      }
      if let why = try await unlogged(certificate.subject, part, folder, verifier) {
        failures.append("\(name): \(why)")
      }
    }
    let result = try await ByteSearch(searched).look(through: folder)
    let known = Set(certificate.search.found.map(\.file))
    let found = result.found.map(\.file)
    failures += found.filter { !known.contains($0) }.map {
      "found in \($0), and the certificate does not say so"
    }
    failures += register(settings, verifier, lacks: certificate)
    return ErasureCheck(
      erasure: certificate.erasure,
      subject: certificate.subject,
      vaults: certificate.vaults.map(\.vault),
      failures: failures,
      found: found,
      files: result.files,
      bytes: result.bytes
    )
  }

  /// What the register elsewhere does not say, or why it cannot be believed; nothing where none is kept.
  private static func register(
    _ settings: Settings,
    _ key: NoteVerifier,
    lacks certificate: ErasureCertificate
  ) -> [String] {
    guard let file = settings.registerFile else { return [] }
    do {
      let register = try ErasureRegister(file: file, .init(key: key))
      return certificate.vaults.filter { !register.holds(certificate.subject, in: $0.vault) }.map {
        "\($0.vault.rawValue): the register \(file.path) does not hold the erasure"
      }
    } catch {
      return [(error as? Fault)?.detail ?? Fault.reason(of: error)]
    }
  }

  /// Why a vault's log does not say what the certificate says of it; nil where it does.
  private static func unlogged(
    _ subject: String,
    _ part: ErasureCertificate.OfVault,
    _ folder: DataFolder,
    _ verifier: NoteVerifier
  ) async throws -> String? {
    let journal = try SQLiteJournal(file: folder.journal(part.vault), readOnly: true)
    defer { withExtendedLifetime(journal) {} }
    let receipt = try Receipt(parsing: part.receipt)
    let checkpoint = try receipt.check(verifier)
    guard receipt.position == part.position, checkpoint.origin.hasSuffix("/\(part.vault.rawValue)/record")
    else {
      return "the receipt is of another entry"
    }
    let entry = try await journal.record.entries(after: part.position - 1, limit: 1).first
    guard let entry, entry.stream == StreamName(Subject.category, subject) else {
      return "entry \(part.position) of the log is another"
    }
    let anew = try await journal.record.receipt(of: part.position, under: receipt.note)
    return anew == receipt ? nil : "the log is another than the one that the receipt is of"
  }
}
