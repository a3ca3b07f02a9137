import Crypto
package import Foundation
import Kernel

/// What a key is for: stands before it where it is written, and in its identifier.
package enum NoteAlgorithm: UInt8, Sendable {
  /// Signs the text of a note with Ed25519.
  case ed25519 = 1
  /// Signs a moment and the text of a checkpoint with Ed25519, as a witness does.
  case cosignature = 4
}

/// The public half of a key that signs notes, with its name.
package struct NoteVerifier: Equatable, Sendable {
  package let name: String
  package let algorithm: NoteAlgorithm
  /// 32 bytes.
  package let key: Data

  init(name: String, _ algorithm: NoteAlgorithm, key: Data) {
    self.name = name
    self.algorithm = algorithm
    self.key = key
  }

  /// Reads `name+hash+base64`.
  ///
  /// - Throws: `Fault(.wrongKey)` for anything else, and for every algorithm that is not known.
  package init(_ text: String) throws {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, Self.isName(parts[0]), let typed = Data(base64Encoded: String(parts[2])),
      let type = typed.first
    else { throw Fault(.wrongKey, "this is no verifier key") }
    guard let algorithm = NoteAlgorithm(rawValue: type), typed.count == 33 else {
      throw Fault(
        .wrongKey,
        "the key is of the unknown algorithm \(type): known are 1, Ed25519, and 4, Ed25519 cosignatures"
      )
    }
    self.init(name: String(parts[0]), algorithm, key: Data(typed.dropFirst()))
    guard self.text == text else {
      throw Fault(.wrongKey, "the key and its hash do not belong together")
    }
  }

  /// The key as it is published.
  package var text: String { text(holding: key) }

  /// The first four bytes of SHA-256 over the name, a new line, the algorithm and the key.
  package var keyID: Data {
    Data(SHA256.hash(data: Data(name.utf8) + [10, algorithm.rawValue] + key).prefix(4))
  }

  /// Checks that this key signed a note.
  ///
  /// - Throws: `Fault(.wrongKey)` where it did not sign at all, `Fault(.damagedLog)` where its
  ///   signature is of another text.
  package func check(_ note: SignedNote) throws {
    let signature = try signature(on: note)
    let (message, bytes) =
      switch algorithm {
      case .ed25519: (Data(note.text.utf8), signature.bytes)
      case .cosignature: try Cosignature(signature.bytes).signed(note.text)
      }
    let key = try Curve25519.Signing.PublicKey(rawRepresentation: key)
    guard key.isValidSignature(bytes, for: message) else {
      throw Fault(.damagedLog, "the signature of \(name) is of another text")
    }
  }

  func signature(on note: SignedNote) throws -> SignedNote.Signature {
    guard let signature = note.signatures.first(where: isOurs) else {
      throw Fault(.wrongKey, "the note is not signed by \(name)")
    }
    return signature
  }

  /// Whether a signature says that this key made it; ``check(_:)`` tells whether that is true.
  package func isOurs(_ signature: SignedNote.Signature) -> Bool {
    signature.name == name && signature.keyID == keyID
  }

  static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && !text.contains { $0.isWhitespace || $0 == "+" }
  }

  fileprivate func text(holding bytes: Data) -> String {
    "\(name)+\(keyID.hex)+\((Data([algorithm.rawValue]) + bytes).base64EncodedString())"
  }
}

/// The private half: signs notes.
package struct NoteSigner: Sendable {
  private let key: Curve25519.Signing.PrivateKey
  package let verifier: NoteVerifier

  private static let prefix = "PRIVATE+KEY+"

  /// A new key.
  ///
  /// - Throws: `Fault(.configuration)` where the name is empty or has spaces or a plus.
  package init(name: String, _ algorithm: NoteAlgorithm = .ed25519) throws {
    try self.init(name: name, algorithm, key: Curve25519.Signing.PrivateKey())
  }

  /// Reads `PRIVATE+KEY+name+hash+base64`.
  ///
  /// - Throws: `Fault(.wrongKey)` for anything else.
  package init(_ text: String) throws {
    let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
    guard text.hasPrefix(Self.prefix), parts.count == 5,
      let typed = Data(base64Encoded: String(parts[4])), typed.count == 33,
      let algorithm = typed.first.flatMap(NoteAlgorithm.init)
    else { throw Fault(.wrongKey, "this is no signing key of a known algorithm") }
    let key = try Curve25519.Signing.PrivateKey(rawRepresentation: typed.dropFirst())
    try self.init(name: String(parts[2]), algorithm, key: key)
    guard self.text == text else {
      throw Fault(.wrongKey, "the signing key and its hash do not belong together")
    }
  }

  private init(name: String, _ algorithm: NoteAlgorithm, key: Curve25519.Signing.PrivateKey) throws {
    guard NoteVerifier.isName(name) else {
      throw Fault(.configuration, "a key's name has no spaces and no plus, and is not empty")
    }
    self.key = key
    verifier = NoteVerifier(name: name, algorithm, key: key.publicKey.rawRepresentation)
  }

  /// The key as it is kept: a secret.
  package var text: String { Self.prefix + verifier.text(holding: key.rawRepresentation) }

  /// Signs a text, which must end with a new line.
  package func sign(_ text: String) throws -> SignedNote {
    precondition(text.hasSuffix("\n"), "the text of a note ends with a new line")
    precondition(verifier.algorithm == .ed25519, "a witness's key signs moments too")
    return SignedNote(text: text, signatures: [signature(try signature(of: Data(text.utf8)))])
  }

  func signature(of message: Data) throws -> Data { try key.signature(for: message) }

  func signature(_ bytes: Data) -> SignedNote.Signature {
    .init(name: verifier.name, keyID: verifier.keyID, bytes: bytes)
  }
}
