import Crypto
package import Foundation
import Kernel

/// The public half of an Ed25519 key that signs notes, with its name.
package struct NoteVerifier: Equatable, Sendable {
  package let name: String
  /// 32 bytes.
  package let key: Data

  /// Stands before a key and in its identifier: the signature algorithm.
  fileprivate static let ed25519: UInt8 = 1

  init(name: String, key: Data) {
    self.name = name
    self.key = key
  }

  /// Reads `name+hash+base64`.
  ///
  /// - Throws: `Fault(.wrongKey)` for anything else, and for every algorithm but Ed25519.
  package init(_ text: String) throws {
    (name, key) = try Self.parse(text)
  }

  /// The key as it is published.
  package var text: String { Self.text(name, identifiedBy: key, holding: key) }

  package var keyID: Data { Self.keyID(name: name, key: key) }

  /// The first four bytes of SHA-256 over the name, a new line, the algorithm and the key.
  static func keyID(name: String, key: Data) -> Data {
    Data(SHA256.hash(data: Data(name.utf8) + [10, ed25519] + key).prefix(4))
  }

  /// Checks that this key signed a note.
  ///
  /// - Throws: `Fault(.wrongKey)` where it did not sign at all, `Fault(.damagedLog)` where its
  ///   signature is of another text.
  package func check(_ note: SignedNote) throws {
    guard let signature = note.signatures.first(where: { $0.name == name && $0.keyID == keyID }) else {
      throw Fault(.wrongKey, "the note is not signed by \(name)")
    }
    let key = try Curve25519.Signing.PublicKey(rawRepresentation: key)
    guard key.isValidSignature(signature.bytes, for: Data(note.text.utf8)) else {
      throw Fault(.damagedLog, "the signature of \(name) is of another text")
    }
  }

  static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && !text.contains { $0.isWhitespace || $0 == "+" }
  }

  fileprivate static func text(_ name: String, identifiedBy key: Data, holding: Data) -> String {
    "\(name)+\(keyID(name: name, key: key).hex)+\((Data([ed25519]) + holding).base64EncodedString())"
  }

  private static func parse(_ text: String) throws -> (String, Data) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, isName(parts[0]), let typed = Data(base64Encoded: String(parts[2])),
      let algorithm = typed.first
    else { throw Fault(.wrongKey, "this is no verifier key") }
    guard algorithm == ed25519, typed.count == 33 else {
      throw Fault(.wrongKey, "the key is not of the one known algorithm, Ed25519")
    }
    let name = String(parts[0])
    let key = Data(typed.dropFirst())
    guard Self.text(name, identifiedBy: key, holding: key) == text else {
      throw Fault(.wrongKey, "the key and its hash do not belong together")
    }
    return (name, key)
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
  package init(name: String) throws {
    try self.init(name: name, key: Curve25519.Signing.PrivateKey())
  }

  /// Reads `PRIVATE+KEY+name+hash+base64`.
  ///
  /// - Throws: `Fault(.wrongKey)` for anything else.
  package init(_ text: String) throws {
    let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
    guard text.hasPrefix(Self.prefix), parts.count == 5,
      let typed = Data(base64Encoded: String(parts[4])), typed.count == 33,
      typed.first == NoteVerifier.ed25519
    else { throw Fault(.wrongKey, "this is no Ed25519 signing key") }
    let key = try Curve25519.Signing.PrivateKey(rawRepresentation: typed.dropFirst())
    try self.init(name: String(parts[2]), key: key)
    guard self.text == text else {
      throw Fault(.wrongKey, "the signing key and its hash do not belong together")
    }
  }

  private init(name: String, key: Curve25519.Signing.PrivateKey) throws {
    guard NoteVerifier.isName(name) else {
      throw Fault(.configuration, "a key's name has no spaces and no plus, and is not empty")
    }
    self.key = key
    verifier = NoteVerifier(name: name, key: key.publicKey.rawRepresentation)
  }

  /// The key as it is kept: a secret.
  package var text: String {
    Self.prefix
      + NoteVerifier.text(verifier.name, identifiedBy: verifier.key, holding: key.rawRepresentation)
  }

  /// Signs a text, which must end with a new line.
  package func sign(_ text: String) throws -> SignedNote {
    precondition(text.hasSuffix("\n"), "the text of a note ends with a new line")
    let signature = try key.signature(for: Data(text.utf8))
    return SignedNote(
      text: text,
      signatures: [.init(name: verifier.name, keyID: verifier.keyID, bytes: signature)]
    )
  }
}
