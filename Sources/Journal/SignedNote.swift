package import Foundation
import Kernel

/// A short text that one or more keys signed (C2SP signed-note).
package struct SignedNote: Equatable, Sendable {
  package struct Signature: Equatable, Sendable {
    package let name: String
    /// Four bytes; see ``NoteVerifier/keyID(name:key:)``.
    package let keyID: Data
    package let bytes: Data
  }

  /// What is signed: ends with a new line.
  package let text: String
  package let signatures: [Signature]

  package init(text: String, signatures: [Signature]) {
    self.text = text
    self.signatures = signatures
  }

  /// - Throws: `Fault(.damagedLog)` where this is no signed note.
  package init(parsing note: String) throws {
    guard !note.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" }), note.hasSuffix("\n"),
      let blank = note.range(of: "\n\n", options: .backwards)
    else { throw Self.malformed }
    text = String(note[..<blank.lowerBound]) + "\n"
    let lines = note[blank.upperBound...].dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    signatures = try lines.map(Self.signature)
  }

  /// The note as it is published.
  package var serialized: String {
    let lines = signatures.map { "— \($0.name) \(($0.keyID + $0.bytes).base64EncodedString())\n" }
    return text + "\n" + lines.joined()
  }

  private static func signature(_ line: Substring) throws -> Signature {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "—", NoteVerifier.isName(parts[1]),
      let bytes = Data(strictBase64: parts[2]), bytes.count > 4
    else { throw malformed }
    return Signature(name: String(parts[1]), keyID: Data(bytes.prefix(4)), bytes: Data(bytes.dropFirst(4)))
  }

  private static var malformed: Fault { Fault(.damagedLog, "this is no signed note") }
}

extension Data {
  /// Reads base64 as it is written here and not otherwise: of two texts that differ, one is refused.
  init?(strictBase64 text: some StringProtocol) {
    guard let bytes = Data(base64Encoded: String(text)), bytes.base64EncodedString() == text else {
      return nil
    }
    self = bytes
  }
}
