import Foundation

/// Reads one JSON object (RFC 8259) whose values are text, numbers, true, false, null or lists of those.
///
/// Nothing lies deeper, so that nothing nests too deep; a name that stands twice is refused.
struct JSONObjectReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ data: Data) { bytes = Array(data) }

  /// Every name with its values; null has none.
  mutating func read() throws(Unreadable) -> [String: [String]] {
    var found: [String: [String]] = [:]
    skipSpace()
    guard take("{") else { throw wrong("the body must be one JSON object") }
    skipSpace()
    if !take("}") {
      repeat {
        skipSpace()
        let name = try text()
        guard found[name] == nil else { throw wrong("“\(name.prefix(100))” stands there twice") }
        skipSpace()
        guard take(":") else { throw wrong("a colon is missing") }
        found[name] = try values(of: name)
        skipSpace()
      } while take(",")
      guard take("}") else { throw wrong("a comma or a closing brace is missing") }
    }
    skipSpace()
    guard place == bytes.count else { throw wrong("something follows the object") }
    return found
  }

  private mutating func values(of name: String) throws(Unreadable) -> [String] {
    skipSpace()
    guard take("[") else { return try value(of: name) }
    var values: [String] = []
    skipSpace()
    if take("]") { return [] }
    repeat {
      skipSpace()
      values += try value(of: name)
      skipSpace()
    } while take(",")
    guard take("]") else { throw wrong("a comma or a closing bracket is missing") }
    return values
  }

  private mutating func value(of name: String) throws(Unreadable) -> [String] {
    switch place < bytes.count ? Character(UnicodeScalar(bytes[place])) : " " {
    case "\"": return [try text()]
    case "{", "[":
      throw wrong("“\(name.prefix(100))” must be text, a number, true, false, null or a list of those")
    case "-", "0"..."9": return [try number()]
    default:
      for (word, values) in [("true", ["true"]), ("false", ["false"]), ("null", [])] where take(word) {
        return values
      }
      throw wrong("a value is missing")
    }
  }

  /// A whole number is written without a point or an exponent, however it was sent.
  private mutating func number() throws(Unreadable) -> String {
    let start = place
    _ = take("-")
    if !take("0") { try digits() }
    var isPlain = true
    if take(".") {
      isPlain = false
      try digits()
    }
    if take("e") || take("E") {
      isPlain = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    guard !isPlain, let number = Double(text), number == number.rounded(), abs(number) < 1e15 else {
      return text
    }
    return String(Int(number))
  }

  private mutating func digits() throws(Unreadable) {
    let start = place
    while place < bytes.count, (48...57).contains(bytes[place]) { place += 1 }
    guard place > start else { throw wrong("a digit is missing") }
  }

  private mutating func text() throws(Unreadable) -> String {
    guard take("\"") else { throw wrong("a text in double quotes is missing") }
    var found: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case 0x22:
        place += 1
        guard let text = String(validating: found, as: UTF8.self) else { throw wrong("this is not UTF-8") }
        return text
      case 0x5C:
        place += 1
        found += try escaped().utf8
      case 0..<0x20: throw wrong("a control character must be written as \\u and four digits")
      default:
        found.append(byte)
        place += 1
      }
    }
    throw wrong("a text does not end")
  }

  private mutating func escaped() throws(Unreadable) -> String {
    guard place < bytes.count else { throw wrong("a text does not end") }
    let byte = bytes[place]
    place += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: return String(UnicodeScalar(byte))
    case 0x62: return "\u{8}"
    case 0x66: return "\u{C}"
    case 0x6E: return "\n"
    case 0x72: return "\r"
    case 0x74: return "\t"
    case 0x75: return String(try character())
    default: throw wrong("there is no such escape")
    }
  }

  /// What follows `\u`: four digits, or two halves of a character beyond the first plane.
  private mutating func character() throws(Unreadable) -> UnicodeScalar {
    let first = try fourDigits()
    if let scalar = UnicodeScalar(first) { return scalar }
    guard first < 0xDC00, take("\\u") else { throw wrong("half a character stands alone") }
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw wrong("half a character stands alone") }
    return scalar
  }

  private mutating func fourDigits() throws(Unreadable) -> UInt32 {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
      let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw wrong("four hexadecimal digits are missing") }
    place += 4
    return number
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place += text.utf8.count
    return true
  }

  /// What is wrong, with the line and the character where it was seen.
  private func wrong(_ what: String) -> Unreadable {
    let before = bytes[..<min(place, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    // Bytes that go on with a character are not counted.
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    return Unreadable("The body cannot be read as JSON at line \(line), character \(column): \(what).")
  }
}
