import Foundation
import Journal
import Kernel
import Testing

/// What every driver of a log does with claims.
@Suite struct ClaimContractTests {
  static let conflict = ClaimConflict(
    scope: "reference",
    stream: StreamName("note", "b"),
    holder: StreamName("note", "a")
  )

  @Test(arguments: Driver.allCases)
  func `a value is held by one stream`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      try await log.append([.claiming("a", .take(1))], .test)
      await #expect(throws: Self.conflict) { try await log.append([.claiming("b", .take(1))], .test) }
      try await log.append([.claiming("b", .take(2))], .test)
      try await log.append([.claiming("b", .take(1, in: "other"))], .test)
      try await log.append([.claiming("a", .take(1))], .test)
      #expect(try await log.head().size == 4)
    }
  }

  @Test(arguments: Driver.allCases)
  func `a value that was released can be taken`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      try await log.append([.claiming("a", .take(1), .take(2), .take(1, in: "other"))], .test)
      try await log.append([.claiming("a", .release())], .test)
      try await log.append([.claiming("b", .take(1), .take(2))], .test)
      await #expect(throws: ClaimConflict.self) {
        try await log.append([.claiming("b", .take(1, in: "other"))], .test)
      }
    }
  }

  @Test(arguments: Driver.allCases)
  func `only the holder releases`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      try await log.append([.claiming("a", .take(1))], .test)
      try await log.append([.claiming("b", .release())], .test)
      await #expect(throws: Self.conflict) { try await log.append([.claiming("b", .take(1))], .test) }
    }
  }

  @Test(arguments: Driver.allCases)
  func `a claim that is refused takes the whole append with it`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      try await log.append([.claiming("a", .take(1))], .test)
      let head = try await log.head()
      await #expect(throws: Self.conflict) {
        try await log.append([.claiming("c", .take(3)), .claiming("b", .take(2), .take(1))], .test)
      }
      #expect(try await log.head() == head)
      // Nothing is held by the append that failed.
      try await log.append([.claiming("d", .take(2), .take(3))], .test)
    }
  }

  @Test(arguments: Driver.allCases)
  func `a value passes from one stream to another in one append`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      try await log.append([.claiming("a", .take(1))], .test)
      try await log.append([.claiming("a", .release()), .claiming("b", .take(1))], .test)
      await #expect(throws: ClaimConflict.self) { try await log.append([.claiming("a", .take(1))], .test) }
    }
  }

  @Test(arguments: Driver.allCases)
  func `of many that claim the same value at once, one holds it`(_ driver: Driver) async throws {
    try await driver.withLog { log async throws in
      let won = try await withThrowingTaskGroup(of: Bool.self) { writers in
        for writer in 0..<40 {
          writers.addTask {
            do {
              try await log.append([.claiming("w\(writer)", .take(9))], .test)
              return true
            } catch is ClaimConflict {
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
