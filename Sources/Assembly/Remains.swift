import Foundation
import JournalSQLite
import Kernel

/// What lies in a directory that has no marker.
///
/// A first start that was interrupted leaves empty journals, and is begun again. Entries are of a directory
/// that was whole: then it was copied in part, and is not filled up with empty journals.
struct Remains {
  private let folder: DataFolder

  init(_ folder: DataFolder) { self.folder = folder }

  /// - Throws: `Fault(.incomplete)` where a journal holds entries.
  func refuse() async throws {
    for vault in Vault.allCases {
      let file = folder.journal(vault)
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      let journal = try SQLiteJournal(file: file, readOnly: true)
      let sizes = [try await journal.record.head().size, try await journal.access.head().size]
      try journal.close()
      guard sizes == [0, 0] else {
        throw Fault(
          .incomplete,
          "\(folder.root.path) is only part of a copy; missing: touchstone.json"
        )
      }
    }
  }
}
