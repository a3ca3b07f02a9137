import Foundation
import GRDB
import Kernel
import Projection
import Testing

/// Views folded anew are those that were folded as things happened.
struct RebuildTests {
  @Test(arguments: 0..<12)
  func `rebuilt views are the live ones, whatever happened`(_ seed: UInt64) async throws {
    let seed = seed &* 0x9e37_79b9_7f4a_7c15 &+ 2009
    try await withHouse { house async throws in
      var story = GuestStory(seed: seed)
      let live = try await house.runner(batch: story.number(in: 1...40))
      for _ in 0..<story.number(in: 5...30) {
        for _ in 0..<story.number(in: 1...12) { try await story.goOn(in: house) }
        try await live.catchUp()
      }
      let expected = try await live.dump()
      #expect(expected.count > 3, "seed \(seed)")
      let other = house.folder.appending(path: "other.sqlite")
      let anew = try await house.runner(file: other, batch: story.number(in: 1...400))
      #expect(try await anew.dump() == expected, "seed \(seed)")
      try await live.rebuild()
      #expect(try await live.dump() == expected, "seed \(seed)")
      #expect(try await house.runner().dump() == expected, "seed \(seed)")
    }
  }

  @Test func `progress goes from nothing to everything`() async throws {
    try await withHouse { house async throws in
      for number in 0..<10 { try await house.append(.arrived("x", "s"), to: "g\(number)") }
      let runner = try await house.runner(batch: 3)
      let steps = Steps()
      try await runner.rebuild { done, total in steps.add("\(done)/\(total)") }
      #expect(steps.all == ["0/10", "3/10", "6/10", "9/10", "10/10"])
    }
  }

  @Test func `pages are read while views are rebuilt`() async throws {
    try await withHouse { house async throws in
      for number in 0..<400 { try await house.append(.arrived("Mary", "s1"), to: "g\(number)") }
      let runner = try await house.runner(batch: 20)
      try await withThrowingTaskGroup(of: Void.self) { group in
        let isOver = Flag()
        for _ in 0..<8 {
          group.addTask {
            while !isOver.isSet {
              let count = try await runner.names().count
              #expect(count == 400)
            }
          }
        }
        for _ in 0..<5 { try await runner.rebuild() }
        isOver.set()
        try await group.waitForAll()
      }
    }
  }

  @Test func `what happens during a rebuild is in the rebuilt views`() async throws {
    try await withHouse { house async throws in
      for number in 0..<50 { try await house.append(.arrived("Mary", "s1"), to: "g\(number)") }
      let runner = try await house.runner(batch: 10)
      async let rebuilt: Void = runner.rebuild()
      for number in 50..<100 {
        try await house.append(.arrived("John", "s2"), to: "g\(number)")
        try await runner.catchUp()
      }
      try await rebuilt
      #expect(try await runner.names().count == 100)
      #expect(try await runner.position == 100)
    }
  }

  @Test func `views that grow beside the live file are in no page before they take its place, and all after`()
    async throws
  {
    try await withHouse { house async throws in
      try await house.append(.arrived("Mary", "s1"), to: "g0")
      let runner = try await house.runner(batch: 10)
      try await runner.grow()
      for number in 1..<50 {
        try await house.append(.arrived("John", "s2"), to: "g\(number)")
        try await runner.catchUp()
      }
      #expect(try await runner.names() == ["Mary"])
      await #expect(throws: Fault(.inUse, "the views are being rebuilt already")) {
        try await runner.rebuild()
      }
      try await runner.finishGrowing()
      let other = house.folder.appending(path: "other.sqlite")
      #expect(try await runner.dump() == house.runner(file: other).dump())
      try await house.append(.arrived("Jane", "s3"), to: "g50")
      try await runner.catchUp()
      #expect(try await runner.names().count == 51)
    }
  }

  @Test func `one rebuild at a time`() async throws {
    try await withHouse { house async throws in
      for number in 0..<200 { try await house.append(.arrived("Mary", "s1"), to: "g\(number)") }
      let runner = try await house.runner(batch: 1)
      async let first: Void = runner.rebuild()
      async let second: Void = runner.rebuild()
      do {
        _ = try await (first, second)
        Issue.record("two rebuilds ran at once")
      } catch {
        #expect(error as? Fault == Fault(.inUse, ""))
      }
      #expect(try await runner.names().count == 200)
    }
  }
}
