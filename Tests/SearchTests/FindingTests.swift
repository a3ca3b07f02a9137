import Foundation
import Testing

@testable import Search

/// What is found by which words, and how it is shown.
struct FindingTests {
  @Test func `words are found in any of their forms`() async throws {
    try await withLibrary([
      "a": .init(title: "Mentoring", text: "Mentors met young men in the mosque."),
      "b": .init(title: "Theatre", text: "A play for schools."),
    ]) { library async throws in
      #expect(try await library.ids("mentor") == ["a"])
      #expect(try await library.ids("MOSQUES") == ["a"])
      #expect(try await library.ids("playing school") == ["b"])
      #expect(try await library.ids("").sorted() == ["a", "b"])
    }
  }

  @Test func `a word in the title counts for more than one in the text`() async throws {
    try await withLibrary([
      "a": .init(title: "Theatre in schools", text: "Work that went on for some time in the town."),
      "b": .init(title: "Work in the town", text: "Some of it was theatre and went on for a while in town."),
    ]) { library async throws in
      #expect(try await library.ids("theatre") == ["a", "b"])
    }
  }

  @Test func `a phrase is found as it stands, and a word with a minus is left out`() async throws {
    try await withLibrary([
      "a": .init(title: "One", text: "Work with the far right in prison."),
      "b": .init(title: "Two", text: "How far is it, and who is right?"),
    ]) { library async throws in
      #expect(try await library.ids("\"far right\"") == ["a"])
      #expect(try await library.ids("far right").sorted() == ["a", "b"])
      #expect(try await library.ids("right -prison") == ["b"])
      #expect(try await library.ids("prison OR follow") == ["a"])
    }
  }

  @Test func `a phrase does not reach from one text into the next`() async throws {
    try await withLibrary(["a": .init(title: "Ends with alpha", text: "Beta begins", files: ["gamma"])]) {
      library async throws in
      #expect(try await library.ids("alpha beta gamma") == ["a"])
      #expect(try await library.ids("\"alpha beta\"").isEmpty)
      #expect(try await library.ids("\"begins gamma\"").isEmpty)
    }
  }

  @Test func `the text of files is searched too`() async throws {
    try await withLibrary(["a": .init(title: "One", files: ["evaluation report", "none"])]) {
      library async throws in
      #expect(try await library.ids("evaluation") == ["a"])
      #expect(try await library.find("evaluation").hits[0].snippet.contains("<mark>evaluation</mark> report"))
    }
  }

  @Test func `a snippet marks what matched and lets no markup through`() async throws {
    let hostile = "<script>alert(1)</script> & <img src=x onerror=y> mentors met \"young\" people </mark>"
    try await withLibrary(["a": .init(title: "<b>One</b>", text: hostile)]) { library async throws in
      let snippet = try await library.find("mentor").hits[0].snippet
      #expect(snippet.contains("<mark>mentors</mark>"))
      #expect(snippet.contains("&lt;script&gt;"))
      #expect(snippet.components(separatedBy: "<").count == 3)
      #expect(try await library.find("script").hits[0].snippet.contains("&lt;<mark>script</mark>&gt;"))
    }
  }

  @Test func `words that mean the same find each other`() async throws {
    try await withLibrary([
      "a": .init(title: "One", text: "Countering violent extremism by theatre"),
      "b": .init(title: "Two", text: "CVE in a town"),
      "c": .init(title: "Three", text: "Teenagers in a town"),
    ]) { library async throws in
      #expect(try await library.ids("cve").sorted() == ["a", "b"])
      #expect(try await library.ids("countering violent extremism").sorted() == ["a", "b"])
      #expect(try await library.ids("young people town") == ["c"])
      #expect(try await library.ids("\"cve\"") == ["b"])
    }
  }

  @Test func `where nothing has all the words, what has some is shown and said so`() async throws {
    try await withLibrary(["a": .init(title: "Theatre in prisons")]) { library async throws in
      let answer = try await library.find("theatre aeroplane")
      #expect(answer.hits.map(\.id) == ["a"])
      #expect(answer.isLoosened)
      #expect(try await !library.find("theatre prison").isLoosened)
    }
  }

  @Test func `what is like a record has the words that set it apart`() async throws {
    try await withLibrary([
      "a": .init(title: "Boxing", text: "Boxing gym coaches mentor boys"),
      "b": .init(title: "Gym", text: "A gym where coaches teach boxing"),
      "c": .init(title: "Theatre", text: "A play about recruitment"),
      "d": .init(title: "Boxing, locked", text: "Boxing gym coaches mentor boys", isLocked: true),
    ]) { library async throws in
      let like = try await library.search.similar(to: "a", .has("shelf", "open"), limit: 5, library.views)
      #expect(like == ["b"])
      let none = try await library.search.similar(to: "nobody", .everything, limit: 5, library.views)
      #expect(none.isEmpty)
    }
  }

  @Test func `hits can be sorted and come page by page`() async throws {
    try await withLibrary([
      "a": .init(title: "Gamma", year: 1999), "b": .init(title: "alpha", year: 2010),
      "c": .init(title: "Beta", year: 2005),
    ]) { library async throws in
      let byTitle = try await library.find("") { $0.sort = "title" }
      #expect(byTitle.hits.map(\.id) == ["b", "c", "a"])
      let newest = try await library.find("") {
        ($0.sort, $0.isDescending, $0.offset, $0.limit) = ("year", true, 1, 1)
      }
      #expect(newest.hits.map(\.id) == ["c"])
      #expect(newest.counts.total == 3)
      #expect(try await library.find("") { $0.offset = 3 }.hits.isEmpty)
    }
  }

  @Test(arguments: [
    "AND OR NOT", "\"", "((((", "-", "+", "*", "AND", "\0", "a\0b", "🏴 ☪️", "NEAR/3", "x:y", ")))) OR",
    "\u{202e}drow", "a" + String(repeating: "b", count: 5000), "' OR 1=1 --", "- - - -", "NOT theatre",
  ])
  func `whatever is typed gets an answer`(_ words: String) async throws {
    try await withLibrary(["a": .init(title: "Theatre")]) { library async throws in
      _ = try await library.find(words)
      #expect(library.search.state == .ready)
      #expect(try await library.ids("theatre") == ["a"])
    }
  }

  @Test func `of ten thousand words the first are read`() async throws {
    try await withLibrary(["a": .init(title: "Theatre")]) { library async throws in
      let answer = try await library.find(
        "theatre " + (0..<10_000).map { "word\($0)" }.joined(separator: " ")
      )
      #expect(answer.hits.map(\.id) == ["a"])
      #expect(answer.isLoosened)
    }
  }
}
