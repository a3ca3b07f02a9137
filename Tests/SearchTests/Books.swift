import Foundation
import GRDB
import Kernel
import Projection
import Search

/// Books of a library, some of them locked away.
enum Book: Decider {
  enum Command: Sendable { case lose }
  enum Refusal: Error, Equatable, Sendable { case never }
  struct State: Sendable {}

  struct Written: Codable, Equatable, Sendable {
    var title: String
    var text = ""
    var isLocked = false
    var subjects: [String] = []
    var country = ""
    var year = 2000
    var files: [String] = []
  }

  enum Event: DomainEvent {
    case written(Written)
    case lost

    static let kinds: [EventKind<Event>] = [
      EventKind("book.written", 1, Event.written) { if case .written(let body) = $0 { body } else { nil } },
      EventKind("book.lost", 1, .lost),
    ]
  }

  static let category = "book"
  static let vault = Vault.learning
  static var initialState: State { State() }

  static func decide(_ command: Command, on state: State, _ occasion: Occasion) throws(Refusal) -> [Event] {
    [.lost]
  }

  static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {}
}

/// Every book that is there.
enum BookList: View {
  static let name = "book_list"
  static let version = 1
  static let vault = Vault.learning
  static let folds = [Fold(Book.self) { try fold($0, $1, $2) }]

  static func create(in db: Database) throws {
    try db.execute(sql: "CREATE TABLE book_list (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
  }

  static func fold(_ event: Book.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .written(let body):
      try db.execute(
        sql: "INSERT OR REPLACE INTO book_list VALUES (?, ?)",
        arguments: [entry.stream.id, ColumnJSON.text(body)]
      )
    case .lost: try db.execute(sql: "DELETE FROM book_list WHERE id = ?", arguments: [entry.stream.id])
    }
  }

  static func find(_ id: String, in db: Database) throws -> Book.Written? {
    try String.fetchOne(db, sql: "SELECT body FROM book_list WHERE id = ?", arguments: [id])
      .map { try ColumnJSON.value($0) }
  }
}

enum BookSearch: SearchSource {
  static let name = "book"
  static let version = 1
  static let vault = Vault.learning
  static let facets = ["subject", "country"]
  static let sorts = ["title", "year"]
  static let synonyms = [["cve", "countering violent extremism"], ["young people", "youth", "teenager"]]

  static func touched(by entry: Entry) -> [String] {
    entry.stream.category == Book.category ? [entry.stream.id] : []
  }

  static func document(_ id: String, in db: Database) throws -> SearchDocument? {
    guard let book = try BookList.find(id, in: db) else { return nil }
    var document = SearchDocument(title: book.title, text: book.text)
    document.files = book.files.map { .init(digest: $0, type: "text/plain") }
    document.fields = ["shelf": [book.isLocked ? "locked" : "open"], "since": [String(book.year)]]
    document.facets = ["subject": book.subjects, "country": [book.country].filter { !$0.isEmpty }]
    document.sorts = ["title": book.title.lowercased(), "year": String(book.year)]
    document.isPublic = !book.isLocked
    return document
  }
}

/// The same books, indexed in another way.
enum NewerBookSearch: SearchSource {
  static let name = "book"
  static let version = 2
  static let vault = Vault.learning
  static let facets = BookSearch.facets
  static let sorts = BookSearch.sorts
  static let synonyms = BookSearch.synonyms
  static func touched(by entry: Entry) -> [String] { BookSearch.touched(by: entry) }
  static func document(_ id: String, in db: Database) throws -> SearchDocument? {
    try BookSearch.document(id, in: db)
  }
}
