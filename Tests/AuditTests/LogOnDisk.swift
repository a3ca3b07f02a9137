import Auditing
import Foundation
import Journal
import JournalSQLite
import Kernel
import TestSupport
import Testing

/// A log as an outsider gets at it: a journal that is signed, and the files that are handed out of it.
final class LogOnDisk {
  static let origin = "touchstone.example/log/learning/record"
  let folder: URL
  let signer: NoteSigner
  let journal: SQLiteJournal
  private(set) var count = 0

  private init(_ folder: URL, _ signer: NoteSigner) throws {
    self.folder = folder
    self.signer = signer
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    journal = try SQLiteJournal(file: folder.appending(path: "journal.sqlite"))
  }

  static func with(_ body: (LogOnDisk) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = try LogOnDisk(folder, NoteSigner(name: "touchstone.example/log"))
    try await body(log)
    try log.journal.close()
  }

  /// Another log that the same key signs, with the same name.
  func double() throws -> LogOnDisk { try LogOnDisk(folder.appending(path: "double"), signer) }

  var key: NoteVerifier { signer.verifier }
  var file: URL { folder.appending(path: "journal.sqlite") }
  var tiles: URL { folder.appending(path: "tiles") }

  /// Appends entries and signs the log.
  @discardableResult
  func grow(_ more: Int, _ text: String = "x") async throws -> SignedNote {
    let stream = StreamName("note", "n\(count)")
    let entries = (0..<more).map { NewEntry(name: "note.noted", version: 1, body: Data("\(text)\($0)".utf8)) }
    let moment = Date(timeIntervalSince1970: 1_700_000_000)
    try await journal.record.append(
      [Append(to: stream, expecting: nil, entries)],
      Occasion(by: "somebody", at: moment)
    )
    count += more
    return try #require(try await journal.record.signCheckpoint(Self.origin, by: signer))
  }

  func write(_ text: String, _ name: String) throws -> URL {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file
  }

  func receipt(of position: Int64, under note: SignedNote) async throws -> URL {
    let receipt = try await journal.record.receipt(of: position, under: note)
    return try write(receipt.serialized, "receipt-\(position).tlog-proof")
  }

  /// Downloads the log's tiles, as `--save` does.
  func download(into folder: URL? = nil) async throws {
    try await LogFolder(folder ?? tiles).keep(Offered(log: journal.record))
  }

  func audit(
    _ subject: Audit.Subject? = nil,
    older: [URL] = [],
    receipts: [URL] = []
  ) async throws -> AuditReport {
    var audit = Audit(key: key)
    (audit.subject, audit.older, audit.receipts) = (subject, older, receipts)
    return try await audit.run()
  }
}

/// A log as its server offers it.
struct Offered: PublishedLog {
  let log: SQLiteLog
  var place: String { "the log" }

  func checkpoint() async throws -> String { try #require(try await log.newestCheckpoint()).serialized }
  func bytes(of tile: Tile) async throws -> Data { try #require(try await log.tile(tile)) }
}
