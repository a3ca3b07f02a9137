package import Configuration
import Kernel

/// One setting: its key, what it means, and its value where nobody gives one.
///
/// The key `http.port` is `{"http": {"port": …}}` in the file and `TOUCHSTONE_HTTP_PORT` in the
/// environment, which wins.
package struct Setting<Value: SettingValue>: Sendable {
  package let key: String
  package let fallback: Value
  package let meaning: String
  let allowed: ClosedRange<Int>?
  /// The words that it can be; empty where any text can.
  let words: [String]
  let isSecret: Bool

  init(_ key: String, _ fallback: Value, _ meaning: String, isSecret: Bool = false) {
    self.init(key, fallback, meaning, allowed: nil, isSecret: isSecret)
  }

  private init(
    _ key: String,
    _ fallback: Value,
    _ meaning: String,
    allowed: ClosedRange<Int>?,
    words: [String] = [],
    isSecret: Bool = false
  ) {
    self.key = key
    self.fallback = fallback
    self.meaning = meaning
    self.allowed = allowed
    self.words = words
    self.isSecret = isSecret
  }
}

extension Setting where Value == Int {
  init(_ key: String, _ fallback: Int, _ allowed: ClosedRange<Int>, _ meaning: String) {
    self.init(key, fallback, meaning, allowed: allowed)
  }
}

extension Setting where Value == String {
  init(_ key: String, _ fallback: String, of words: [String], _ meaning: String) {
    self.init(key, fallback, meaning, allowed: nil, words: words)
  }
}

/// What a setting can hold.
package protocol SettingValue: Equatable, Sendable, LosslessStringConvertible {
  /// The value given, nil where none is.
  static func given(_ key: ConfigKey, secret: Bool, in reader: ConfigReader) async throws -> Self?
  static var kind: String { get }
}

extension Int: SettingValue {
  package static let kind = "a whole number"
  package static func given(_ key: ConfigKey, secret: Bool, in reader: ConfigReader) async throws -> Int? {
    try await reader.fetchInt(forKey: key, isSecret: secret)
  }
}

extension Bool: SettingValue {
  package static let kind = "true or false"
  package static func given(_ key: ConfigKey, secret: Bool, in reader: ConfigReader) async throws -> Bool? {
    try await reader.fetchBool(forKey: key, isSecret: secret)
  }
}

extension String: SettingValue {
  package static let kind = "text"
  package static func given(_ key: ConfigKey, secret: Bool, in reader: ConfigReader) async throws -> String? {
    try await reader.fetchString(forKey: key, isSecret: secret)
  }
}

/// A setting of whatever value, for listing and loading.
protocol AnySetting: Sendable {
  var key: String { get }
  var meaning: String { get }
  var isSecret: Bool { get }
  var fallbackText: String { get }
  /// The value given, checked; nil where none is.
  func given(in reader: ConfigReader) async throws -> (any SettingValue)?
}

extension Setting: AnySetting {
  var fallbackText: String { fallback.description }

  func given(in reader: ConfigReader) async throws -> (any SettingValue)? {
    let value: Value?
    do {
      value = try await Value.given(ConfigKey(stringLiteral: key), secret: isSecret, in: reader)
    } catch {
      throw Fault(.configuration, "the setting \(key) must be \(Value.kind)")
    }
    if let allowed, let number = value as? Int, !allowed.contains(number) {
      throw Fault(
        .configuration,
        "the setting \(key) must be from \(allowed.lowerBound) to \(allowed.upperBound), and is \(number)"
      )
    }
    if !words.isEmpty, let word = value as? String, !words.contains(word) {
      throw Fault(.configuration, "the setting \(key) must be one of \(words.joined(separator: ", "))")
    }
    return value
  }
}
