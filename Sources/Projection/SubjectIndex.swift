import Foundation
package import GRDB
package import Kernel

/// Which entries of a log name a person under whose key something is sealed: an erasure asks it, and would else read
/// every entry that there is.
///
/// It holds opaque identifiers and positions, as the log does, and nothing of an erasure is taken out of it.
package struct SubjectIndex: FoldedTables {
  package static let name = "subject_index"
  package static let version = 1
  package static var folds: [Fold] { [] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE subject_index (
          subject TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (subject, position)) WITHOUT ROWID
        """
    )
  }

  package static func see(_ entry: Entry, in db: Database) throws {
    let named = subjects(in: entry.body)
    for subject in named {
      try db.fold(
        sql: "INSERT OR IGNORE INTO subject_index VALUES (?, ?)",
        arguments: [subject, entry.position]
      )
    }
  }

  /// The places in the log, the first one first.
  package static func positions(of subject: String, in db: Database) throws -> [Int64] {
    try Int64.fetchAll(
      db,
      sql: "SELECT position FROM subject_index WHERE subject = ? ORDER BY position",
      arguments: [subject]
    )
  }

  private static let mark = Data(#""subject":""#.utf8)
  private static let jointMark = Data(#""subjects":["#.utf8)

  /// Every subject that stands in an entry's body, as ``Personal`` and ``Joint`` write them.
  static func subjects(in body: Data) -> Set<String> {
    var found: Set<String> = []
    var rest = body[...]
    while let place = rest.range(of: mark) {
      rest = rest[place.upperBound...]
      guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { break }
      found.insert(String(decoding: rest[..<end], as: UTF8.self))
      rest = rest[end...]
    }
    rest = body[...]
    while let place = rest.range(of: jointMark) {
      rest = rest[place.upperBound...]
      let list = rest.prefix { $0 != UInt8(ascii: "]") }
      found.formUnion(
        String(decoding: list, as: UTF8.self).split(separator: ",").map { $0.filter { $0 != "\"" } }
      )
    }
    return found
  }
}
