import Foundation
import Journal
import JournalSQLite
import Kernel

/// Every driver of a log: the contract holds for each.
enum Driver: String, CaseIterable, Sendable {
  case memory
  case sqliteRecord
  case sqliteAccess

  func withLog(_ body: (any RecordLog) async throws -> Void) async throws {
    switch self {
    case .memory: try await body(MemoryLog())
    case .sqliteRecord: try await withJournal { journal, _ in try await body(journal.record) }
    case .sqliteAccess: try await withJournal { journal, _ in try await body(journal.access) }
    }
  }
}

/// Gives a new folder, and removes it after.
func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

/// Gives a new journal and its file.
func withJournal(_ body: (SQLiteJournal, URL) async throws -> Void) async throws {
  try await withFolder { folder in
    let file = folder.appending(path: "journal.sqlite")
    let journal = try SQLiteJournal(file: file)
    try await body(journal, file)
    try journal.close()
  }
}

extension Occasion {
  static let test = Occasion(by: "ada", at: Date(milliseconds: 1_251_795_600_123))
}

extension NewEntry {
  static func noted(_ text: String, claims: [StoredClaim] = []) -> NewEntry {
    NewEntry(name: "note.noted", version: 1, body: Data(text.utf8), claims: claims)
  }
}

extension Append {
  /// Some notes for a stream of the one category that these tests use.
  static func notes(_ id: String, expecting: Int?, _ texts: String...) -> Append {
    Append(to: StreamName("note", id), expecting: expecting, texts.map { .noted($0) })
  }

  /// One note with claims.
  static func claiming(_ id: String, _ claims: StoredClaim..., expecting: Int? = nil) -> Append {
    Append(to: StreamName("note", id), expecting: expecting, [.noted("claiming", claims: claims)])
  }
}

extension StoredClaim {
  static func take(_ value: UInt8, in scope: String = "reference") -> StoredClaim {
    StoredClaim(scope: scope, digest: Data(repeating: value, count: 32))
  }

  static func release(_ scope: String = "reference") -> StoredClaim {
    StoredClaim(scope: scope, digest: nil)
  }
}
