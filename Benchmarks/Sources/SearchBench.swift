import Foundation
import GRDB
import JournalSQLite
import Kernel
import Projection
import Search

/// Times whole search answers over described packages: `bench search RECORDS QUERIES FOLDER`.
///
/// RECORDS holds a title, a section and a text on each line, parted by tabs; QUERIES a class and words on each.
/// Prints the seconds that indexing took, the index's size in bytes, and milliseconds for every query, as JSON.
struct SearchBench {
  struct Found: Codable {
    var records = 0
    var indexing = 0.0
    var bytes = 0
    /// By class of query, in the order of the file.
    var milliseconds: [String: [Double]] = [:]
    var megabytes = 0.0
  }

  private let folder: URL
  private let journal: SQLiteJournal
  private let views: ViewRunner
  private let search: SearchService

  init(_ folder: URL) async throws {
    self.folder = folder
    journal = try SQLiteJournal(file: folder.appending(path: "journal.sqlite"))
    search = SearchService(PackageSearch.self, log: journal.record, folder: folder.appending(path: "index")) {
      _ in nil
    }
    views = try await ViewRunner(
      vault: .learning,
      views: [PackageList.self],
      log: journal.record,
      sealing: .none,
      file: folder.appending(path: "views.sqlite")
    )
  }

  func run(_ records: URL, _ queries: URL) async throws -> Found {
    var found = Found()
    found.records = try await fill(records)
    try await views.catchUp()
    let clock = ContinuousClock()
    found.indexing = await clock.measure {
      await search.open(views)
      await search.settle()
    }.seconds
    found.bytes = try size(folder.appending(path: "index"))
    let asked = try lines(queries).map { $0.split(separator: "\t", maxSplits: 1).map(String.init) }
    for round in 0..<4 {
      for query in asked {
        let time = try await clock.measure { try await answer(query[1]) }
        // The first round warms the caches up.
        if round > 0 { found.milliseconds[query[0], default: []].append(time.seconds * 1000) }
      }
    }
    found.megabytes = try Finding.of(1, in: 1).megabytes
    return found
  }

  /// What a page asks: hits with snippets, counts by facet, and the rows of the hits.
  private func answer(_ words: String) async throws {
    var query = SearchQuery(scope: .has("life", "published") && .has("marking", "none"))
    query.words = words
    let found = try await search.search(query, views) { ids, db in
      let asked = String(decoding: try JSONEncoder().encode(ids), as: UTF8.self)
      return try String.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT title || text || section FROM package_list WHERE id IN (SELECT value FROM json_each(?))
            """
        ),
        arguments: [asked]
      )
    }
    guard let found, found.rows.count == found.answer.hits.count else { throw Fault(.incomplete, "no index") }
  }

  private func fill(_ records: URL) async throws -> Int {
    var batch: [Package] = []
    var count = 0
    for line in try lines(records) {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      batch.append(
        Package(title: parts[0], text: parts[2].replacing("\u{1e}", with: "\n"), section: parts[1])
      )
      if batch.count == 1000 {
        try await append(batch, from: count)
        count += batch.count
        batch = []
      }
    }
    try await append(batch, from: count)
    return count + batch.count
  }

  private func append(_ packages: [Package], from number: Int) async throws {
    let coder = EventCoder(.none)
    let appends = try packages.enumerated().map { place, package in
      Append(
        to: StreamName(PackageKept.category, "p\(number + place)"),
        expecting: nil,
        [try PackageKept.Event.kept(package).stored(coder)]
      )
    }
    try await journal.record.append(appends, Occasion(by: "bench", at: Date()))
  }

  private func lines(_ file: URL) throws -> [Substring] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
  }

  private func size(_ folder: URL) throws -> Int {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.fileSizeKey])
      .reduce(0) { $0 + (try $1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) }
  }
}
