import Testing

@testable import Search

/// What is counted, and what somebody may not see.
struct FacetTests {
  private static let books: [String: Book.Written] = [
    "a": .init(title: "Theatre", subjects: ["school", "prison"], country: "Norway"),
    "b": .init(title: "Theatre two", subjects: ["school"], country: "Kenya"),
    "c": .init(title: "Boxing", subjects: ["prison"], country: "Norway"),
    "d": .init(title: "Choir"),
    "e": .init(title: "Zymurgy theatre", isLocked: true, subjects: ["secret"], country: "Atlantis"),
  ]

  @Test func `hits are counted by every facet`() async throws {
    try await withLibrary(Self.books) { library async throws in
      let counts = try await library.find("").counts
      #expect(counts.total == 4)
      #expect(
        counts.byFacet == ["subject": ["school": 2, "prison": 2], "country": ["Norway": 2, "Kenya": 1]]
      )
      #expect(try await library.find("theatre").counts.byFacet["country"] == ["Norway": 1, "Kenya": 1])
    }
  }

  @Test func `a facet's own choice does not narrow its counts`() async throws {
    try await withLibrary(Self.books) { library async throws in
      let answer = try await library.find("") { $0.chosen = ["country": ["Norway"]] }
      #expect(answer.hits.map(\.id).sorted() == ["a", "c"])
      #expect(answer.counts.total == 2)
      #expect(answer.counts.byFacet["country"] == ["Norway": 2, "Kenya": 1])
      #expect(answer.counts.byFacet["subject"] == ["school": 1, "prison": 2])
    }
  }

  @Test func `one of several values of a facet is enough, and each facet is met`() async throws {
    try await withLibrary(Self.books) { library async throws in
      let either = try await library.find("") { $0.chosen = ["country": ["Norway", "Kenya"]] }
      #expect(either.counts.total == 3)
      let both = try await library.find("") { $0.chosen = ["country": ["Norway"], "subject": ["school"]] }
      #expect(both.hits.map(\.id) == ["a"])
      #expect(both.counts.byFacet["country"] == ["Norway": 1, "Kenya": 1])
      #expect(both.counts.byFacet["subject"] == ["school": 1, "prison": 2])
    }
  }

  @Test func `a value that there is not, or not any more, finds nothing and still counts the others`()
    async throws
  {
    try await withLibrary(Self.books) { library async throws in
      let answer = try await library.find("") { $0.chosen = ["country": ["Ruritania"]] }
      #expect(answer.hits.isEmpty)
      #expect(answer.counts.total == 0)
      #expect(answer.counts.byFacet["country"] == ["Norway": 2, "Kenya": 1])
    }
  }

  @Test func `counts follow every change`() async throws {
    try await withLibrary(Self.books) { library async throws in
      try await library.write("b", .init(title: "Theatre two", subjects: ["online"], country: "Peru"))
      try await library.lose("a")
      try await library.write("f", .init(title: "New", subjects: ["online"]))
      let counts = try await library.find("").counts
      #expect(counts.total == 4)
      #expect(
        counts.byFacet == ["subject": ["prison": 1, "online": 2], "country": ["Norway": 1, "Peru": 1]]
      )
    }
  }

  @Test func `what somebody may not see is not found, counted, suggested or like anything`() async throws {
    try await withLibrary(Self.books) { library async throws in
      let answer = try await library.find("zymurgy")
      #expect(answer.hits.isEmpty)
      #expect(answer.counts == SearchCounts())
      #expect(try await library.find("zymurgi").suggestion == nil)
      #expect(try await library.find("").counts.byFacet["country"]?["Atlantis"] == nil)
      let keeper = try await library.find("zymurgy") { $0.scope = .everything }
      #expect(keeper.hits.map(\.id) == ["e"])
    }
  }

  @Test func `a word of a record that is locked now is suggested to nobody, whatever else is asked`()
    async throws
  {
    try await withLibrary(Self.books) { library async throws in
      try await library.write("f", .init(title: "Quillfeather choir"))
      #expect(try await library.find("quilfeather").suggestion == "quillfeather")
      try await library.write("f", .init(title: "Quillfeather choir", isLocked: true))
      #expect(try await library.find("quilfeather").suggestion == nil)
      #expect(try await library.find("teatre OR quilfeather").suggestion == nil)
    }
  }

  @Test func `a slip of the pen is put right where that finds something`() async throws {
    try await withLibrary(Self.books) { library async throws in
      #expect(try await library.find("theatr").hits.count == 2)
      #expect(try await library.find("teatre").suggestion == "theatre")
      #expect(try await library.find("boxng").suggestion == "boxing")
      #expect(try await library.find("qqqqqq").suggestion == nil)
      let narrowed = try await library.find("boxng") { $0.chosen = ["country": ["Kenya"]] }
      #expect(narrowed.suggestion == nil)
    }
  }

  @Test func `a condition finds the same in the index as in SQL`() async throws {
    try await withLibrary(["a": .init(title: "One", year: 1999), "b": .init(title: "Two", year: 2007)]) {
      library async throws in
      let earlier = try await library.find("") { $0.also = .upTo("since", "2003") }
      #expect(earlier.hits.map(\.id) == ["a"])
      let later = try await library.find("") { $0.also = .not(.upTo("since", "2003")) }
      #expect(later.hits.map(\.id) == ["b"])
      let none = try await library.find("") { $0.also = .nothing }
      #expect(none.hits.isEmpty)
      let unknown = try await library.find("") { $0.also = .has("colour", "red") }
      #expect(unknown.hits.isEmpty)
    }
  }
}
