import Foundation
import GRDB
import Kernel
import Projection

/// Guests of a house: who came, in which room they are, and that they left.
enum Guest: Decider {
  enum Command: Sendable { case leave }
  enum Refusal: Error, Equatable, Sendable { case never }
  struct State: Sendable {}

  struct Arrived: Codable, Equatable, Sendable {
    var name: Personal<String>
    var room: Int
  }

  struct Moved: Codable, Equatable, Sendable {
    var room: Int
  }

  enum Event: DomainEvent {
    case arrived(Arrived)
    case moved(Moved)
    case left

    static let kinds: [EventKind<Event>] = [
      EventKind("guest.arrived", 1, Event.arrived) { if case .arrived(let body) = $0 { body } else { nil } },
      EventKind("guest.moved", 1, Event.moved) { if case .moved(let body) = $0 { body } else { nil } },
      EventKind("guest.left", 1, .left),
    ]
  }

  static let category = "guest"
  static let vault = Vault.safeguarding
  static var initialState: State { State() }

  static func decide(_ command: Command, on state: State, _ occasion: Occasion) throws(Refusal) -> [Event] {
    [.left]
  }

  static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {}
}

/// Every guest by name and room, to be searched by name.
enum GuestList: View {
  static let name = "guest_list"
  static let version = 1
  static let vault = Vault.safeguarding
  static let folds = [Fold(Guest.self) { try fold($0, $1, $2) }]

  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE guest_list (
          id TEXT PRIMARY KEY, subject TEXT, name TEXT, room INTEGER NOT NULL, moves INTEGER NOT NULL
        );
        CREATE VIRTUAL TABLE guest_list_search USING fts5(id UNINDEXED, name);
        """
    )
  }

  static func fold(_ event: Guest.Event, _ entry: Entry, _ db: Database) throws {
    let id = entry.stream.id
    switch event {
    case .arrived(let body):
      try db.execute(
        sql: "INSERT INTO guest_list VALUES (?, ?, ?, ?, 0)",
        arguments: [id, body.name.subject, body.name.value, body.room]
      )
      guard let name = body.name.value else { return }
      try db.execute(sql: "INSERT INTO guest_list_search VALUES (?, ?)", arguments: [id, name])
    case .moved(let body):
      try db.execute(
        sql: "UPDATE guest_list SET room = ?, moves = moves + 1 WHERE id = ?",
        arguments: [body.room, id]
      )
    case .left:
      try db.execute(sql: "DELETE FROM guest_list WHERE id = ?", arguments: [id])
      try db.execute(sql: "DELETE FROM guest_list_search WHERE id = ?", arguments: [id])
    }
  }

  static func erase(subject: String, in db: Database) throws {
    try db.execute(
      sql: "DELETE FROM guest_list_search WHERE id IN (SELECT id FROM guest_list WHERE subject = ?)",
      arguments: [subject]
    )
    try db.execute(sql: "UPDATE guest_list SET name = NULL WHERE subject = ?", arguments: [subject])
  }
}

/// How many arrived in each room.
enum RoomCount: View {
  static let name = "room_count"
  static let version = 1
  static let vault = Vault.safeguarding
  static let folds = [Fold(Guest.self) { try fold($0, $1, $2) }]

  static func create(in db: Database) throws {
    try db.execute(sql: "CREATE TABLE room_count (room INTEGER PRIMARY KEY, guests INTEGER NOT NULL)")
  }

  static func fold(_ event: Guest.Event, _ entry: Entry, _ db: Database) throws {
    guard case .arrived(let body) = event else { return }
    try db.execute(
      sql: "INSERT INTO room_count VALUES (?, 1) ON CONFLICT (room) DO UPDATE SET guests = guests + 1",
      arguments: [body.room]
    )
  }
}

/// The list of guests after its tables changed.
enum NewerGuestList: View {
  static let name = GuestList.name
  static let version = 2
  static let vault = GuestList.vault
  static let folds = GuestList.folds

  static func create(in db: Database) throws {
    try GuestList.create(in: db)
    try db.execute(sql: "CREATE INDEX guest_list_room ON guest_list (room)")
  }
}

/// A view that can fold arrivals up to one room and no further.
enum PickyList: View {
  static let name = "picky_list"
  static let version = 1
  static let vault = Vault.safeguarding
  static let folds = [Fold(Guest.self) { try fold($0, $1, $2) }]

  static func create(in db: Database) throws {
    try db.execute(sql: "CREATE TABLE picky_list (id TEXT PRIMARY KEY, room INTEGER CHECK (room < 100))")
  }

  static func fold(_ event: Guest.Event, _ entry: Entry, _ db: Database) throws {
    guard case .arrived(let body) = event else { return }
    try db.execute(sql: "INSERT INTO picky_list VALUES (?, ?)", arguments: [entry.stream.id, body.room])
  }
}
