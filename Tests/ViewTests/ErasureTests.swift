import Foundation
import Kernel
import Projection
import Testing

/// A person whose key is destroyed leaves no trace.
struct ErasureTests {
  static let name = "xylographia"

  @Test func `an erased person's values are in no file of the vault`() async throws {
    try await withHouse { house async throws in
      let runner = try await house.runner()
      for number in 0..<300 {
        let (name, subject) = number % 3 == 0 ? (Self.name, "s0") : ("John \(number)", "s\(number)")
        try await house.append(.arrived("\(name) of the long name", subject), to: "g\(number)")
        if number % 20 == 0 { try await runner.catchUp() }
      }
      try await runner.catchUp()
      #expect(try Self.traces(house).contains { $0.hasPrefix("views.sqlite") })
      try await house.erase("s0")
      try await runner.catchUp()
      try await runner.compact()
      #expect(try Self.traces(house).isEmpty)
      let names = try await runner.names()
      #expect(names.count { $0 == nil } == 100)
      #expect(names.count { $0?.hasPrefix("John") == true } == 200)
      try await runner.rebuild()
      #expect(try await runner.names() == names)
      #expect(try Self.traces(house).isEmpty)
    }
  }

  @Test func `pages are read while what was erased is taken out`() async throws {
    try await withHouse { house async throws in
      for number in 0..<100 { try await house.append(.arrived(Self.name, "s0"), to: "g\(number)") }
      let runner = try await house.runner()
      try await house.erase("s0")
      try await runner.catchUp()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<50 {
          group.addTask {
            let count = try await runner.names().count
            #expect(count == 100)
          }
        }
        try await runner.compact()
        try await group.waitForAll()
      }
      #expect(try Self.traces(house).isEmpty)
    }
  }

  @Test func `a guest who left is in no file after the views are compacted`() async throws {
    try await withHouse { house async throws in
      let runner = try await house.runner()
      for number in 0..<50 {
        try await house.append(.arrived("\(Self.name) \(number)", "s0"), to: "g\(number)")
        try await runner.catchUp()
      }
      for number in 0..<50 { try await house.append(.left, to: "g\(number)") }
      try await runner.catchUp()
      try await runner.compact()
      #expect(try Self.traces(house).isEmpty)
    }
  }

  /// The files in which the name's bytes are.
  private static func traces(_ house: House) throws -> [String] {
    try house.contents().filter { $0.value.range(of: Data(name.utf8)) != nil }.map(\.key)
  }
}
