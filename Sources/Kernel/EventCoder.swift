package import Foundation

/// Turns event bodies into canonical JSON and back; seals and opens what is personal on the way.
///
/// Not `Sendable`, and cheap: make one for a call or for a run of entries.
package final class EventCoder {
  private let sealing: Sealing
  // Whoever writes seldom reads, and the other way round.
  private lazy var encoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.userInfo[.sealing] = sealing
    return encoder
  }()
  private lazy var decoder = {
    let decoder = JSONDecoder()
    decoder.userInfo[.sealing] = sealing
    return decoder
  }()

  package init(_ sealing: Sealing) { self.sealing = sealing }

  func encode(_ body: some Encodable, as name: String) throws -> Data {
    encoder.userInfo[.eventName] = name
    return try encoder.encode(body)
  }

  func decode<Body: Decodable>(_ type: Body.Type, from bytes: Data, as name: String) throws -> Body {
    decoder.userInfo[.eventName] = name
    return try decoder.decode(type, from: bytes)
  }
}

/// How personal values are sealed and opened; the keyring supplies it, so that deciders import no
/// cryptography.
package struct Sealing: Sendable {
  /// Seals plain bytes for a subject; the context (the stored event name) is bound to the result.
  package let seal: @Sendable (_ subject: String, _ context: String, _ plain: Data) throws -> Data
  /// Opens sealed bytes; nil once the subject's key is destroyed.
  package let open: @Sendable (_ subject: String, _ context: String, _ sealed: Data) throws -> Data?

  package init(
    seal: @escaping @Sendable (String, String, Data) throws -> Data,
    open: @escaping @Sendable (String, String, Data) throws -> Data?
  ) {
    self.seal = seal
    self.open = open
  }

  /// For deciders that hold nothing personal: to seal or to open is a ``Fault``.
  package static let none = Sealing(
    seal: { _, _, _ in throw Fault(.noKeyring, "nothing personal can be sealed here") },
    open: { _, _, _ in throw Fault(.noKeyring, "nothing personal can be opened here") }
  )
}

extension CodingUserInfoKey {
  static let sealing = named("sealing")
  static let eventName = named("eventName")

  private static func named(_ name: String) -> CodingUserInfoKey {
    guard let key = CodingUserInfoKey(rawValue: name) else {
      preconditionFailure("a coding key needs a name")
    }
    return key
  }
}
