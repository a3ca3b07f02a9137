import GRDB
import Kernel
import Projection

/// A record whose every change carries some text, as a casework note does: plain, or sealed for a subject.
enum Note: Decider {
  enum Command: Sendable { case write }
  enum Refusal: Error, Equatable, Sendable { case never }
  struct State: Sendable {}

  struct Written: Codable, Equatable, Sendable {
    var title: String
    var text: String
  }

  struct Confided: Codable, Equatable, Sendable {
    var text: Personal<String>
  }

  enum Event: DomainEvent {
    case written(Written)
    case confided(Confided)

    static let kinds: [EventKind<Event>] = [
      EventKind("note.written", 1, Event.written) { if case .written(let body) = $0 { body } else { nil } },
      EventKind("note.confided", 1, Event.confided) {
        if case .confided(let body) = $0 { body } else { nil }
      },
    ]

    /// A body of 600 bytes, as ``Measure`` says.
    static func plain(_ record: String) -> Event {
      .written(Written(title: record, text: String(repeating: "x", count: Measure.bodyLength - 58)))
    }

    /// As many bytes once sealed, put into base64 and named.
    static func sealed(_ record: String) -> Event {
      .confided(Confided(text: Personal(String(repeating: "x", count: 364), of: record)))
    }
  }

  static let category = "note"
  static let vault = Vault.safeguarding
  static var initialState: State { State() }

  static func decide(_ command: Command, on state: State, _ occasion: Occasion) throws(Refusal) -> [Event] {
    []
  }

  static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {}
}

/// Every note as it last stood, and how often it was written.
enum NoteList: View {
  static let name = "note_list"
  static let version = 1
  static let vault = Vault.safeguarding
  static let folds = [Fold(Note.self) { try fold($0, $1, $2) }]

  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE note_list (
          id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT, changed_at INTEGER NOT NULL,
          version INTEGER NOT NULL) WITHOUT ROWID
        """
    )
  }

  private static func fold(_ event: Note.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .written(let body): try keep(body.title, body.text, entry, db)
    case .confided(let body): try keep("", body.text.value, entry, db)
    }
  }

  private static func keep(_ title: String, _ text: String?, _ entry: Entry, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO note_list VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, text = excluded.text,
          changed_at = excluded.changed_at, version = excluded.version
        """
    )
    try statement.execute(
      arguments: [entry.stream.id, title, text, entry.occasion.at.milliseconds, entry.streamVersion]
    )
  }
}
