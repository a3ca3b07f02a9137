import Foundation
import Kernel
import Testing

/// Values that are sealed where they are stored.
struct PersonalTests {
  struct Person: Codable, Equatable, Sendable {
    var name: Personal<String>
    var age: Personal<Int>
  }

  enum Event: DomainEvent {
    case met(Person)

    static let kinds: [EventKind<Event>] = [
      EventKind("person.met", 1, Event.met) { if case .met(let body) = $0 { body } else { nil } }
    ]
  }

  /// Turns every byte over and puts the subject and the context before them: not secret, but really
  /// sealed and really opened.
  static func sealing(without destroyed: String? = nil) -> Sealing {
    Sealing(
      seal: { subject, context, plain in
        Data("\(subject)|\(context)|".utf8) + Data(plain.map { ~$0 })
      },
      open: { subject, context, sealed in
        if subject == destroyed { return nil }
        let label = Data("\(subject)|\(context)|".utf8)
        guard sealed.starts(with: label) else { throw Fault(.wrongKey, "sealed for something else") }
        return Data(sealed.dropFirst(label.count).map { ~$0 })
      }
    )
  }

  let event = Event.met(Person(name: Personal("Mary", of: "s1"), age: Personal(41, of: "s2")))

  @Test func `a personal value is opened as it was sealed`() throws {
    let coder = EventCoder(Self.sealing())
    let stored = try event.stored(coder)
    #expect(!String(decoding: stored.body, as: UTF8.self).contains("Mary"))
    #expect(try Event.read(name: stored.name, version: 1, body: stored.body, coder) == event)
  }

  @Test func `a value whose key is gone is nil, and the rest stays`() throws {
    let stored = try event.stored(EventCoder(Self.sealing()))
    let after = EventCoder(Self.sealing(without: "s1"))
    let read = try Event.read(name: stored.name, version: 1, body: stored.body, after)
    #expect(read == .met(Person(name: Personal(nil, of: "s1"), age: Personal(41, of: "s2"))))
  }

  @Test func `a value that is gone is stored as gone`() throws {
    let coder = EventCoder(Self.sealing())
    let empty = Event.met(Person(name: Personal(nil, of: "s1"), age: Personal(nil, of: "s2")))
    let stored = try empty.stored(coder)
    #expect(
      String(decoding: stored.body, as: UTF8.self) == #"{"age":{"subject":"s2"},"name":{"subject":"s1"}}"#
    )
    #expect(try Event.read(name: stored.name, version: 1, body: stored.body, coder) == empty)
  }

  @Test func `the event's name is bound to what is sealed`() throws {
    let stored = try event.stored(EventCoder(Self.sealing()))
    let body = String(decoding: stored.body, as: UTF8.self)
      .replacingOccurrences(
        of: Data("s1|person.met|".utf8).base64EncodedString().prefix(18),
        with: "AAAAAAAAAAAAAAAAAA"
      )
    #expect(throws: Fault(.wrongKey, "")) {
      try Event.read(name: stored.name, version: 1, body: Data(body.utf8), EventCoder(Self.sealing()))
    }
  }

  @Test func `nothing personal is stored without a keyring`() {
    #expect(throws: Fault(.noKeyring, "")) { try event.stored(EventCoder(.none)) }
  }

  @Test func `nothing personal is coded outside an event`() {
    #expect(throws: Fault(.noKeyring, "")) { try JSONEncoder().encode(Personal("Mary", of: "s1")) }
  }
}
