import Foundation
import JournalSQLite
import Kernel
import Testing

@testable import Projection

/// Which entries name a person: the index finds every one that reading all of them finds.
struct SubjectIndexTests {
  @Test func `every person in a body is found, however deep and how often`() {
    let body =
      #"{"a":{"sealed":"x","subject":"one"},"list":[{"subject":"two","sealed":"y"},{"subject":"one"}]}"#
    #expect(SubjectIndex.subjects(in: Data(body.utf8)) == ["one", "two"])
    #expect(SubjectIndex.subjects(in: Data(#"{"subject":""}"#.utf8)) == [""])
  }

  @Test(arguments: ["", "{}", #"{"subject":"#, #"{"subject":"cut"#, #"{"subjects":"no"}"#])
  func `a body that names nobody, or is cut off, adds nobody`(_ body: String) {
    #expect(SubjectIndex.subjects(in: Data(body.utf8)).isEmpty)
  }

  @Test(arguments: 0..<4)
  func `it finds the entries that reading every body finds, live and anew`(_ seed: UInt64) async throws {
    try await withHouse { house async throws in
      var story = GuestStory(seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ 35)
      let live = try await house.runner([GuestList.self, SubjectIndex.self], batch: 3)
      for _ in 0..<60 {
        try await story.goOn(in: house)
        try await live.catchUp()
      }
      let entries = try await house.journal.record.entries(after: 0, limit: 1000)
      let named = Dictionary(
        grouping: entries.flatMap { entry in
          SubjectIndex.subjects(in: entry.body).map { ($0, entry.position) }
        },
        by: \.0
      ).mapValues { $0.map(\.1) }
      #expect(!named.isEmpty)
      for _ in 0..<2 {
        for (subject, places) in named {
          #expect(try await live.read { try SubjectIndex.positions(of: subject, in: $0) } == places)
          let found = try await house.journal.record.entries(at: places)
          #expect(found.allSatisfy { String(decoding: $0.body, as: UTF8.self).contains(subject) })
        }
        try await live.rebuild()
      }
    }
  }
}
