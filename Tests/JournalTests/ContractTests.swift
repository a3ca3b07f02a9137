import Foundation
import Journal
import Kernel
import Testing

/// What every driver of a log keeps to.
@Suite struct ContractTests {
  @Test(arguments: Driver.allCases)
  func `a new log is empty`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      #expect(try await log.head() == LogHead(size: 0, root: TreeHash.empty.data))
      #expect(try await log.entries(after: 0, limit: 10).isEmpty)
      #expect(try await log.entries(of: StreamName("note", "a")).isEmpty)
    }
  }

  @Test(arguments: Driver.allCases)
  func `what is appended is read back unchanged and in order`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      let bodies = [Data(), Data([0, 255, 128]), Data("ünïcode 🐝 \0 nul".utf8), Data(count: 100_000)]
      let claims = [StoredClaim.take(1), .take(2, in: "öther"), .release("none")]
      let new = bodies.map { NewEntry(name: "note.noted", version: 3, body: $0, claims: claims) }
      let stream = StreamName("nöte", "a b'c\"")
      let appended = try await log.append([Append(to: stream, expecting: 0, new)], .test)
      #expect(appended.positions == 1...4)
      let expected = new.enumerated().map { place, new in
        Entry(position: Int64(place + 1), stream: stream, streamVersion: place + 1, new, .test)
      }
      #expect(try await log.entries(of: stream) == expected)
      #expect(try await log.entries(after: 0, limit: 10) == expected)
      #expect(try await log.entries(after: 2, limit: 1) == [expected[2]])
      #expect(try await log.entries(after: 4, limit: 10).isEmpty)
      #expect(try await log.entries(after: -5, limit: .max) == expected)
      #expect(try await log.entries(after: .max, limit: .max).isEmpty)
      #expect(try await log.entries(after: 0, limit: 0).isEmpty)
    }
  }

  @Test(arguments: Driver.allCases)
  func `what is taken in at once keeps the occasions that it has`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      let earlier = Occasion(by: "mary", at: Date(milliseconds: 1_000))
      var first = Append.notes("a", expecting: 0, "one")
      first.occasion = earlier
      let second = Append.notes("a", expecting: 1, "two")
      try await log.append([first, second], .test)
      #expect(try await log.entries(after: 0, limit: 10).map(\.occasion) == [earlier, .test])
    }
  }

  @Test(arguments: Driver.allCases)
  func `the head is the root of the tree over the entries`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      for number in 1...600 {
        try await log.append([.notes("s\(number % 7)", expecting: nil, "\(number)")], .test)
      }
      let leaves = try await log.entries(after: 0, limit: 600).map { TreeHash.leaf(EntryBytes.of($0)) }
      #expect(try await log.head() == LogHead(size: 600, root: TreeHash.root(leaves).data))
    }
  }

  @Test(arguments: Driver.allCases)
  func `a stream that holds another number of entries is a conflict`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      try await log.append([.notes("a", expecting: 0, "one", "two")], .test)
      let stream = StreamName("note", "a")
      for expected in [0, 1, 3] {
        await #expect(throws: VersionConflict(stream: stream, expected: expected, actual: 2)) {
          try await log.append([.notes("a", expecting: expected, "three")], .test)
        }
      }
      await #expect(throws: VersionConflict(stream: StreamName("note", "b"), expected: 1, actual: 0)) {
        try await log.append([.notes("b", expecting: 1, "one")], .test)
      }
      #expect(try await log.head().size == 2)
      try await log.append([.notes("a", expecting: 2, "three")], .test)
      try await log.append([.notes("a", expecting: nil, "four")], .test)
      #expect(try await log.entries(of: stream).map(\.streamVersion) == [1, 2, 3, 4])
    }
  }

  @Test(arguments: Driver.allCases)
  func `several streams take their entries together or not at all`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      try await log.append([.notes("c", expecting: 0, "old")], .test)
      let head = try await log.head()
      await #expect(throws: VersionConflict.self) {
        try await log.append(
          [
            .notes("a", expecting: 0, "1", "2"), .notes("b", expecting: 0, "3"),
            .notes("c", expecting: 0, "4"),
          ],
          .test
        )
      }
      #expect(try await log.head() == head)
      #expect(try await log.entries(of: StreamName("note", "a")).isEmpty)
      let appended = try await log.append(
        [.notes("a", expecting: 0, "1"), .notes("b", expecting: 0, "2"), .notes("a", expecting: 1, "3")],
        .test
      )
      #expect(appended.positions == 2...4)
      #expect(try await log.entries(of: StreamName("note", "a")).map(\.position) == [2, 4])
    }
  }

  @Test(arguments: Driver.allCases)
  func `an append of nothing changes nothing`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      #expect(try await log.append([], .test) == Appended(positions: nil))
      #expect(try await log.append([.notes("a", expecting: 0)], .test) == Appended(positions: nil))
      await #expect(throws: VersionConflict.self) { try await log.append([.notes("a", expecting: 4)], .test) }
      #expect(try await log.head().size == 0)
    }
  }

  @Test(arguments: Driver.allCases)
  func `positions are dense under many writers at once`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      try await withThrowingTaskGroup(of: Void.self) { writers in
        for writer in 0..<64 {
          writers.addTask {
            for number in 0..<10 {
              try await log.append([.notes("w\(writer)", expecting: number, "\(writer)/\(number)")], .test)
            }
          }
        }
        try await writers.waitForAll()
      }
      let entries = try await log.entries(after: 0, limit: 1000)
      #expect(entries.map(\.position) == Array(1...640))
      for (_, stream) in Dictionary(grouping: entries, by: \.stream) {
        #expect(stream.map(\.streamVersion) == Array(1...10))
      }
      #expect(try await log.head().root == TreeHash.root(entries.map { .leaf(EntryBytes.of($0)) }).data)
    }
  }

  @Test(arguments: Driver.allCases)
  func `of many writers that saw the same, one goes through`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      let won = try await withThrowingTaskGroup(of: Bool.self) { writers in
        for writer in 0..<64 {
          writers.addTask {
            do {
              try await log.append([.notes("a", expecting: 0, "\(writer)")], .test)
              return true
            } catch is VersionConflict {
              return false
            }
          }
        }
        return try await writers.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(won == 1)
      #expect(try await log.head().size == 1)
    }
  }
}
