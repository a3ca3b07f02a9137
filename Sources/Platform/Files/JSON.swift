package import Foundation

/// Null, as Foundation writes it.
package enum JSONNull {
  package static var value: Any { NSNull() }
}

/// JSON out of a model.
package enum JSONText {
  package static func data(_ value: Any, pretty: Bool = false) throws -> Data {
    var options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { options.insert(.prettyPrinted) }
    return try JSONSerialization.data(withJSONObject: value, options: options)
  }
}
