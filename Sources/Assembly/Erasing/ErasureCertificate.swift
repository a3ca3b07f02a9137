package import Domain
import Foundation
package import Journal
import Kernel
import Platform

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
    return (try ErasureCertificate(text: note.text), note)
  }
}

/// Looks at what is kept of erasures before it is shown: at signatures that only this installation can have made.
struct ErasureProofs: Sendable {
  private let settings: Settings
  private let checkpoints: Checkpoints

  init(_ settings: Settings, _ checkpoints: Checkpoints) {
    self.settings = settings
    self.checkpoints = checkpoints
  }

  /// Why a certificate is not what was signed; nil where it is.
  func fault(of certificate: String) -> String? {
    reason { try key.check(ErasureCertificate.read(certificate).note) }
  }

  /// What the register elsewhere is like; nil where none is kept.
  func register() -> Erasing.Register? {
    guard let file = settings.registerFile else { return nil }
    guard FileManager.default.fileExists(atPath: file.path) else { return .init(count: 0, fault: nil) }
    var count = 0
    let fault = reason {
      count = try ErasureRegister(file: file, .init(key: key)).erasures.count
    }
    return .init(count: count, fault: fault)
  }

  private var key: NoteVerifier {
    get throws {
      guard let key = checkpoints.verifier else { throw Fault(.wrongKey, "the signing key is not here") }
      return key
    }
  }

  private func reason(_ check: () throws -> Void) -> String? {
    do {
      try check()
      return nil
    } catch let fault as Fault {
      return fault.detail
    } catch {
      return Fault.reason(of: error)
    }
  }
}
