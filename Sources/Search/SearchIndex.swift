import CXapian
import Foundation
import Synchronization

/// A folder with a Xapian index, open: one writer, and as many readers as are asked at a time.
///
/// Calls block until they are done; ``SearchService`` keeps them off the threads that everybody shares.
final class SearchIndex: Sendable {
  /// What readers are made of since the last commit.
  private struct Live {
    var generation = 0
    var sets: DocumentSets
    /// Readers that nobody uses at the moment.
    var idle: [Slot] = []
  }

  private final class Slot: Sendable {
    let reader: Mutex<IndexReader>

    init(_ folder: URL, _ generation: Int) throws {
      reader = Mutex(try IndexReader(folder, generation: generation))
    }
  }

  let source: any SearchSource.Type
  private let folder: URL
  private let thesaurus: Thesaurus
  private let writer: Mutex<IndexWriter>
  private let live: Mutex<Live>

  /// Opens an index that is there.
  init(opening folder: URL, _ source: any SearchSource.Type) throws {
    guard !FileManager.default.fileExists(atPath: Self.unfinished(folder).path) else {
      throw SearchFailure.damaged("the program ended while it wrote the index")
    }
    let reader = try IndexReader(folder, generation: 0)
    let marks = try reader.marks()
    guard marks.version == IndexMarks(position: 0, of: source).version else {
      throw SearchFailure.damaged("the index is of another version")
    }
    self.source = source
    self.folder = folder
    thesaurus = try Thesaurus(source.synonyms, stem: reader.stem)
    live = Mutex(Live(sets: try DocumentSets(reader)))
    writer = Mutex(try IndexWriter(folder, isNew: false))
  }

  /// The position that the index has folded to.
  func position() throws -> Int64 {
    try reading { reader, _ in try reader.marks().position }
  }

  /// Writes documents, and the position that they belong to, in one commit.
  func write(_ changes: [IndexChange], position: Int64) throws {
    let source = source
    try writer.withLock { writer in
      let unfinished = Self.unfinished(folder)
      try Data().write(to: unfinished)
      try writer.write(changes, source)
      try writer.commit(IndexMarks(position: position, of: source))
      // Still under the writer's lock, so that a later commit cannot come before.
      try publish(changes.map(\.id))
      try FileManager.default.removeItem(at: unfinished)
    }
  }

  /// Stands beside the index while it is written.
  ///
  /// Bytes that were damaged elsewhere can bring the whole program down in the library: where that happened, the next
  /// start does not open the index again, and makes it anew.
  static func unfinished(_ folder: URL) -> URL { folder.appendingPathExtension("unfinished") }

  private func publish(_ ids: [String]) throws {
    let old = live.withLock { $0.sets }
    let reader = try IndexReader(folder, generation: 0)
    let sets = try old.changed(ids, reader)
    live.withLock { live in
      live.generation += 1
      live.sets = sets
    }
  }

  /// - Parameter fetch: What is wanted of the hits besides; it begins as soon as they are known.
  func search<Rows: Sendable>(
    _ query: SearchQuery,
    _ fetch: @escaping Fetch<Rows>
  ) async throws -> Found<Rows> {
    var exact = try await answer(query, anyWord: false, fetch)
    let words = Words.bounded(query.words)
    guard exact.answer.counts.total == 0, !words.isEmpty else { return exact }
    exact.answer.suggestion = try await searching(query) { try $0.suggestion() }
    guard words.contains(" "), !Words.hasOperators(words) else { return exact }
    var looser = try await self.answer(query, anyWord: true, fetch)
    guard looser.answer.counts.total > 0 else { return exact }
    looser.answer.isLoosened = true
    looser.answer.suggestion = exact.answer.suggestion
    return looser
  }

  typealias Fetch<Rows> = @Sendable ([String]) async throws -> Rows
  typealias Found<Rows> = (answer: SearchAnswer, rows: Rows)

  /// Counts, ranks and fetches at the same time, as far as one does not need the other.
  private func answer<Rows: Sendable>(
    _ query: SearchQuery,
    anyWord: Bool,
    _ fetch: @escaping Fetch<Rows>
  ) async throws -> Found<Rows> {
    let (known, tell) = AsyncStream.makeStream(of: [String].self)
    async let counts = searching(query) { try $0.counts(anyWord: anyWord) }
    async let hits = {
      // However that ends, what waits for the hits goes on.
      defer { tell.finish() }
      return try await searching(query) { searching in try searching.hits(anyWord: anyWord) { tell.yield($0) }
      }
    }()
    var told = known.makeAsyncIterator()
    let rows = try await fetch(await told.next() ?? [])
    var answer = SearchAnswer()
    answer.hits = try await hits
    answer.counts = try await counts
    return (answer, rows)
  }

  private func searching<Result: Sendable>(
    _ query: SearchQuery,
    _ work: @escaping @Sendable (Searching) throws -> Result
  ) async throws -> Result {
    try await asking { [self] in
      try reading { reader, sets in try work(Searching(query, thesaurus, source, sets, reader)) }
    }
  }

  /// The documents most like one, the most like first.
  func similar(to id: String, _ condition: Condition, limit: Int) throws -> [String] {
    try reading { reader, sets in
      let like = try IndexQuery(like: id, reader)
      guard !like.isEmpty else { return [] }
      let matches = try IndexMatches(
        IndexQuery(CXWithout, [like, IndexQuery(term: Term.key(id))]),
        in: IndexScope(condition, choosing: [:], sets, reader),
        slot: nil,
        isDescending: false,
        offset: 0,
        limit: limit,
        reader
      )
      return try matches.ids()
    }
  }

  /// Lends a reader that looks at the last commit.
  private func reading<Result: Sendable>(
    _ work: (IndexReader, DocumentSets) throws -> Result
  ) throws -> Result {
    let (slot, generation, sets) = live.withLock { ($0.idle.popLast(), $0.generation, $0.sets) }
    let used = try slot ?? Slot(folder, generation)
    let result = try used.reader.withLock { reader in
      try reader.refresh(to: generation)
      do {
        return try work(reader, sets)
      } catch SearchFailure.outdated {
        try reader.refresh(to: .max)
        return try work(reader, sets)
      }
    }
    live.withLock { if $0.idle.count < askedAtOnce { $0.idle.append(used) } }
    return result
  }
}

/// What becomes of one document.
struct IndexChange: Sendable {
  let id: String
  /// Nil where there is none any more; otherwise with the texts of its files.
  let document: (SearchDocument, files: [String])?
}

extension IndexWriter {
  func write(_ changes: [IndexChange], _ source: any SearchSource.Type) throws {
    for change in changes {
      if let (document, files) = change.document {
        try replace(change.id, document, source, more: files)
      } else {
        try delete(change.id)
      }
    }
  }
}
