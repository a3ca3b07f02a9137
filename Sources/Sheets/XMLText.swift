/// XML as bytes: what is written into it cannot end an element, begin one, or be no XML at all.
struct XMLText {
  private(set) var bytes: [UInt8]

  init() { bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }

  mutating func element(
    _ name: String,
    _ attributes: KeyValuePairs<String, String> = [:],
    _ content: ((inout XMLText) -> Void)? = nil
  ) {
    element(name, Array(attributes.map { ($0, $1) }), content)
  }

  mutating func element(
    _ name: String,
    _ attributes: [(String, String)],
    _ content: ((inout XMLText) -> Void)? = nil
  ) {
    put("<\(name)")
    for (attribute, value) in attributes {
      put(" \(attribute)=\"")
      text(value)
      put("\"")
    }
    guard let content else { return put("/>") }
    put(">")
    content(&self)
    put("</\(name)>")
  }

  /// Text on one line.
  mutating func text(_ text: String) {
    for scalar in text.unicodeScalars { put(Self.isLineEnd(scalar) ? " " : scalar) }
  }

  /// Text as paragraphs, one for each line; every space counts.
  mutating func paragraphs(_ text: String) {
    put("<text:p>")
    if Self.isPlain(text) { put(text) } else { putLines(text) }
    put("</text:p>")
  }

  /// Markup of our own.
  private mutating func put(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  private mutating func put(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "&": put("&amp;")
    case "<": put("&lt;")
    case ">": put("&gt;")
    case "\"": put("&quot;")
    default: if scalar.isXML { bytes.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
    }
  }

  private mutating func putLines(_ text: String) {
    var (spaces, isStart, last) = (0, true, Unicode.Scalar(0))
    for scalar in text.unicodeScalars {
      defer { last = scalar }
      guard scalar != " " else {
        spaces += 1
        continue
      }
      let isEnd = Self.isLineEnd(scalar)
      putSpaces(&spaces, atEdge: isStart || isEnd)
      if isEnd {
        // A return and the newline after it are one end.
        if !(scalar == "\n" && last == "\r") { put("</text:p><text:p>") }
      } else if scalar == "\t" {
        put("<text:tab/>")
      } else {
        put(scalar)
      }
      isStart = isEnd
    }
    putSpaces(&spaces, atEdge: true)
  }

  /// Spaces in a row, and those at the edge of a paragraph, would be lost if they stood there as they are.
  private mutating func putSpaces(_ count: inout Int, atEdge: Bool) {
    guard count > 0 else { return }
    if atEdge {
      put("<text:s text:c=\"\(count)\"/>")
    } else {
      put(count == 1 ? " " : " <text:s text:c=\"\(count - 1)\"/>")
    }
    count = 0
  }

  /// Most cells: ASCII that needs no escape.
  private static func isPlain(_ text: String) -> Bool {
    var last = UInt8(ascii: " ")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"): return false
      case UInt8(ascii: " ") where last == byte: return false
      case 0x20...0x7E: last = byte
      default: return false
      }
    }
    return text.isEmpty || last != UInt8(ascii: " ")
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }

  /// Neither a control character nor one that XML 1.0 has no place for.
}

extension Unicode.Scalar {
  /// Whether it may stand in an XML document (version 1.0), and is no control character but a tab or a line's end.
  package var isXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
