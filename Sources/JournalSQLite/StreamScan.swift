import Foundation
import GRDB
import Journal
import Kernel

/// Walks the index of streams beside the table of their names, and checks that each is numbered by its
/// first entry and counts from 1 without a gap, in log order.
struct StreamScan {
  private(set) var fingerprint = StreamFingerprint()
  private(set) var damage: [LogReport.Damage] = []

  /// The stream that the walk is in; and whether the present row of the names is its.
  private var number: Int64 = 0
  private var isNamed = false
  private var hasName = true
  private var version: Int64 = 0
  private var position: Int64 = 0

  init(_ log: LogName, through size: Int64, in db: Database) throws {
    do {
      try walk(log, size, db)
      try compareNames(log, db)
    } catch let fault as Fault where fault.code == .damagedLog {
      damage.append(.whole("the index of streams cannot be read: \(fault.detail)"))
    }
  }

  private mutating func walk(_ log: LogName, _ size: Int64, _ db: Database) throws {
    let index = try Prepared(
      """
      SELECT stream, stream_version, position
      FROM \(log.rawValue)_entry INDEXED BY \(log.rawValue)_entry_stream ORDER BY stream, stream_version
      """,
      in: db
    )
    let names = try Self.names(log, "NOT INDEXED ORDER BY number", db)
    defer {
      index.reset()
      names.reset()
    }
    hasName = try names.next()
    while try index.next() {
      // What was appended since the verification began is not part of it.
      guard (1...max(1, size)).contains(index.number(2)) else { continue }
      if index.number(0) != number { try begin(index.number(0), names) }
      take(index.number(1), at: index.number(2), names)
    }
    try begin(size + 1, names)
  }

  /// Goes to the name of the next stream that has entries.
  private mutating func begin(_ next: Int64, _ names: Prepared) throws {
    if isNamed { hasName = try names.next() }
    while hasName, names.number(0) < next {
      damage.append(.init(at: names.number(0), "a stream that begins here by name has no entry"))
      hasName = try names.next()
    }
    isNamed = hasName && names.number(0) == next
    (number, version, position) = (next, 0, 0)
  }

  private mutating func take(_ found: Int64, at place: Int64, _ names: Prepared) {
    if !isNamed {
      damage.append(.init(at: place, "its stream has no name"))
    } else if found != version + 1 {
      damage.append(.init(at: place, "its stream goes from \(version) to \(found)"))
    } else if place <= position {
      damage.append(.init(at: place, "it stands before what its stream holds earlier"))
    } else if found == 1, place != number {
      damage.append(.init(at: place, "its stream is numbered as if it began at \(number)"))
    }
    version = found
    position = place
    if isNamed { fingerprint.add(names.bytes(1), names.bytes(2), (number, found, place)) }
  }

  /// Compares the index by which a stream is found with the table of names.
  private mutating func compareNames(_ log: LogName, _ db: Database) throws {
    let table = try Self.fingerprint(of: Self.names(log, "NOT INDEXED ORDER BY number", db))
    let order = "INDEXED BY \(log.rawValue)_stream_name ORDER BY category, id"
    guard try Self.fingerprint(of: Self.names(log, order, db)) != table else { return }
    damage.append(.whole("the index of streams' names is not that of the streams"))
  }

  private static func names(_ log: LogName, _ order: String, _ db: Database) throws -> Prepared {
    try Prepared("SELECT number, category, id FROM \(log.rawValue)_stream \(order)", in: db)
  }

  private static func fingerprint(of names: Prepared) throws -> StreamFingerprint {
    var fingerprint = StreamFingerprint()
    defer { names.reset() }
    while try names.next() { fingerprint.add(names.bytes(1), names.bytes(2), (names.number(0), 0, 0)) }
    return fingerprint
  }
}
