import Foundation
import GRDB
import JournalSQLite
import Kernel
import Projection
import TestSupport
import Testing

@testable import Search

/// How the index keeps up with the record, and what happens when it cannot.
struct FollowingTests {
  @Test func `what was written is found at once, and what was lost is not`() async throws {
    try await withLibrary { library async throws in
      #expect(try await library.find("").counts.total == 0)
      try await library.write("a", .init(title: "Theatre"))
      #expect(try await library.ids("theatre") == ["a"])
      try await library.write("a", .init(title: "Boxing"))
      #expect(try await library.ids("theatre").isEmpty)
      #expect(try await library.ids("boxing") == ["a"])
      try await library.lose("a")
      #expect(try await library.find("").counts.total == 0)
    }
  }

  @Test func `an index goes on from where it had come to`() async throws {
    try await withLibrary(["a": .init(title: "Theatre")]) { library async throws in
      let made = try library.identity()
      await library.search.close()
      try await library.write("b", .init(title: "Boxing"))
      let search = try await library.opened()
      #expect(search.state == .ready)
      #expect(try library.identity() == made)
      var query = SearchQuery(scope: .everything)
      query.words = "boxing"
      #expect(try await search.search(query, library.views)?.hits.map(\.id) == ["b"])
      await search.close()
    }
  }

  @Test func `an index of another version is made anew`() async throws {
    try await withLibrary(["a": .init(title: "Theatre")]) { library async throws in
      let made = try library.identity()
      let search = try await library.opened(NewerBookSearch.self)
      await search.settle()
      #expect(search.state == .ready)
      #expect(try library.identity() != made)
      #expect(try await search.search(.init(scope: .everything), library.views)?.counts.total == 1)
      await search.close()
    }
  }

  @Test func `an index that is ahead of the log is of another log, and made anew`() async throws {
    try await withLibrary(["a": .init(title: "Theatre"), "b": .init(title: "Boxing")]) {
      library async throws in
      await library.search.close()
      try await withLibrary(["c": .init(title: "Choir")]) { other async throws in
        await other.search.close()
        try FileManager.default.removeItem(at: other.index)
        try FileManager.default.copyItem(at: library.index, to: other.index)
        let search = try await other.opened()
        await search.settle()
        let answer = try await search.search(.init(scope: .everything), other.views)
        #expect(answer?.hits.map(\.id) == ["c"])
        await search.close()
      }
    }
  }

  @Test func `an index whose folder is deleted while it runs is made anew`() async throws {
    try await withLibrary(["a": .init(title: "Theatre")]) { library async throws in
      try FileManager.default.removeItem(at: library.index)
      try await library.write("b", .init(title: "Boxing"))
      await library.search.settle()
      #expect(library.search.state == .ready)
      #expect(try await library.find("").counts.total == 2)
    }
  }

  @Test(arguments: ["postlist.glass", "termlist.glass", "docdata.glass", "iamglass"])
  func `an index that is damaged while it runs does not answer, and is made anew`(_ file: String) async throws
  {
    try await withLibrary { library async throws in
      for number in 0..<300 {
        try await library.append(
          Book.Written(title: "Book \(number)", text: "word\(number) theatre"),
          "b\(number)"
        )
      }
      try await library.views.catchUp()
      await library.search.close()
      let search = try await library.opened()
      let path = library.index.appending(path: file)
      // Cut off, never scribbled on: Xapian reads what stands inside a block without asking whether it can be true.
      let handle = try FileHandle(forWritingTo: path)
      try handle.truncate(atOffset: 7)
      try handle.close()
      var query = SearchQuery(scope: .everything)
      var answers = 0
      for number in 0..<20 where answers == 0 {
        query.words = "word\(number) theatre"
        answers += try await search.search(query, library.views) == nil ? 1 : 0
        try await library.append(Book.Written(title: "More \(number)"), "m\(number)")
        try await library.views.catchUp()
        await search.follow(library.views)
        await search.settle()
      }
      query.words = "theatre"
      #expect(search.state == .ready)
      #expect(try await search.search(query, library.views)?.counts.total == 300)
      await search.close()
    }
  }

