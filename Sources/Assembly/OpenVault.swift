import Foundation
import JournalSQLite
import Kernel
import Keyring
import Platform
import Projection

/// One vault's files, open.
struct OpenVault: Sendable {
  let journal: SQLiteJournal
  let keyring: Keyring
  let service: VaultService

  var views: ViewRunner { service.views }

  /// - Parameter views: Where the views lie; elsewhere than in the data directory where it is only read.
  init(
    _ vault: Vault,
    in folder: DataFolder,
    master: MasterKey,
    views file: URL,
    readOnly: Bool,
    progress: @escaping @Sendable (Int64, Int64) -> Void
  ) async throws {
    // A directory that counts as whole is never made up anew around a missing journal.
    journal = try SQLiteJournal(file: folder.journal(vault), readOnly: readOnly, mustExist: folder.exists)
    keyring = try Keyring(file: folder.keyring(vault), vault: vault, master: master, readOnly: readOnly)
    let dispatcher = Dispatcher(log: journal.record, sealing: keyring.sealing, digest: keyring.digest)
    let runner = try await ViewRunner(
      vault: vault,
      views: Registry.views[vault] ?? [],
      log: journal.record,
      sealing: keyring.sealing,
      file: file,
      progress: progress
    )
    service = VaultService(dispatcher: dispatcher, access: journal.access, views: runner)
  }
}
