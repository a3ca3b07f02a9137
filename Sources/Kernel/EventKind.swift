package import Foundation

/// Something that happened, with the names and shapes under which it is stored.
package protocol DomainEvent: Equatable, Sendable {
  /// The wire contract, a line per name and version; see docs/how-to/change-an-event.md.
  static var kinds: [EventKind<Self>] { get }
}

/// One stored name and version, and how one case of an event goes into its bytes and comes back.
package struct EventKind<Event: Equatable & Sendable>: Sendable {
  package let name: String
  package let version: Int
  /// False for an old version that is still read and never written again.
  package let isWritten: Bool
  let encode: @Sendable (Event, EventCoder) throws -> Data?
  let decode: @Sendable (Data, EventCoder) throws -> Event

  /// A case with a body.
  package init<Body: Codable & SendableMetatype>(
    _ name: String,
    _ version: Int,
    _ embed: @escaping @Sendable (Body) -> Event,
    extract: @escaping @Sendable (Event) -> Body?
  ) {
    self.name = name
    self.version = version
    isWritten = true
    encode = { event, coder in try extract(event).map { try coder.encode($0, as: name) } }
    decode = { bytes, coder in embed(try coder.decode(Body.self, from: bytes, as: name)) }
  }

  /// A case without a body.
  package init(_ name: String, _ version: Int, _ event: Event) {
    self.name = name
    self.version = version
    isWritten = true
    encode = { candidate, _ in candidate == event ? Data("{}".utf8) : nil }
    decode = { _, _ in event }
  }

  /// A version that is only read: its body becomes a present event.
  package init<Old: Decodable & SendableMetatype>(
    reading name: String,
    _ version: Int,
    upcast: @escaping @Sendable (Old) -> Event
  ) {
    self.name = name
    self.version = version
    isWritten = false
    encode = { _, _ in nil }
    decode = { bytes, coder in upcast(try coder.decode(Old.self, from: bytes, as: name)) }
  }
}

extension DomainEvent {
  /// The name, version and bytes to store, personal values sealed.
  package func stored(_ coder: EventCoder) throws -> NewEntry {
    for kind in Self.kinds {
      if let body = try kind.encode(self, coder) {
        return NewEntry(name: kind.name, version: kind.version, body: body)
      }
    }
    throw Fault(.unwritableEvent, "no kind writes this case of \(Self.self)")
  }

  /// The event that stored bytes hold.
  ///
  /// An unknown name or version is a ``Fault``: readers deploy first.
  package static func read(name: String, version: Int, body: Data, _ coder: EventCoder) throws -> Self {
    for kind in kinds where kind.version == version && kind.name == name {
      return try kind.decode(body, coder)
    }
    throw Fault(.unknownEvent, "\(name) version \(version)")
  }

  package static func read(_ entry: Entry, _ coder: EventCoder) throws -> Self {
    try read(name: entry.name, version: entry.version, body: entry.body, coder)
  }
}
