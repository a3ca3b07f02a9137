import Foundation
import GRDB
import Kernel
import Testing

@testable import Projection

/// How views keep up with a log, and what stops them.
struct RunnerTests {
  @Test func `views hold what happened once they caught up`() async throws {
    try await withHouse { house async throws in
      let runner = try await house.runner()
      #expect(try await runner.position == 0)
      try await house.append(.arrived("Mary", "s1"), .moved(.init(room: 4)), to: "g1")
      #expect(try await runner.names().isEmpty)
      try await runner.catchUp()
      #expect(try await runner.names() == ["Mary"])
      #expect(try await runner.position == 2)
      #expect(runner.readiness == .ready)
    }
  }

  @Test func `nothing is folded twice`() async throws {
    try await withHouse { house async throws in
      try await house.append(.arrived("Mary", "s1"), to: "g1")
      let runner = try await house.runner()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
          group.addTask {
            try await house.append(.moved(.init(room: number)), to: "g1")
            try await runner.catchUp()
          }
        }
        try await group.waitForAll()
      }
      let again = try await house.runner()
      for runner in [runner, again] {
        #expect(try await runner.read { try Int.fetchOne($0, sql: "SELECT moves FROM guest_list") } == 20)
        #expect(try await runner.position == 21)
      }
    }
  }

  @Test func `the position moves with the rows or not at all`() async throws {
    try await withHouse { house async throws in
      let runner = try await house.runner([PickyList.self])
      for room in [1, 2, 100, 3] {
        try await house.append(.arrived("Mary", "s1", room: room), to: "g\(room)")
      }
      await #expect(throws: Fault(.storage, "")) { try await runner.catchUp() }
      #expect(try await runner.position == 0)
      #expect(
        try await runner.dump() == [
          "view_position [one:1 position:0]", "view_version [name:\"picky_list\" version:1]",
        ]
      )
      guard case .stopped(let fault) = runner.readiness else { return #expect(Bool(false), "it is ready") }
      #expect(fault.detail.contains("entry 3"))
    }
  }

  @Test func `views of another version are made anew at start`() async throws {
    try await withHouse { house async throws in
      try await house.append(.arrived("Mary", "s1"), to: "g1")
      let old = try await house.runner([GuestList.self])
      #expect(try await old.names() == ["Mary"])
      let newer = try await house.runner([NewerGuestList.self])
      #expect(try await newer.names() == ["Mary"])
      let index = try await newer.read { try $0.indexes(on: "guest_list").map(\.name) }
      #expect(index.contains("guest_list_room"))
      let both = try await house.runner([NewerGuestList.self, RoomCount.self])
      #expect(try await both.read { try Int.fetchOne($0, sql: "SELECT guests FROM room_count") } == 1)
    }
  }

  @Test(arguments: ["", "garbage", String(repeating: "SQLite format 3\0", count: 600)])
  func `a file that holds no views is made anew at start`(_ contents: String) async throws {
    try await withHouse { house async throws in
      try await house.append(.arrived("Mary", "s1"), to: "g1")
      try Data(contents.utf8).write(to: house.views)
      let runner = try await house.runner()
      #expect(try await runner.names() == ["Mary"])
    }
  }

  @Test(arguments: [1, 100, 5000, 20_000, 60_000])
  func `a torn file is made anew at start`(_ length: Int) async throws {
    try await withHouse { house async throws in
      try await house.fill(500)
      let whole = try Data(contentsOf: house.views)
      #expect(whole.count > 65_000)
      try whole.prefix(length).write(to: house.views)
      let runner = try await house.runner()
      #expect(try await runner.names().count == 500)
    }
  }

  @Test func `a file with a page of noise is made anew at start`() async throws {
    try await withHouse { house async throws in
      try await house.fill(500)
      var whole = try Data(contentsOf: house.views)
      let page = whole.count / 2 / 4096 * 4096
      whole.replaceSubrange(page..<page + 4096, with: Data(repeating: 0xa5, count: 4096))
      try whole.write(to: house.views)
      let runner = try await house.runner()
      #expect(try await runner.names() == Array(repeating: "Mary", count: 500))
    }
  }

  @Test func `views that are ahead of a restored log are made anew at start`() async throws {
    try await withHouse { house async throws in
      try await house.append(.arrived("Mary", "s1"), to: "g1")
      try await withHouse { other async throws in
        for number in 0..<5 { try await other.append(.arrived("John", "s2"), to: "g\(number)") }
        _ = try await other.runner(file: house.views)
      }
      let runner = try await house.runner()
      #expect(try await runner.names() == ["Mary"])
      #expect(try await runner.position == 1)
    }
  }

  @Test func `what another program is not finished with is thrown away`() async throws {
    try await withHouse { house async throws in
      let beside = house.folder.appending(path: "views.sqlite.new")
      for suffix in ["", "-journal", "-wal", "-shm"] {
        try Data("half".utf8).write(to: URL(fileURLWithPath: beside.path + suffix))
      }
      try await house.append(.arrived("Mary", "s1"), to: "g1")
      let runner = try await house.runner()
      #expect(try await runner.names() == ["Mary"])
      #expect(try house.contents().keys.allSatisfy { !$0.contains(".new") })
    }
  }
}

extension House {
  /// Views of so many guests, closed.
  fileprivate func fill(_ count: Int) async throws {
    for number in 0..<count { try await append(.arrived("Mary", "s1"), to: "guest-\(number)") }
    let runner = try await runner()
    try await runner.rebuild()
    try await runner.close()
  }
}