  @Test func `an index that the program died in while it wrote is not opened again, and made anew`()
    async throws
  {
    try await withLibrary(["a": .init(title: "Theatre")]) { library async throws in
      await library.search.close()
      let before = try library.identity()
      try Data().write(to: library.index.appendingPathExtension("unfinished"))
      for _ in 1...2 {
        let search = try await library.opened()
        await search.settle()
        #expect(try await search.search(.init(scope: .everything), library.views)?.counts.total == 1)
        await search.close()
      }
      #expect(try library.identity() != before)
    }
  }

  @Test func `a start finds an index that was torn, and makes it anew`() async throws {
    try await withLibrary(["a": .init(title: "Theatre")]) { library async throws in
      await library.search.close()
      try Data("torn".utf8).write(to: library.index.appending(path: "iamglass"))
      let search = try await library.opened()
      await search.settle()
      #expect(try await search.search(.init(scope: .everything), library.views)?.counts.total == 1)
      await search.close()
    }
  }

  @Test func `where the index cannot be made it says why, and tries again with the next entry`() async throws
  {
    try await withLibrary(["a": .init(title: "Theatre")]) { library async throws in
      await library.search.close()
      let place = library.index.deletingLastPathComponent()
      try FileManager.default.removeItem(at: place)
      try Data().write(to: place)
      let search = try await library.opened()
      await search.settle()
      guard case .failed = search.state else { return #expect(Bool(false), "\(search.state)") }
      #expect(try await search.search(.init(scope: .everything), library.views) == nil)
      try FileManager.default.removeItem(at: place)
      await search.follow(library.views)
      await search.settle()
      #expect(try await search.search(.init(scope: .everything), library.views)?.counts.total == 1)
      await search.close()
    }
  }

  @Test(arguments: [1, 2, 3]) func `an index made anew finds what the one kept up finds`(
    _ seed: UInt64
  ) async throws {
    try await withLibrary { library async throws in
      var chance = Chance(seed: seed)
      let words = ["theatre", "boxing", "choir", "prison", "school", "mentor", "family"]
      for _ in 0..<60 {
        // What was asked for once is carried from commit to commit.
        if Bool.random(using: &chance) { _ = try await library.findings(words) }
        let id = "b\(Int.random(in: 0..<12, using: &chance))"
        if Int.random(in: 0..<5, using: &chance) == 0 {
          try await library.lose(id)
        } else {
          let text = (0..<4).map { _ in words.randomElement(using: &chance) ?? "" }.joined(separator: " ")
          let subjects = words.filter { _ in Bool.random(using: &chance) }
          try await library.write(id, .init(title: text, subjects: subjects, country: "Norway"))
        }
      }
      let live = try await library.findings(words)
      try await library.search.rebuild(library.views)
      #expect(try await library.findings(words) == live)
    }
  }

  @Test func `searches go on beside writes`() async throws {
    try await withLibrary(["a": .init(title: "Theatre")]) { library async throws in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<30 {
          group.addTask { try await library.write("n\(number)", .init(title: "Book \(number)")) }
        }
        for _ in 0..<60 {
          group.addTask {
            let ids = try await library.ids("theatre")
            #expect(ids == ["a"])
          }
        }
        try await group.waitForAll()
      }
      #expect(try await library.find("").counts.total == 31)
    }
  }
}

extension Library {
  /// What differs between an index and one that took its place.
  fileprivate func identity() throws -> UInt64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: index.path)
    return (attributes[.systemFileNumber] as? UInt64) ?? 0
  }

  fileprivate func append(_ book: Book.Written, _ id: String) async throws {
    let entry = try Book.Event.written(book).stored(EventCoder(.none))
    let append = Append(to: StreamName(Book.category, id), expecting: nil, [entry])
    try await journal.record.append([append], Occasion(by: "ada", at: .story))
  }

  /// What several searches find and count.
  fileprivate func findings(_ words: [String]) async throws -> [String] {
    var findings: [String] = []
    for word in words {
      let answer = try await find(word) { $0.limit = 100 }
      let counts = answer.counts.byFacet["subject"]?.sorted { $0.key < $1.key } ?? []
      findings.append("\(word): \(answer.counts.total) \(answer.hits.map(\.id).sorted()) \(counts)")
    }
    return findings
  }
}
