import Foundation
import Kernel
import Projection
import Testing

/// An entry that this program does not know.
struct UnknownEventTests {
  static let unknown = NewEntry(name: "guest.sang", version: 1, body: Data("{}".utf8))
  static let stream = StreamName(Guest.category, "g1")

  @Test func `an unknown event stops the runner, and pages are read on`() async throws {
    try await withHouse { house async throws in
      let runner = try await house.runner()
      try await house.append(.arrived("Mary", "s1"), to: "g1")
      try await house.append([Self.unknown], to: Self.stream)
      try await house.append(.arrived("John", "s2"), to: "g2")
      await #expect(throws: Fault(.unknownEvent, "")) { try await runner.catchUp() }
      #expect(runner.readiness == .stopped(Fault(.unknownEvent, "")))
      // What happened before it is there, and nothing after it.
      #expect(try await runner.names() == ["Mary"])
      #expect(try await runner.position == 1)
      await #expect(throws: Fault(.unknownEvent, "")) { try await runner.catchUp() }
    }
  }

  @Test func `a program that does not know an event starts with what it has`() async throws {
    try await withHouse { house async throws in
      _ = try await house.runner()
      try await house.append(.arrived("Mary", "s1"), to: "g1")
      try await house.append([Self.unknown], to: Self.stream)
      let runner = try await house.runner()
      #expect(runner.readiness == .stopped(Fault(.unknownEvent, "")))
      #expect(try await runner.names() == ["Mary"])
      await #expect(throws: Fault(.unknownEvent, "")) { try await runner.rebuild() }
      #expect(try await runner.names() == ["Mary"])
      #expect(try house.contents().keys.allSatisfy { !$0.contains(".new") })
    }
  }

  @Test func `a known event of a version to come stops the runner`() async throws {
    try await withHouse { house async throws in
      let runner = try await house.runner()
      let moved = NewEntry(name: "guest.moved", version: 2, body: Data("{}".utf8))
      try await house.append([moved], to: Self.stream)
      await #expect(throws: Fault(.unknownEvent, "")) { try await runner.catchUp() }
    }
  }

  @Test func `a body that cannot be read stops the runner, and is not quoted`() async throws {
    try await withHouse { house async throws in
      let runner = try await house.runner()
      let torn = NewEntry(name: "guest.moved", version: 1, body: Data(#"{"room":"secret"}"#.utf8))
      try await house.append([torn], to: Self.stream)
      let fault = await #expect(throws: Fault.self) { try await runner.catchUp() }
      #expect(fault?.code == .damagedLog)
      #expect(fault?.detail.contains("entry 1, guest.moved") == true)
      #expect(fault?.detail.contains("secret") == false)
    }
  }

  @Test func `an unknown event of a subject erases nobody`() async throws {
    try await withHouse { house async throws in
      let runner = try await house.runner()
      try await house.append(.arrived("Mary", "s1"), to: "g1")
      let unknown = NewEntry(name: "subject.renewed", version: 1, body: Data("{}".utf8))
      try await house.append([unknown], to: StreamName(Subject.category, "s1"))
      await #expect(throws: Fault(.unknownEvent, "")) { try await runner.catchUp() }
      #expect(try await runner.names() == ["Mary"])
    }
  }
}
