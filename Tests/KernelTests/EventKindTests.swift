import Foundation
import Kernel
import Testing

/// Events as bytes: names, versions, upcasts.
struct EventKindTests {
  struct Named: Codable, Equatable, Sendable {
    var title: String
    var year: Int?
  }

  struct OldNamed: Codable, Sendable {
    var name: String
  }

  enum Event: DomainEvent {
    case named(Named)
    case closed

    static let kinds: [EventKind<Event>] = [
      EventKind("thing.named", 2, Event.named) { if case .named(let body) = $0 { body } else { nil } },
      EventKind(reading: "thing.named", 1) { (old: OldNamed) in .named(Named(title: old.name)) },
      EventKind("thing.closed", 1, .closed),
    ]
  }

  /// An event with a case that nothing writes.
  enum Forgetful: DomainEvent {
    case forgotten
    static let kinds: [EventKind<Forgetful>] = []
  }

  let coder = EventCoder(.none)

  @Test(arguments: [Event.named(Named(title: "A", year: 2009)), .named(Named(title: "B")), .closed])
  func `an event is read back from what is stored`(_ event: Event) throws {
    let stored = try event.stored(coder)
    let read = try Event.read(name: stored.name, version: stored.version, body: stored.body, coder)
    #expect(read == event)
  }

  @Test func `stored bytes are canonical`() throws {
    let stored = try Event.named(Named(title: "a/b", year: 2009)).stored(coder)
    #expect(
      stored == NewEntry(name: "thing.named", version: 2, body: Data(#"{"title":"a/b","year":2009}"#.utf8))
    )
    #expect(try Event.closed.stored(coder).body == Data("{}".utf8))
  }

  @Test func `an old version becomes a present event`() throws {
    let body = Data(#"{"name":"Old"}"#.utf8)
    let event = try Event.read(name: "thing.named", version: 1, body: body, coder)
    #expect(event == .named(Named(title: "Old")))
  }

  @Test(arguments: [("thing.named", 3), ("thing.renamed", 1), ("", 0)])
  func `an unknown name or version is a fault`(name: String, version: Int) {
    #expect(throws: Fault(.unknownEvent, "")) {
      try Event.read(name: name, version: version, body: Data("{}".utf8), coder)
    }
  }

  @Test func `a body that does not fit its kind is an error`() {
    #expect(throws: DecodingError.self) {
      try Event.read(name: "thing.named", version: 2, body: Data("[]".utf8), coder)
    }
  }

  @Test func `an event that no kind writes is a fault`() {
    #expect(throws: Fault(.unwritableEvent, "")) { try Forgetful.forgotten.stored(coder) }
  }
}
