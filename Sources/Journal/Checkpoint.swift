import Foundation
import Kernel

/// What a log says of itself when it is asked to commit to everything so far (C2SP tlog-checkpoint).
package struct Checkpoint: Equatable, Sendable {
  /// Names the log, for ever: `touchstone.example/learning/record`.
  package let origin: String
  package let size: Int64
  package let root: TreeHash

  /// Longer than any log becomes, and not too long for its tiles to have places.
  private static let longest: Int64 = 1 << 48

  package init(origin: String, size: Int64, root: TreeHash) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// The three lines that are signed.
  package var text: String { "\(origin)\n\(size)\n\(root.data.base64EncodedString())\n" }

  package func signed(by signer: NoteSigner) throws -> SignedNote { try signer.sign(text) }

  /// Reads the text of a note, whoever signed it; lines after the third are let be.
  ///
  /// - Throws: `Fault(.damagedLog)` where it is no checkpoint.
  package init(_ note: SignedNote) throws {
    let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 4, !lines[0].isEmpty, let size = Int64(lines[1]), (0...Self.longest).contains(size),
      String(size) == lines[1],
      let root = Data(strictBase64: lines[2]).flatMap({ TreeHash($0) })
    else { throw Fault(.damagedLog, "this note is no checkpoint") }
    self.init(origin: lines[0], size: size, root: root)
  }

  /// Reads a published checkpoint and checks who signed it.
  ///
  /// - Throws: `Fault(.damagedLog)`, `Fault(.wrongKey)`.
  package init(_ serialized: String, signedBy verifier: NoteVerifier) throws {
    let note = try SignedNote(parsing: serialized)
    try verifier.check(note)
    try self.init(note)
  }
}
