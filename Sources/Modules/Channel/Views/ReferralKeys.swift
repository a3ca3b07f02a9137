import Analysis
import Domain
import Foundation
package import GRDB
package import Kernel
package import Projection

/// Coarse pieces of names, dates and addresses, as keyed hashes: what records that may be of one person have in
/// common.
///
/// Beside each record stand its own hashes, so that its rows go with the person's key.
package struct ReferralKeys: View {
  package static let name = "referral_keys"
  package static let version = 2
  package static let vault = Referral.vault
  package static var folds: [Fold] { [Fold(Referral.self, apply)] }

  package static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE referral_keys (hash INTEGER, record INTEGER, PRIMARY KEY (hash, record)) WITHOUT ROWID;
        CREATE TABLE referral_keys_record (
          record INTEGER PRIMARY KEY, referral TEXT NOT NULL UNIQUE, subject TEXT NOT NULL,
          hashes TEXT NOT NULL, given INTEGER, family INTEGER);
        CREATE INDEX referral_keys_subject ON referral_keys_record (subject);
        CREATE TABLE referral_keys_tally (hash INTEGER PRIMARY KEY, people INTEGER NOT NULL);
        """
    )
  }

  /// Counts all records, where every other tally counts those of one name.
  private static let everybody: Int64 = 0

  private static func apply(_ event: Referral.Event, _ entry: Entry, _ db: Database) throws {
    let (sealed, isNew) =
      switch event {
      case .made(let body): (body.person, true)
      case .corrected(let body): (body.person, false)
      }
    guard let person = sealed.value else { return }
    if !isNew { try remove("referral = ?", entry.stream.id, in: db) }
    let compared = ComparedPerson(person.compared)
    let hashes = try Set(BlockingKeys.keys(of: compared).map { try hash($0, in: db) }).sorted()
    let names = BlockingKeys.tallies(of: compared)
    let given = try names.given.map { try hash($0, in: db) }
    let family = try names.family.map { try hash($0, in: db) }
    let insert = try db.cachedStatement(sql: "INSERT INTO referral_keys VALUES (?, ?)")
    for hash in hashes { try insert.execute(arguments: [hash, entry.position]) }
    try db.fold(
      sql: "INSERT INTO referral_keys_record VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        entry.position, entry.stream.id, sealed.subject, try ColumnJSON.text(hashes), given, family,
      ]
    )
    try count([everybody, given, family], by: 1, in: db)
  }

  private static func hash(_ text: String, in db: Database) throws -> Int64 {
    try KeyedHash.of(text, scope: name, in: db)
  }

  private static func count(_ hashes: [Int64?], by change: Int, in db: Database) throws {
    for hash in hashes.compactMap({ $0 }) {
      try db.fold(
        sql: """
          INSERT INTO referral_keys_tally VALUES (?, ?)
          ON CONFLICT (hash) DO UPDATE SET people = people + excluded.people
          """,
        arguments: [hash, change]
      )
    }
    if change < 0 { try db.fold(sql: "DELETE FROM referral_keys_tally WHERE people < 1") }
  }

  package static func erase(subject: String, in db: Database) throws {
    try remove("subject = ?", subject, in: db)
  }

  private static func remove(_ condition: String, _ value: String, in db: Database) throws {
    for record in try records(condition, value, in: db) {
      let delete = try db.cachedStatement(sql: "DELETE FROM referral_keys WHERE hash = ? AND record = ?")
      for hash in record.hashes { try delete.execute(arguments: [hash, record.number]) }
      try db.fold(sql: "DELETE FROM referral_keys_record WHERE record = ?", arguments: [record.number])
      try count([everybody, record.given, record.family], by: -1, in: db)
    }
  }
}

extension ReferralKeys {
  private struct Record {
    let number: Int64
    let hashes: [Int64]
    let given: Int64?
    let family: Int64?
  }

  private static func records(_ condition: String, _ value: String, in db: Database) throws -> [Record] {
    try Row.fetchAll(
      db,
      sql: "SELECT * FROM referral_keys_record WHERE \(condition)",
      arguments: [value]
    )
    .map { row in
      Record(
        number: row["record"],
        hashes: try ColumnJSON.value(row["hashes"]),
        given: row["given"],
        family: row["family"]
      )
    }
  }

  /// The referrals that share most with one, and how common its names are; nil where it has no keys.
  static func shortlist(
    for id: String,
    in db: Database
  ) throws -> (ids: [String], people: Int, rarity: NameRarity)? {
    guard let record = try records("referral = ?", id, in: db).first else { return nil }
    let people = try tally(everybody, in: db)
    let ids = try sharing(record.hashes, but: record.number, among: people, in: db)
    // The person who is asked about is counted with every name of theirs.
    let rarity = NameRarity(
      given: try record.given.map { try tally($0, in: db) - 1 },
      family: try record.family.map { try tally($0, in: db) - 1 },
      among: people
    )
    return (ids, people, rarity)
  }

  /// The referrals that share most with somebody of whom only names are known.
  static func named(_ given: String, _ family: String, in db: Database) throws -> [String] {
    let asked = ComparedPerson(PersonDetails(given: given, family: family))
    let hashes = try BlockingKeys.keys(of: asked).map { try hash($0, in: db) }
    return try sharing(hashes, but: nil, among: tally(everybody, in: db), in: db)
  }

  private static func sharing(
    _ hashes: [Int64],
    but number: Int64?,
    among people: Int,
    in db: Database
  ) throws -> [String] {
    var shortlist = Shortlist(among: people)
    let sharing = try db.cachedStatement(
      sql: "SELECT record FROM referral_keys WHERE hash = ? LIMIT \(BlockingKeys.rowsRead)"
    )
    for hash in hashes {
      let found = try Int64.fetchAll(sharing, arguments: [hash])
      shortlist.add(found.filter { $0 != number })
    }
    return try String.fetchAll(
      db,
      sql: """
        SELECT referral FROM referral_keys_record
        WHERE record IN (SELECT value FROM json_each(?)) ORDER BY record
        """,
      arguments: [ColumnJSON.text(shortlist.records)]
    )
  }

  private static func tally(_ hash: Int64, in db: Database) throws -> Int {
    let statement = try db.cachedStatement(sql: "SELECT people FROM referral_keys_tally WHERE hash = ?")
    return try Int.fetchOne(statement, arguments: [hash]) ?? 0
  }
}

extension Referral.Person {
  /// All that two records are compared by; what stands for an unknown name is none.
  var compared: PersonDetails {
    PersonDetails(
      given: Self.known(givenName),
      family: Self.known(familyName),
      birth: birth.flatMap { BirthDate(year: $0.year, month: $0.month, day: $0.day) },
      address: PostalAddress(
        lines: address?.street.split(whereSeparator: { $0 == "," || $0.isNewline }).map(String.init) ?? [],
        town: address?.town ?? "",
        postcode: address?.postcode ?? ""
      )
    )
  }

  private static func known(_ name: String) -> String {
    let plain = name.lowercased().filter { $0.isLetter || $0 == " " }
    return ["not known", "unknown", "not given", "none", "nk", "anonymous"].contains(plain) ? "" : name
  }
}
