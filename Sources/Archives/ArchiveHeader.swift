import CSodium
import Foundation
import Kernel

/// The first lines of an archive, which anybody can read: its version, to whom it is sealed, and how.
///
/// ```
/// touchstone-archive 1
/// sealed-box RECIPIENT BOX        one line for each recipient: the file's key, sealed to them
/// stream xchacha20-poly1305 65536
/// ---
/// ```
struct ArchiveHeader {
  static let version = 1
  static let chunk = 65_536
  private static let mark = "touchstone-archive "
  private static let stream = "stream xchacha20-poly1305 \(chunk)"
  private static let end = "\n---\n"
  /// More than a hundred recipients take.
  static let longest = 32_768

  /// Every byte, which the first chunk binds.
  let bytes: [UInt8]
  private let boxes: [(recipient: String, box: String)]

  /// Seals a file's key to each recipient.
  init(_ key: [UInt8], for recipients: [Recipient]) throws {
    boxes = try recipients.map { recipient in
      var box = [UInt8](repeating: 0, count: key.count + crypto_box_sealbytes())
      guard crypto_box_seal(&box, key, UInt64(key.count), recipient.bytes) == 0 else {
        throw Fault(.wrongKey, "nothing can be sealed to \(recipient.text)")
      }
      return (recipient.text, Data(box).base64EncodedString())
    }
    let lines = boxes.map { "sealed-box \($0.recipient) \($0.box)" }
    bytes = Array(
      "\(Self.mark)\(Self.version)\n\(lines.joined(separator: "\n"))\n\(Self.stream)\(Self.end)".utf8
    )
    guard bytes.count <= Self.longest else {
      throw Fault(.configuration, "a backup is sealed to fewer recipients than \(recipients.count)")
    }
  }

  /// Reads what a file begins with.
  ///
  /// - Throws: `Fault(.damagedBackup)`, or `Fault(.newerFormat)` for a version or a way of sealing that this
  ///   program does not know.
  init(_ head: Data, of name: String) throws {
    guard head.starts(with: Data(Self.mark.utf8)) else {
      throw Fault(.damagedBackup, "\(name) is no backup of this program: it does not begin as one")
    }
    let first = head.prefix { $0 != 0x0a }
    guard String(decoding: first, as: UTF8.self) == "\(Self.mark)\(Self.version)" else {
      let given = String(decoding: first.dropFirst(Self.mark.utf8.count).prefix(20), as: UTF8.self)
      throw Fault(
        .newerFormat,
        "\(name) is a backup of version \(given), and this program reads version \(Self.version): use a newer program"
      )
    }
    guard let end = head.range(of: Data(Self.end.utf8)) else {
      throw Fault(.damagedBackup, "\(name) is cut off within its first lines")
    }
    bytes = Array(head[..<end.upperBound])
    let lines = String(decoding: head[first.endIndex..<end.lowerBound], as: UTF8.self).split(separator: "\n")
    boxes = try lines.compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      if line == Self.stream { return nil }
      guard words.count == 3, words[0] == "sealed-box" else {
        let way = words.prefix(2).joined(separator: " ").prefix(60)
        throw Fault(
          .newerFormat,
          "\(name) is sealed in a way that this program does not know (\(way)): use a newer program"
        )
      }
      return (words[1], words[2])
    }
    guard lines.last.map(String.init) == Self.stream else {
      throw Fault(.damagedBackup, "\(name) does not say how it is sealed")
    }
  }

  /// The file's key, by the first of these that it is sealed to.
  ///
  /// - Throws: `Fault(.wrongKey)` where it is sealed to none of them.
  func key(_ keys: [RecipientKey], of name: String) throws -> [UInt8] {
    for key in keys {
      guard let found = boxes.first(where: { $0.recipient == key.recipient.text }) else { continue }
      guard let plain = key.open([UInt8](Data(base64Encoded: found.box) ?? Data())),
        plain.count == crypto_secretstream_xchacha20poly1305_keybytes()
      else { throw Fault(.damagedBackup, "the first lines of \(name) were changed: its key does not open") }
      return plain
    }
    throw Fault(
      .wrongKey,
      "\(name) is sealed to another recipient (\(boxes.map(\.recipient).joined(separator: ", "))): give their key"
    )
  }
}
