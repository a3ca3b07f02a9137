package import Domain
package import Foundation
package import GRDB
package import Kernel
package import Projection

/// Organisations and areas, by name.
package struct PlaceList: View {
  package static let name = "place_list"
  package static let version = 2
  package static let vault = Vault.directory
  package static var folds: [Fold] { [Fold(Organisation.self, apply), Fold(Area.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE place_list_history (
          position INTEGER PRIMARY KEY, kind TEXT NOT NULL, place TEXT NOT NULL, at INTEGER NOT NULL,
          by TEXT NOT NULL, reason TEXT NOT NULL, is_first INTEGER NOT NULL);
        CREATE INDEX place_list_history_place ON place_list_history (kind, place);
        """
    )
    for kind in ["organisation", "area"] {
      try db.execute(
        sql: """
          CREATE TABLE place_list_\(kind) (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, listing TEXT NOT NULL);
          """
      )
    }
  }

  private static func apply(_ event: Organisation.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .listed(let body): try keep(body.listing, body.listing.name, body.reason, entry, db)
    }
  }

  private static func apply(_ event: Area.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .listed(let listing): try keep(listing, listing.name, "", entry, db)
    }
  }

  private static func keep(
    _ listing: some Encodable,
    _ name: String,
    _ reason: String,
    _ entry: Entry,
    _ db: Database
  ) throws {
    try db.fold(
      sql: "INSERT INTO place_list_history VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.category, entry.stream.id, entry.occasion.at.milliseconds,
        entry.occasion.by, reason, entry.streamVersion == 1,
      ]
    )
    try db.fold(
      sql: "INSERT OR REPLACE INTO place_list_\(entry.stream.category) VALUES (?, ?, ?, ?)",
      arguments: [entry.stream.id, name, entry.streamVersion, ColumnJSON.text(listing)]
    )
  }
}

extension PlaceList {
  package struct Place<Listing: Sendable>: Sendable {
    package let id: String
    package let version: Int
    package let listing: Listing
  }

  package static func organisations(in db: Database) throws -> [Place<Organisation.Listing>] {
    try places("organisation", in: db)
  }

  package static func areas(in db: Database) throws -> [Place<Area.Listing>] { try places("area", in: db) }

  /// Every area by name, and nothing else of it.
  package static func areaNames(in db: Database) throws -> [(id: String, name: String)] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, name FROM place_list_area ORDER BY name COLLATE NOCASE, id"
    )
    return try Row.fetchAll(statement).map { ($0["id"], $0["name"]) }
  }

  /// Some of them by name.
  ///
  /// - Parameter after: The name and the identifier of the last that was given.
  package static func organisations(
    after: (name: String, id: String)?,
    limit: Int,
    in db: Database
  ) throws -> [Place<Organisation.Listing>] {
    try slice("organisation", after, limit, in: db)
  }

  /// Some of them by name.
  ///
  /// - Parameter after: The name and the identifier of the last that was given.
  package static func areas(
    after: (name: String, id: String)?,
    limit: Int,
    in db: Database
  ) throws -> [Place<Area.Listing>] {
    try slice("area", after, limit, in: db)
  }

  package static func organisation(_ id: String, in db: Database) throws -> Place<Organisation.Listing>? {
    let found: [Place<Organisation.Listing>] = try places("organisation", id, in: db)
    return found.first
  }

  /// Something that was done to an organisation.
  package struct Act: Equatable, Sendable {
    /// The place in the log.
    package let position: Int64
    package let at: Date
    package let by: String
    package let reason: String
    package let isFirst: Bool
  }

  package static func history(ofOrganisation id: String, in db: Database) throws -> [Act] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM place_list_history WHERE kind = ? AND place = ? ORDER BY position",
      arguments: [Organisation.category, id]
    )
    .map {
      Act(
        position: $0["position"],
        at: Date(milliseconds: $0["at"]),
        by: $0["by"],
        reason: $0["reason"],
        isFirst: $0["is_first"]
      )
    }
  }

  package static func area(_ id: String, in db: Database) throws -> Place<Area.Listing>? {
    let found: [Place<Area.Listing>] = try places("area", id, in: db)
    return found.first
  }

  private static func places<Listing: Decodable & Sendable>(
    _ kind: String,
    _ id: String? = nil,
    in db: Database
  ) throws -> [Place<Listing>] {
    try places(kind, "WHERE ? IS NULL OR id = ? ORDER BY name COLLATE NOCASE, id", [id, id], in: db)
  }

  private static func slice<Listing: Decodable & Sendable>(
    _ kind: String,
    _ after: (name: String, id: String)?,
    _ limit: Int,
    in db: Database
  ) throws -> [Place<Listing>] {
    let (name, id) = after ?? ("", "")
    return try places(
      kind,
      "WHERE (name COLLATE NOCASE, id) > (?, ?) ORDER BY name COLLATE NOCASE, id LIMIT ?",
      [name, id, limit],
      in: db
    )
  }

  private static func places<Listing: Decodable & Sendable>(
    _ kind: String,
    _ rest: String,
    _ arguments: StatementArguments,
    in db: Database
  ) throws -> [Place<Listing>] {
    try Row.fetchAll(db, sql: "SELECT * FROM place_list_\(kind) \(rest)", arguments: arguments)
      .map { Place(id: $0["id"], version: $0["version"], listing: try ColumnJSON.value($0["listing"])) }
  }
}
