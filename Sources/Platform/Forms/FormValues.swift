package import Foundation
import Kernel

/// What somebody sent: every name with its values, and files; from a browser, JSON or a row alike.
package struct FormValues: Equatable, Sendable {
  /// Tidied.
  private var texts: [String: [String]] = [:]
  /// First values that are otherwise than they were sent.
  private var sent: [String: String] = [:]
  package private(set) var uploads: [String: Upload]

  package init(_ texts: [String: [String]] = [:], uploads: [String: Upload] = [:]) {
    self.uploads = uploads
    for (name, values) in texts {
      self.texts[name] = values.map(Self.tidied)
      if let first = values.first, self.texts[name]?.first != first { sent[name] = first }
    }
  }

  /// The first value without the white space around it; empty where there is none.
  package func text(_ name: String) -> String {
    (texts[name]?.first ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The first value with the white space around it.
  package func untrimmed(_ name: String) -> String { texts[name]?.first ?? "" }

  /// The first value with every mark as it was sent: a password is taken as it is.
  func asSent(_ name: String) -> String { sent[name] ?? untrimmed(name) }

  package func all(_ name: String) -> [String] { texts[name] ?? [] }

  package func has(_ name: String) -> Bool { texts[name] != nil }

  package mutating func set(_ name: String, _ values: [String]) {
    texts[name] = values
    sent[name] = nil
  }

  package var names: [String] { texts.keys.sorted() }
}

/// A file that somebody sent.
package struct Upload: Equatable, Sendable {
  package let name: String
  package let bytes: Data

  /// - Parameter name: As it was sent.
  package init(name: String, bytes: Data) {
    self.name = Self.tidied(name)
    self.bytes = bytes
  }

  /// The last part of a path, without what a file system or a header would stumble on.
  private static func tidied(_ name: String) -> String {
    let last = name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
    let plain = FormValues.tidied(last).filter {
      !$0.isNewline && $0 != "\t" && !"\"<>:|?*".contains($0)
    }
    return plain.isEmpty ? "attachment" : String(plain.prefix(120))
  }
}

extension FormValues {
  /// Reads `application/x-www-form-urlencoded`.
  package init(urlEncoded text: String) throws(Unreadable) {
    try self.init(pairs: text) { part throws(Unreadable) in
      guard let decoded = part.removingPercentEncoding else {
        throw Unreadable("The form is not encoded as UTF-8.")
      }
      return decoded
    }
  }

  /// Reads what stands behind the question mark of an address; what is not encoded as it should be stays as it is.
  package init(query: String) {
    self.init(pairs: query) { $0.removingPercentEncoding ?? $0 }
  }

  /// - Parameter decode: Makes text of a name or a value, whose pluses are spaces already.
  private init<Failure: Error>(pairs text: String, decode: (String) throws(Failure) -> String) throws(Failure)
  {
    var texts: [String: [String]] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0.replacing("+", with: " ")) }
      let value = parts.count > 1 ? try decode(parts[1]) : ""
      texts[try decode(parts[0]), default: []].append(value)
    }
    self.init(texts)
  }

  /// Reads one JSON object whose values are text, numbers, true, false, null or lists of those.
  ///
  /// - Throws: ``Unreadable`` with the line and the character.
  package init(json data: Data) throws(Unreadable) {
    var reader = JSONObjectReader(data)
    self.init(try reader.read())
  }

  /// Reads an object that JSON gave.
  package init(object: [String: Any]) throws(Unreadable) {
    var texts: [String: [String]] = [:]
    for (name, value) in object {
      guard let values = Self.texts(of: value) else {
        throw Unreadable(
          "“\(name.prefix(100))” must be text, a number, true, false, null or a list of those."
        )
      }
      texts[name] = values
    }
    self.init(texts)
  }

  private static func texts(of value: Any) -> [String]? {
    switch value {
    case is NSNull: []
    case let text as String: [text]
    case let list as [Any]:
      list.reduce(into: [String]?.some([])) { all, item in
        guard !(item is [Any]), let texts = texts(of: item) else { return all = nil }
        all?.append(contentsOf: texts)
      }
    case let number as NSNumber: [number.stringValue]
    default: nil
    }
  }

  /// One kind of line end, and nothing that a database or a page would choke on, or that nobody sees and that makes
  /// a text look like another.
  package static func tidied(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar.value {
      case 0x0D, 0x2028, 0x2029: scalars.append("\n")
      case let value where isHidden(value): continue
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Control characters, the marks that turn the direction of text, and spaces and joins without a width.
  ///
  /// The two joiners (U+200C and U+200D) are kept: Persian and emoji are written with them.
  private static func isHidden(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0x9F, 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF:
      true
    default: false
    }
  }
}

/// A request that cannot even be read as a form; 400.
package struct Unreadable: Error, Equatable, Sendable {
  package let sentence: String
  package init(_ sentence: String) { self.sentence = sentence }
}

/// More than is taken; 413.
package struct TooLarge: Error, Equatable, Sendable {
  /// Bytes.
  package let limit: Int
  package init(limit: Int) { self.limit = limit }
}

/// One thing wrong with one field.
package struct FieldError: Codable, Equatable, Sendable {
  package let field: String
  package let message: String

  package init(_ field: String, _ message: String) {
    self.field = field
    self.message = message
  }
}

/// Everything that is wrong with what was sent; 422.
package struct Invalid: Error, Equatable, Sendable {
  package let errors: [FieldError]
  package init(_ errors: [FieldError]) { self.errors = errors }
}
