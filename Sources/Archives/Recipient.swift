import CSodium
import Foundation
import Kernel

/// To whom an archive is sealed: the public half of a pair, which opens nothing.
package struct Recipient: Hashable, Sendable {
  private static let mark = "touchstone-recipient:"
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// - Throws: `Fault(.wrongKey)` where it is no recipient, or one with a slip of the pen: what is sealed to
  ///   that would open for nobody.
  package init(_ text: String) throws { bytes = try CheckedText.bytes(of: text, Self.mark, "a recipient") }

  package var text: String { CheckedText.text(bytes, Self.mark) }
}

/// The private half of a pair: it opens what was sealed to its recipient, and lies elsewhere.
package struct RecipientKey: Sendable {
  private static let mark = "touchstone-recipient-key:"
  package let recipient: Recipient
  private let secret: [UInt8]

  private init(secret: [UInt8]) throws {
    try Sodium.start()
    var open = [UInt8](repeating: 0, count: crypto_box_publickeybytes())
    guard crypto_scalarmult_base(&open, secret) == 0 else { throw Fault(.wrongKey, "this is no key") }
    self.secret = secret
    recipient = Recipient(bytes: open)
  }

  /// - Throws: `Fault(.wrongKey)` where it is no such key.
  package init(_ text: String) throws {
    try self.init(secret: CheckedText.bytes(of: text, Self.mark, "a recipient's key"))
  }

  package static func make() throws -> RecipientKey {
    try Sodium.start()
    var secret = [UInt8](repeating: 0, count: crypto_box_secretkeybytes())
    randombytes_buf(&secret, secret.count)
    return try RecipientKey(secret: secret)
  }

  package var text: String { CheckedText.text(secret, Self.mark) }

  /// What was sealed to this recipient; nil where it was changed.
  func open(_ box: [UInt8]) -> [UInt8]? {
    let overhead = crypto_box_sealbytes()
    guard box.count >= overhead else { return nil }
    var plain = [UInt8](repeating: 0, count: box.count - overhead)
    let done = crypto_box_seal_open(&plain, box, UInt64(box.count), recipient.bytes, secret)
    return done == 0 ? plain : nil
  }
}

enum Sodium {
  static func start() throws {
    guard sodium_init() >= 0 else { throw Fault(.configuration, "libsodium cannot be started") }
  }
}

/// 32 bytes in base64 with a sum after them, under a name that says what they are.
private enum CheckedText {
  private static let sumCount = 4

  static func text(_ bytes: [UInt8], _ mark: String) -> String {
    mark + Data(bytes + sum(of: bytes, mark)).base64EncodedString()
  }

  static func bytes(of text: String, _ mark: String, _ what: String) throws -> [UInt8] {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.hasPrefix(mark), let data = Data(base64Encoded: String(text.dropFirst(mark.count))),
      data.count == 32 + sumCount
    else { throw Fault(.wrongKey, "\(what) begins with \(mark) and is one line, as backup-key wrote it") }
    let bytes = [UInt8](data.prefix(32))
    guard sum(of: bytes, mark) == [UInt8](data.suffix(sumCount)) else {
      throw Fault(.wrongKey, "\(what) was not copied whole: its sum does not fit")
    }
    return bytes
  }

  private static func sum(of bytes: [UInt8], _ mark: String) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: crypto_generichash_bytes())
    let marked = Array(mark.utf8) + bytes
    crypto_generichash(&digest, digest.count, marked, UInt64(marked.count), nil, 0)
    return Array(digest.prefix(sumCount))
  }
}
