import CXapian
import Foundation

/// Why the index did not answer.
enum SearchFailure: Error, Equatable {
  /// Missing, torn or of another format: it is to be made anew.
  case damaged(String)
  case notAQuery
  case outdated
}

/// Calls into the shim, and turns what it reports into an error.
func calling<Result>(_ call: (inout CXError) -> Result) throws -> Result {
  var error = CXError()
  let result = call(&error)
  switch error.outcome {
  case CXDone: return result
  case CXNotAQuery: throw SearchFailure.notAQuery
  case CXOutdated: throw SearchFailure.outdated
  default:
    let message = withUnsafeBytes(of: &error.message) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    throw SearchFailure.damaged(message)
  }
}

extension String {
  /// Lends the text to the shim for one call.
  func lent<Result>(_ use: (CXText) throws -> Result) rethrows -> Result {
    var text = self
    return try text.withUTF8 { bytes in
      try bytes.withMemoryRebound(to: CChar.self) { try use(CXText(bytes: $0.baseAddress, length: $0.count)) }
    }
  }

  init(_ text: CXText) {
    self.init(
      decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.length),
      as: UTF8.self
    )
  }

  /// Takes a text that the shim made; nil where it made none.
  init?(taking pointer: UnsafeMutablePointer<CChar>?) {
    guard let pointer else { return nil }
    self.init(cString: pointer)
    free(pointer)
  }
}

extension CXText {
  /// What stands before the first such byte, and what after it.
  func parted(at byte: UInt8) -> (CXText, CXText) {
    let bytes = UnsafeRawBufferPointer(start: bytes, count: length)
    let end = bytes.firstIndex(of: byte) ?? length
    let rest = min(end + 1, length)
    return (
      CXText(bytes: self.bytes, length: end),
      CXText(bytes: self.bytes?.advanced(by: rest), length: length - rest)
    )
  }
}

/// Several texts lent for one call.
enum CXTexts {
  /// They lie in one text behind one another, so that all of them lie still.
  static func lent<Result>(_ texts: [String], _ use: ([CXText]) throws -> Result) rethrows -> Result {
    try texts.joined().lent { joined in
      var start = joined.bytes
      return try use(
        texts.map { text in
          defer { start = start?.advanced(by: text.utf8.count) }
          return CXText(bytes: start, length: text.utf8.count)
        }
      )
    }
  }
}

/// The terms of the index that are no words.
///
/// Words are in lower case, or after a Z when stemmed; a term that begins with another capital is ours.
enum Term {
  /// What Xapian takes, less the escapes that a zero byte would need.
  private static let longest = 200

  static func key(_ id: String) -> String { "Q" + id }

  static func field(_ name: String, _ value: String) -> String {
    let term = prefix(name) + value
    return term.utf8.count <= longest ? term : String(decoding: term.utf8.prefix(longest), as: UTF8.self)
  }

  static func prefix(_ name: String) -> String { "X\(name.uppercased()):" }

  /// Facets are fields too, so that they can be chosen from.
  static func facet(_ name: String, _ value: String) -> String { "\(name):\(value)" }
}
