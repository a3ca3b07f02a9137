package import Foundation

/// A value about two people: sealed with the key of one, and that with the key of the other, so that it is nil
/// for ever once either key is destroyed.
package struct Joint<Value: Codable & Equatable & Sendable>: Equatable, Sendable {
  /// Whose two keys seal it, the inner one first: opaque identifiers.
  package let subjects: [String]
  package let value: Value?

  package init(_ value: Value?, of one: String, and other: String) {
    subjects = [one, other]
    self.value = value
  }
}

extension Joint: Codable {
  private enum Key: String, CodingKey { case subjects, sealed }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    subjects = try container.decode([String].self, forKey: .subjects)
    let (sealing, context) = try Sealing.inUse(decoder.userInfo)
    guard let sealed = try container.decodeIfPresent(Data.self, forKey: .sealed),
      let plain = try sealing.open(subjects, context, sealed)
    else {
      value = nil
      return
    }
    value = try PlainCoding.value(in: plain)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(subjects, forKey: .subjects)
    guard let value else { return }
    let (sealing, context) = try Sealing.inUse(encoder.userInfo)
    let sealed = try subjects.reduce(PlainCoding.bytes(of: value)) { try sealing.seal($1, context, $0) }
    try container.encode(sealed, forKey: .sealed)
  }
}

extension Sealing {
  /// Opens what keys sealed one after another; nil once any of them is destroyed.
  package func open(_ subjects: [String], _ context: String, _ sealed: Data) throws -> Data? {
    var bytes = sealed
    for subject in subjects.reversed() {
      guard let opened = try open(subject, context, bytes) else { return nil }
      bytes = opened
    }
    return bytes
  }
}
