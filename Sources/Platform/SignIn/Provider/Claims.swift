import Foundation

/// What a token or a provider says of somebody.
struct Claims: Decodable, Equatable, Sendable {
  enum Value: Decodable, Equatable, Sendable {
    case text(String)
    case number(Double)
    case truth(Bool)
    case list([Value])
    case object([String: Value])
    case nothing

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      // Which of the kinds it is can only be found out by trying.
      func attempt<T: Decodable>(_ type: T.Type) -> T? {
        do { return try container.decode(type) } catch { return nil }
      }
      if container.decodeNil() {
        self = .nothing
      } else if let truth = attempt(Bool.self) {
        self = .truth(truth)
      } else if let number = attempt(Double.self) {
        self = .number(number)
      } else if let text = attempt(String.self) {
        self = .text(text)
      } else if let list = attempt([Value].self) {
        self = .list(list)
      } else {
        self = .object(try container.decode([String: Value].self))
      }
    }
  }

  private var values: [String: Value]

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: Value].self)
  }

  func has(_ name: String) -> Bool { values[name].map { $0 != .nothing } ?? false }

  func text(_ name: String) -> String? {
    guard case .text(let text) = values[name], !text.isEmpty else { return nil }
    return text
  }

  func truth(_ name: String) -> Bool {
    switch values[name] {
    case .truth(let truth): truth
    // As some providers have it.
    case .text("true"): true
    default: false
    }
  }

  func time(_ name: String) -> Date? {
    guard case .number(let seconds) = values[name], seconds.magnitude < 1e11 else { return nil }
    return Date(timeIntervalSince1970: seconds)
  }

  /// Several, or one by itself; a name with dots leads into objects.
  func texts(_ path: String) -> [String] {
    var value = Value.object(values)
    for name in values[path] == nil ? path.split(separator: ".").map(String.init) : [path] {
      guard case .object(let inner) = value, let next = inner[name] else { return [] }
      value = next
    }
    switch value {
    case .text(let text): return [text]
    case .list(let list):
      return list.compactMap { if case .text(let text) = $0 { text } else { nil } }
    default: return []
    }
  }

  func object(_ name: String) -> [String: Value]? {
    guard case .object(let object) = values[name] else { return nil }
    return object
  }

  /// Adds what is not said here.
  func completed(by other: Claims) -> Claims {
    var claims = self
    claims.values.merge(other.values) { mine, _ in mine }
    return claims
  }
}
