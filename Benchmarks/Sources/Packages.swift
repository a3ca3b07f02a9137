import Foundation
import GRDB
import JournalSQLite
import Kernel
import Projection
import Search

/// A described package, as a record whose words are searched.
struct Package: Codable, Equatable {
  var title: String
  var text: String
  var section: String
}

enum PackageKept: Decider {
  enum Command: Sendable { case keep }
  enum Refusal: Error, Equatable, Sendable { case never }
  struct State: Sendable {}

  enum Event: DomainEvent {
    case kept(Package)

    static let kinds: [EventKind<Event>] = [
      EventKind("package.kept", 1, Event.kept) { if case .kept(let body) = $0 { body } else { nil } }
    ]
  }

  static let category = "package"
  static let vault = Vault.learning
  static var initialState: State { State() }
  static func decide(_ command: Command, on state: State, _ occasion: Occasion) throws(Refusal) -> [Event] {
    []
  }
  static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {}
}

enum PackageList: View {
  static let name = "package_list"
  static let version = 1
  static let vault = Vault.learning
  static let folds = [
    Fold(PackageKept.self) { event, entry, db in
      guard case .kept(let package) = event else { return }
      try db.execute(
        sql: "INSERT OR REPLACE INTO package_list VALUES (?, ?, ?, ?)",
        arguments: [entry.stream.id, package.title, package.text, package.section]
      )
    }
  ]

  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE package_list (
          id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, section TEXT NOT NULL)
        """
    )
  }
}

/// With as many facets as a practice has, made of what a package has.
enum PackageSearch: SearchSource {
  static let name = "package"
  static let version = 1
  static let vault = Vault.learning
  static let facets = ["section", "length", "letter", "named", "lines", "talks", "sized", "dashed"]
  static let sorts = ["title", "length"]
  static let synonyms: [[String]] = []

  static func touched(by entry: Entry) -> [String] { [entry.stream.id] }

  static func document(_ id: String, in db: Database) throws -> SearchDocument? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM package_list WHERE id = ?", arguments: [id])
    else {
      return nil
    }
    let (title, text, section): (String, String, String) = (row["title"], row["text"], row["section"])
    var document = SearchDocument(title: title, text: text)
    document.fields = ["life": ["published"], "marking": ["none"]]
    document.facets = [
      "section": [section], "length": [String(text.utf8.count / 200)], "letter": [String(title.prefix(1))],
      "named": [title.hasPrefix("lib") ? "library" : "other"],
      "lines": [String(min(9, text.split(separator: "\n").count))],
      "talks": ["python", "perl", "data", "server", "game"].filter(text.contains),
      "sized": [text.utf8.count > 600 ? "long" : "short"], "dashed": [title.contains("-") ? "yes" : "no"],
    ]
    document.sorts = ["title": title, "length": String(text.utf8.count)]
    document.isPublic = true
    return document
  }
}
