import Domain
package import GRDB
package import Kernel
package import Projection

/// Every collection with its practices and what was done to it.
package struct CollectionList: View {
  package static let name = "collection_list"
  package static let version = 1
  package static let vault = Collection.vault
  package static var folds: [Fold] { [Fold(Collection.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE collection_list (
          id TEXT PRIMARY KEY, version INTEGER NOT NULL, life TEXT NOT NULL, title TEXT NOT NULL,
          purpose TEXT NOT NULL, organisation TEXT, maker TEXT NOT NULL, changed_at INTEGER NOT NULL);
        CREATE INDEX collection_list_changed ON collection_list (life, changed_at);
        CREATE TABLE collection_list_item (
          collection TEXT NOT NULL, practice TEXT NOT NULL, place INTEGER NOT NULL, why TEXT NOT NULL,
          PRIMARY KEY (collection, practice)) WITHOUT ROWID;
        CREATE INDEX collection_list_item_practice ON collection_list_item (practice);
        CREATE TABLE collection_list_history (
          position INTEGER PRIMARY KEY, collection TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
          act TEXT NOT NULL, reason TEXT NOT NULL, practice TEXT);
        CREATE INDEX collection_list_history_collection ON collection_list_history (collection);
        """
    )
  }

  private static func apply(_ event: Collection.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    switch event {
    case .made(let body):
      try db.fold(
        sql: "INSERT INTO collection_list VALUES (?, 0, 'draft', '', '', ?, ?, 0)",
        arguments: [id, body.organisation, entry.occasion.by]
      )
      try describe(id, body.details, db)
      try keep("made", "", entry, db)
    case .revised(let body):
      try describe(id, body.details, db)
      try keep("revised", body.reason, entry, db)
    case .practiceAdded(let item):
      try db.fold(
        sql: """
          INSERT INTO collection_list_item
          SELECT ?, ?, coalesce(max(place) + 1, 0), ? FROM collection_list_item WHERE collection = ?
          """,
        arguments: [id, item.practice, item.why, id]
      )
      try keep("practice-added", item.why, of: item.practice, entry, db)
    case .practiceReworded(let item):
      try db.fold(
        sql: "UPDATE collection_list_item SET why = ? WHERE collection = ? AND practice = ?",
        arguments: [item.why, id, item.practice]
      )
      try keep("practice-reworded", item.why, of: item.practice, entry, db)
    case .practiceMoved(let body):
      try move(body, id, db)
      try keep("practice-moved", "", of: body.practice, entry, db)
    case .practiceTakenOut(let body):
      try db.fold(
        sql: "DELETE FROM collection_list_item WHERE collection = ? AND practice = ?",
        arguments: [id, body.practice]
      )
      try keep("practice-taken-out", body.reason, of: body.practice, entry, db)
    case .published(let body):
      try db.fold(sql: "UPDATE collection_list SET life = 'published' WHERE id = ?", arguments: [id])
      try keep("published", body.reason, entry, db)
    case .withdrawn(let body):
      let isDraft = try find(id, in: db)?.life == .draft
      let life = isDraft ? Collection.Life.discarded : .withdrawn
      try db.fold(sql: "UPDATE collection_list SET life = ? WHERE id = ?", arguments: [life.rawValue, id])
      try keep(life.rawValue, body.reason, entry, db)
    }
    try db.fold(
      sql: "UPDATE collection_list SET version = ?, changed_at = ? WHERE id = ?",
      arguments: [entry.streamVersion, entry.occasion.at.milliseconds, id]
    )
  }

  private static func describe(_ id: String, _ details: Collection.Details, _ db: Database) throws {
    try db.fold(
      sql: "UPDATE collection_list SET title = ?, purpose = ? WHERE id = ?",
      arguments: [details.title, details.purpose, id]
    )
  }

  private static func move(_ move: Collection.PracticeMoved, _ id: String, _ db: Database) throws {
    let order = try items(of: id, in: db).map(\.practice)
    for (place, practice) in Collection.moved(move.practice, before: move.before, in: order).enumerated() {
      try db.fold(
        sql: "UPDATE collection_list_item SET place = ? WHERE collection = ? AND practice = ?",
        arguments: [place, id, practice]
      )
    }
  }

  private static func keep(
    _ act: String,
    _ reason: String,
    of practice: String? = nil,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO collection_list_history VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, entry.occasion.at.milliseconds, entry.occasion.by, act, reason,
        practice,
      ]
    )
  }
}
