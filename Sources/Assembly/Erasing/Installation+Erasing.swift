import Domain
import Foundation
package import Kernel
import Platform
import Views

extension Installation {
  package struct EraseReport: Codable, Sendable {
    package let erasure: String
    package let subject: String
    package let vaults: [Vault]
    /// Where something was found all the same, within the data directory.
    package let found: [String]
    /// Where the register of erasures was written as well; nil where the settings name no file.
    package let register: String?
    /// As it was signed.
    package let certificate: String

    package var words: String {
      let kept =
        register.map { "The register in \($0) holds it." }
        ?? "Write the register anew, for backups made before: touchstone erasures --output FILE"
      let left =
        found.isEmpty
        ? "No file of the data directory holds what was sealed with it."
        : "Not sealed, and so still there, in: \(found.joined(separator: ", "))"
      return """
        The key of \(subject) is destroyed in: \(vaults.map(\.rawValue).joined(separator: ", "))
        \(left)
        \(kept)
        """
    }
  }

  /// Erases a person at the word of whoever holds the machine.
  ///
  /// - Throws: `Fault(.incomplete)` where no vault holds a key of theirs, or a legal hold is on them.
  package func erase(_ subject: String, ground: String, in vault: Vault?) async throws -> EraseReport {
    guard !ground.isEmpty else { throw Fault(.incomplete, "say on which legal ground with --ground") }
    guard !(try await eraser.foresee(subject, in: vault).0.vaults.isEmpty) else {
      throw Fault(.incomplete, "no vault holds a key of \(subject)")
    }
    let id = site.newID()
    do {
      try await eraser.erase(subject, ground: ground, in: vault, as: id)
    } catch is ErasureHeld {
      throw Fault(.incomplete, "a legal hold is on \(subject): end it first, if it may be ended")
    }
    return try await report(id)
  }

  private func report(_ id: String) async throws -> EraseReport {
    let row = try await site.read(.directory) { try ErasureList.find(id, in: $0) }
    guard let text = row?.certificate else {
      throw Fault(.incomplete, "the erasure \(id) has no certificate")
    }
    let certificate = try ErasureCertificate.read(text).certificate
    let register = settings[Settings.erasuresFile]
    return EraseReport(
      erasure: id,
      subject: certificate.subject,
      vaults: certificate.vaults.map(\.vault),
      found: certificate.search.found.map(\.file),
      register: register.isEmpty ? nil : register,
      certificate: text
    )
  }

  /// Does the rest of every erasure that was approved or begun, and interrupted.
  ///
  /// What a legal hold now covers, and had not begun, waits.
  func finishErasures() async throws {
    let open = try await site.read(.directory) { try ErasureList.all(in: [.approved, .begun], in: $0) }
    for row in open {
      do {
        try await eraser.carryOut(row.id)
      } catch is ErasureHeld {
        continue
      } catch is Erasure.Refusal {
        // Somebody erased them meanwhile: nothing is held any more.
        continue
      }
    }
  }
}
