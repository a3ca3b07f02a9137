import Foundation
import GRDB
import Journal
import Kernel

/// Rows of a log's entry table, as entries or as the bytes they are made of.
struct EntryRows {
  private static let columns =
    "position, category, id, stream_version, name, version, at, account, body, claims, leaf, stream"
  private let rows: Prepared

  /// The entries of a stream, in order.
  init(_ log: LogName, of stream: StreamName, in db: Database) throws {
    rows = try Prepared(
      """
      SELECT \(Self.columns) FROM \(log.rawValue)_entry
      WHERE stream = (SELECT number FROM \(log.rawValue)_stream WHERE category = ? AND id = ?)
      ORDER BY stream_version
      """,
      in: db
    )
    rows.bind(stream.category, at: 1)
    rows.bind(stream.id, at: 2)
  }

  /// The entries after one position and up to another, in order.
  init(_ log: LogName, after position: Int64, through last: Int64, in db: Database) throws {
    rows = try Prepared(
      "SELECT \(Self.columns) FROM \(log.rawValue)_entry WHERE position > ? AND position <= ? ORDER BY position",
      in: db
    )
    rows.bind(position, at: 1)
    rows.bind(last, at: 2)
  }

  func next() throws -> Bool { try rows.next() }

  func all() throws -> [Entry] {
    defer { rows.reset() }
    var entries: [Entry] = []
    while try next() { entries.append(try entry()) }
    return entries
  }

  func reset() { rows.reset() }

  var position: Int64 { rows.number(0) }
  var leaf: UnsafeRawBufferPointer { rows.bytes(10) }
  var stream: Int64 { rows.number(11) }

  /// The present row; valid until the next.
  var raw: RawEntry {
    RawEntry(
      position: rows.number(0),
      category: rows.bytes(1),
      id: rows.bytes(2),
      streamVersion: rows.number(3),
      name: rows.bytes(4),
      version: rows.number(5),
      milliseconds: rows.number(6),
      by: rows.bytes(7),
      body: rows.bytes(8),
      claims: rows.bytes(9)
    )
  }

  private func entry() throws -> Entry {
    Entry(
      position: rows.number(0),
      stream: StreamName(rows.text(1), rows.text(2)),
      streamVersion: Int(rows.number(3)),
      NewEntry(
        name: rows.text(4),
        version: Int(rows.number(5)),
        body: rows.data(8),
        claims: try ClaimBytes.decode(rows.bytes(9))
      ),
      Occasion(by: rows.text(7), at: Date(milliseconds: rows.number(6)))
    )
  }
}
