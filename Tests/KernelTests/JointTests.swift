import Foundation
import Kernel
import Testing

/// A value about two people.
struct JointTests {
  struct Said: Codable, Equatable, Sendable {
    var why: Joint<String>
  }

  enum Event: DomainEvent {
    case said(Said)

    static let kinds: [EventKind<Event>] = [
      EventKind("pair.said", 1, Event.said) { if case .said(let body) = $0 { body } else { nil } }
    ]
  }

  private let event = Event.said(Said(why: Joint("The same address.", of: "s1", and: "s2")))

  private func read(_ stored: NewEntry, without destroyed: String? = nil) throws -> Event {
    let coder = EventCoder(PersonalTests.sealing(without: destroyed))
    return try Event.read(name: stored.name, version: 1, body: stored.body, coder)
  }

  @Test func `a value about two is opened with both keys, as it was sealed`() throws {
    let stored = try event.stored(EventCoder(PersonalTests.sealing()))
    #expect(!String(decoding: stored.body, as: UTF8.self).contains("address"))
    #expect(try read(stored) == event)
  }

  @Test(arguments: ["s1", "s2"])
  func `the erasure of either of two empties what is about both`(_ erased: String) throws {
    let stored = try event.stored(EventCoder(PersonalTests.sealing()))
    let gone = Event.said(Said(why: Joint(nil, of: "s1", and: "s2")))
    #expect(try read(stored, without: erased) == gone)
    #expect(
      try String(decoding: gone.stored(EventCoder(PersonalTests.sealing())).body, as: UTF8.self)
        == #"{"why":{"subjects":["s1","s2"]}}"#
    )
  }
}
