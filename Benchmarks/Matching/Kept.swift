#if canImport(GRDB)
import Analysis
import Crypto
import Foundation
import GRDB

/// The same questions asked of SQLite, as a view keeps it: keyed hashes of keys in clear, records sealed.
///
/// A row of `key` is eight bytes of an HMAC and the number of a record; beside each record stand its own
/// hashes, so that erasing it deletes them by primary key. Records are sealed with one key here, where the
/// product has one for each person.
struct Kept {
  private let database: DatabaseQueue
  private let secret = SymmetricKey(size: .bits256)
  private let file: URL

  init(_ file: URL) throws {
    self.file = file
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA cache_size = -65536")
    }
    database = try DatabaseQueue(path: file.path, configuration: configuration)
  }

  func time(_ records: URL, _ asked: URL) throws {
    let begun = ContinuousClock.now
    let people = try fill(records)
    var times = Times(
      people: people.count,
      keys: people.keys,
      indexing: (ContinuousClock.now - begun).inSeconds,
      megabytes: try bytes() / 1_000_000
    )
    let questions = try Lines(asked).texts
    // The first round warms the caches up.
    for round in 0..<2 {
      for line in questions {
        let begun = ContinuousClock.now
        let answer = try ask(line, among: people.count)
        guard round > 0 else { continue }
        times.milliseconds.append((ContinuousClock.now - begun).inSeconds * 1000)
        times.opened.append(answer.opened.count)
        times.first.append(answer.found.prefix(5).map { answer.opened[$0.place] })
      }
    }
    print(String(decoding: try JSONEncoder().encode(times), as: UTF8.self))
  }

  private func hash(_ key: String) -> Int64 {
    HMAC<SHA256>.authenticationCode(for: Data(key.utf8), using: secret).prefix(8)
      .reduce(0) { $0 << 8 | Int64($1) }
  }

  private func fill(_ records: URL) throws -> (count: Int, keys: Int) {
    let lines = try Lines(records).texts
    var entries: [(hash: Int64, row: Int64)] = []
    var tallies: [Int64: Int] = [:]
    try database.write { db in
      try db.execute(
        sql: """
          CREATE TABLE person (row INTEGER PRIMARY KEY, sealed BLOB NOT NULL, hashes BLOB NOT NULL);
          CREATE TABLE key (hash INTEGER, row INTEGER, PRIMARY KEY (hash, row)) WITHOUT ROWID;
          CREATE TABLE tally (hash INTEGER PRIMARY KEY, people INTEGER NOT NULL)
          """
      )
      let insert = try db.makeStatement(sql: "INSERT INTO person VALUES (?, ?, ?)")
      for (row, line) in lines.enumerated() {
        let person = Lines.person(line)
        let hashes = BlockingKeys.keys(of: person).map(hash)
        entries += hashes.map { ($0, Int64(row)) }
        let names = BlockingKeys.tallies(of: person)
        for name in [names.given, names.family] { if let name { tallies[hash(name), default: 0] += 1 } }
        let sealed = try AES.GCM.seal(Data(line.utf8), using: secret).combined
        let beside = hashes.reduce(into: Data()) { data, hash in
          withUnsafeBytes(of: hash) { data.append(contentsOf: $0) }
        }
        try insert.execute(arguments: [row, sealed, beside])
      }
    }
    entries.sort { $0 < $1 }
    try database.write { db in
      let insert = try db.makeStatement(sql: "INSERT OR IGNORE INTO key VALUES (?, ?)")
      for entry in entries { try insert.execute(arguments: [entry.hash, entry.row]) }
      let count = try db.makeStatement(sql: "INSERT INTO tally VALUES (?, ?)")
      for (hash, people) in tallies { try count.execute(arguments: [hash, people]) }
    }
    return (lines.count, entries.count)
  }

  private func ask(_ line: Substring, among people: Int) throws -> Linking.Answer {
    let asked = Lines.person(line)
    let keys = BlockingKeys.keys(of: asked).map(hash)
    let names = BlockingKeys.tallies(of: asked)
    return try database.read { db in
      let rows = try db.cachedStatement(
        sql: "SELECT row FROM key WHERE hash = ? LIMIT \(BlockingKeys.rowsRead)"
      )
      var shortlist = Shortlist(among: people)
      for key in keys { shortlist.add(try Int64.fetchAll(rows, arguments: [key])) }
      let tally = try db.cachedStatement(sql: "SELECT people FROM tally WHERE hash = ?")
      let counts = try [names.given, names.family].map { name in
        try name.map { try Int.fetchOne(tally, arguments: [hash($0)]) ?? 0 }
      }
      let sealed = try db.cachedStatement(sql: "SELECT sealed FROM person WHERE row = ?")
      let opened = shortlist.records
      let candidates = try opened.map { row in
        let box = try AES.GCM.SealedBox(combined: Data.fetchOne(sealed, arguments: [row]) ?? Data())
        return Lines.person(Substring(decoding: try AES.GCM.open(box, using: secret), as: UTF8.self))
      }
      let rarity = NameRarity(given: counts[0], family: counts[1], among: people)
      let matcher = Matcher(asking: asked, among: people, rarity: rarity)
      return Linking.Answer(
        opened: opened.map(Int.init),
        found: matcher.likenesses(among: candidates, first: 100)
      )
    }
  }

  private func bytes() throws -> Double {
    try database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    return Double(try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0)
  }
}
#endif
