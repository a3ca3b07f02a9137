import Foundation

/// A value about a person: sealed with that person's key wherever it is stored, and nil for ever
/// once the key is destroyed.
package struct Personal<Value: Codable & Equatable & Sendable>: Equatable, Sendable {
  /// Whose key seals it: an opaque identifier, never itself a personal datum.
  package let subject: String
  package let value: Value?

  package init(_ value: Value?, of subject: String) {
    self.subject = subject
    self.value = value
  }
}

extension Personal: Codable {
  private enum Key: String, CodingKey { case subject, sealed }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    subject = try container.decode(String.self, forKey: .subject)
    let (sealing, context) = try Sealing.inUse(decoder.userInfo)
    guard let sealed = try container.decodeIfPresent(Data.self, forKey: .sealed),
      let plain = try sealing.open(subject, context, sealed)
    else {
      value = nil
      return
    }
    value = try PlainCoding.value(in: plain)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(subject, forKey: .subject)
    guard let value else { return }
    let (sealing, context) = try Sealing.inUse(encoder.userInfo)
    try container.encode(sealing.seal(subject, context, PlainCoding.bytes(of: value)), forKey: .sealed)
  }
}

extension Sealing {
  /// The keyring, and the event's name that is bound to what is sealed, where an event is being coded.
  static func inUse(_ userInfo: [CodingUserInfoKey: Any]) throws -> (Sealing, String) {
    guard let sealing = userInfo[.sealing] as? Sealing, let name = userInfo[.eventName] as? String else {
      throw Fault(.noKeyring, "a personal value was coded outside an event")
    }
    return (sealing, name)
  }
}

/// What a value is before it is sealed: JSON with sorted keys, and an array around it, because a bare string or number
/// is no JSON document to every decoder.
enum PlainCoding {
  // To make one takes longer than to code a name with it.
  private static let decoder = JSONDecoder()
  private static let encoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }()

  static func bytes(of value: some Encodable) throws -> Data { try encoder.encode([value]) }

  static func value<Value: Decodable>(in bytes: Data) throws -> Value? {
    try decoder.decode([Value].self, from: bytes).first
  }
}
