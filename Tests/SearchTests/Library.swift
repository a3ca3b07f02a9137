import Foundation
import JournalSQLite
import Kernel
import Projection
import TestSupport

@testable import Search

/// A library in a folder of its own: its journal, its views and its index.
struct Library: Sendable {
  let folder: URL
  let journal: SQLiteJournal
  let views: ViewRunner
  let search: SearchService

  var index: URL { folder.appending(path: "search/book") }

  func write(_ id: String, _ book: Book.Written) async throws { try await append(.written(book), to: id) }

  func lose(_ id: String) async throws { try await append(.lost, to: id) }

  private func append(_ event: Book.Event, to id: String) async throws {
    let append = Append(
      to: StreamName(Book.category, id),
      expecting: nil,
      [try event.stored(EventCoder(.none))]
    )
    try await journal.record.append([append], Occasion(by: "ada", at: .story))
    try await views.catchUp()
  }

  /// What somebody finds who may see what is open.
  func find(_ words: String, _ change: (inout SearchQuery) -> Void = { _ in }) async throws -> SearchAnswer {
    var query = SearchQuery(scope: .has("shelf", "open"))
    query.words = words
    change(&query)
    if let answer = try await search.search(query, views) { return answer }
    throw Fault(.incomplete, "no index: \(search.state)")
  }

  func ids(_ words: String) async throws -> [String] { try await find(words).hits.map(\.id) }

  /// The same journal and views with a service that opens the index as a new start does.
  func opened(_ source: any SearchSource.Type = BookSearch.self) async throws -> SearchService {
    await search.close()
    let service = SearchService(source, log: journal.record, folder: index, texts: Self.texts)
    await service.open(views)
    return service
  }

  /// A file called "none" has no text; every other is its own name.
  static let texts: SearchService.Texts = { $0.digest == "none" ? nil : $0.digest }
}

/// Gives a new library, and removes it after.
func withLibrary(_ books: [String: Book.Written] = [:], _ body: (Library) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let journal = try SQLiteJournal(file: folder.appending(path: "journal.sqlite"))
  let search = SearchService(
    BookSearch.self,
    log: journal.record,
    folder: folder.appending(path: "search/book"),
    texts: Library.texts
  )
  let views = try await ViewRunner(
    vault: .learning,
    views: [BookList.self],
    log: journal.record,
    sealing: .none,
    file: folder.appending(path: "views.sqlite"),
    followers: [search]
  )
  await search.open(views)
  await search.settle()
  let library = Library(folder: folder, journal: journal, views: views, search: search)
  for (id, book) in books.sorted(by: { $0.key < $1.key }) { try await library.write(id, book) }
  try await body(library)
  await search.close()
  try journal.close()
}

extension SearchService {
  /// Hits alone, without what a page shows of them besides.
  func search(_ query: SearchQuery, _ views: ViewRunner) async throws -> SearchAnswer? {
    try await search(query, views) { _, _ in () }?.answer
  }
}
