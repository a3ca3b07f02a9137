import Foundation
import Journal
import Kernel
import Testing

/// A tin that can be filled once, labelled with a number no other tin has, and opened.
enum Tin: Decider {
  enum Command: Sendable {
    case fill(String)
    case relabel(String)
    case open
  }

  struct Label: Codable, Equatable, Sendable {
    var label: String
  }

  enum Event: DomainEvent {
    case filled(Label)
    case relabelled(Label)
    case opened

    static let kinds: [EventKind<Event>] = [
      EventKind("tin.filled", 1, Event.filled) { if case .filled(let body) = $0 { body } else { nil } },
      EventKind("tin.relabelled", 1, Event.relabelled) {
        if case .relabelled(let body) = $0 { body } else { nil }
      },
      EventKind("tin.opened", 1, .opened),
    ]
  }

  enum Refusal: Error, Equatable, Sendable { case nothingIn, alreadyOpen }

  struct State: Sendable, Equatable {
    var label: String?
    var isOpen = false
  }

  static let category = "tin"
  static let vault = Vault.learning
  static var initialState: State { State() }

  static func decide(_ command: Command, on state: State, _ occasion: Occasion) throws(Refusal) -> [Event] {
    switch command {
    case .fill(let label): return state.label == label ? [] : [.filled(Label(label: label))]
    case .relabel(let label):
      if state.isOpen { throw .alreadyOpen }
      return [.relabelled(Label(label: label))]
    case .open:
      guard state.label != nil else { throw .nothingIn }
      return state.isOpen ? [] : [.opened]
    }
  }

  static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .filled(let body), .relabelled(let body): state.label = body.label
    case .opened: state.isOpen = true
    }
  }

  static func claims(of event: Event, on state: State) -> [ClaimChange] {
    switch event {
    case .filled(let body): [.take(scope: "label", value: body.label)]
    case .relabelled(let body): [.release(scope: "label"), .take(scope: "label", value: body.label)]
    case .opened: []
    }
  }
}

/// A log in which something else is appended between a load and the append that follows.
private actor BusyLog: RecordLog {
  private let log = MemoryLog()
  private var intruders: [Append]

  init(_ intruders: [Append]) { self.intruders = intruders }

  func append(_ appends: [Append], _ occasion: Occasion) async throws -> Appended {
    if !intruders.isEmpty { try await log.append([intruders.removeFirst()], occasion) }
    return try await log.append(appends, occasion)
  }

  func entries(of stream: StreamName) async throws -> [Entry] { await log.entries(of: stream) }
  func entries(after position: Int64, limit: Int) async throws -> [Entry] {
    await log.entries(after: position, limit: limit)
  }
  func head() async throws -> LogHead { await log.head() }
}

struct DispatcherTests {
  static func dispatcher(_ log: any RecordLog = MemoryLog()) -> Dispatcher {
    Dispatcher(log: log, sealing: .none) { scope, value in Data("\(scope)|\(value)".utf8) }
  }

  static func opening(_ id: String) throws -> Append {
    Append(to: StreamName("tin", id), expecting: nil, [try Tin.Event.opened.stored(EventCoder(.none))])
  }

  @Test func `what is decided is stored, and the next decision sees it`() async throws {
    let dispatcher = Self.dispatcher()
    let filled = try await dispatcher.perform(.fill("beans"), on: "t1", of: Tin.self, .test)
    #expect(filled.events == [.filled(.init(label: "beans"))])
    #expect(filled.version == 1)
    #expect(filled.position == 1)
    let opened = try await dispatcher.perform(.open, on: "t1", of: Tin.self, expecting: 1, .test)
    #expect(opened.version == 2)
    let (state, version) = try await dispatcher.load(Tin.self, "t1")
    #expect(state == .init(label: "beans", isOpen: true))
    #expect(version == 2)
  }

  @Test func `a command given twice does nothing the second time`() async throws {
    let dispatcher = Self.dispatcher()
    for round in 1...2 {
      let outcome = try await dispatcher.perform(.fill("beans"), on: "t1", of: Tin.self, expecting: 0, .test)
      #expect(outcome.events.count == (round == 1 ? 1 : 0))
      #expect(outcome.position == (round == 1 ? 1 : nil))
    }
    #expect(try await dispatcher.log.head().size == 1)
  }

  @Test func `a refusal stores nothing`() async throws {
    let dispatcher = Self.dispatcher()
    await #expect(throws: Tin.Refusal.nothingIn) {
      try await dispatcher.perform(.open, on: "t1", of: Tin.self, .test)
    }
    #expect(try await dispatcher.log.head().size == 0)
  }

  @Test func `a form that saw an older version is a conflict`() async throws {
    let dispatcher = Self.dispatcher()
    _ = try await dispatcher.perform(.fill("beans"), on: "t1", of: Tin.self, .test)
    await #expect(throws: VersionConflict(stream: StreamName("tin", "t1"), expected: 0, actual: 1)) {
      try await dispatcher.perform(.relabel("peas"), on: "t1", of: Tin.self, expecting: 0, .test)
    }
  }

  @Test func `a race is decided once more on the newer state`() async throws {
    let busy = BusyLog([try Self.opening("t1")])
    await #expect(throws: Tin.Refusal.alreadyOpen) {
      try await Self.dispatcher(busy).perform(.relabel("peas"), on: "t1", of: Tin.self, .test)
    }
    #expect(try await busy.head().size == 1)
  }

  @Test func `a race lost twice is a conflict`() async throws {
    let stream = StreamName("tin", "t1")
    let filling = try Tin.Event.filled(.init(label: "x")).stored(EventCoder(.none))
    let intruder = Append(to: stream, expecting: nil, [filling])
    let log = BusyLog([intruder, intruder])
    await #expect(throws: VersionConflict(stream: stream, expected: 1, actual: 2)) {
      try await Self.dispatcher(log).perform(.relabel("peas"), on: "t1", of: Tin.self, .test)
    }
  }

  @Test func `a race on a version that was seen is not decided again`() async throws {
    let log = BusyLog([try Self.opening("t1")])
    await #expect(throws: VersionConflict(stream: StreamName("tin", "t1"), expected: 0, actual: 1)) {
      try await Self.dispatcher(log).perform(.relabel("peas"), on: "t1", of: Tin.self, expecting: 0, .test)
    }
  }

  @Test func `a claimed value is one record's`() async throws {
    let dispatcher = Self.dispatcher()
    _ = try await dispatcher.perform(.fill("beans"), on: "t1", of: Tin.self, .test)
    await #expect(throws: ClaimConflict.self) {
      try await dispatcher.perform(.fill("beans"), on: "t2", of: Tin.self, .test)
    }
    _ = try await dispatcher.perform(.relabel("peas"), on: "t1", of: Tin.self, .test)
    _ = try await dispatcher.perform(.fill("beans"), on: "t2", of: Tin.self, .test)
  }

  @Test func `commands on several records are performed together or not at all`() async throws {
    let dispatcher = Self.dispatcher()
    await #expect(throws: Tin.Refusal.nothingIn) {
      try await dispatcher.performAll([("t1", .fill("a")), ("t2", .open)], of: Tin.self, .test)
    }
    #expect(try await dispatcher.log.head().size == 0)
    let appended = try await dispatcher.performAll(
      [("t1", .fill("a")), ("t2", .fill("b"))],
      of: Tin.self,
      .test
    )
    #expect(appended.positions == 1...2)
  }
}
