import Foundation

/// Values as JSON in a column: sorted keys, so that the same value is the same text.
package enum ColumnJSON {
  package static func text(_ value: some Encodable) throws -> String {
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try json.encode(value), as: UTF8.self)
  }

  package static func value<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}
