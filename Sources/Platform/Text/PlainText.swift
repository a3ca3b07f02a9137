import Foundation

/// Text out of bytes that somebody else wrote.
enum PlainText {
  /// UTF-8, or else Windows-1252, which is also nearly Latin-1.
  static func decoded(_ bytes: Data, upTo limit: Int) -> ExtractedText {
    let isCut = bytes.count > limit
    let part = isCut ? whole(bytes.prefix(limit)) : bytes
    if String(validating: part, as: UTF8.self) != nil { return text(ofUTF8: part, isCut: isCut) }
    let all = bytes.prefix(limit)
    let text = String(data: all, encoding: .windowsCP1252) ?? String(data: all, encoding: .isoLatin1) ?? ""
    let utf8 = Data(text.utf8)
    return self.text(ofUTF8: whole(utf8.prefix(limit)), isCut: isCut || utf8.count > limit)
  }

  /// Without what is no text: control characters, a byte order mark, and space around it.
  static func text(ofUTF8 bytes: Data, isCut: Bool) -> ExtractedText {
    var bytes = [UInt8](isCut ? whole(bytes) : bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    for index in bytes.indices where bytes[index] < 32 || bytes[index] == 127 {
      if bytes[index] != 9, bytes[index] != 10 { bytes[index] = 32 }
    }
    let isSpace: (UInt8) -> Bool = { $0 <= 32 }
    let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
    let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
    return ExtractedText(.text, String(decoding: bytes[start..<end], as: UTF8.self), isTruncated: isCut)
  }

  /// Without a last character that was cut through.
  private static func whole(_ bytes: Data) -> Data {
    let tail = bytes.suffix(4)
    guard let lead = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return bytes }
    let length =
      switch bytes[lead] {
      case 0xF0...: 4
      case 0xE0...: 3
      case 0xC0...: 2
      default: 1
      }
    return lead + length > bytes.endIndex ? bytes[..<lead] : bytes
  }
}
