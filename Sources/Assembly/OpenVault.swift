import Foundation
import Journal
import JournalSQLite
import Kernel
import Keyring
import Platform
import Projection
import Search
import Views

/// One vault's files, open.
struct OpenVault: Sendable {
  let journal: SQLiteJournal
  let keyring: Keyring
  let service: VaultService

  var views: ViewRunner { service.views }

  /// - Parameters:
  ///   - files: Where the views over the record log and over the access log lie; elsewhere than in the data
  ///     directory where it is only read.
  ///   - asked: Whether anybody asks the views, and whether anybody asks who looked.
  ///   - searches: The search indexes to keep up: none where nobody asks them.
  ///   - texts: The text of a file that is searched.
  ///   - followers: What else is kept up with the views.
  init(
    _ vault: Vault,
    in folder: DataFolder,
    master: MasterKey,
    views files: (record: URL, access: URL),
    asked: (record: Bool, access: Bool),
    readOnly: Bool,
    checkpoints: Checkpoints,
    searches sources: [any SearchSource.Type],
    texts: @escaping SearchService.Texts,
    followers: [any ViewFollower],
    progress: @escaping @Sendable (Int64, Int64) -> Void
  ) async throws {
    // A directory that counts as whole is never made up anew around a missing journal.
    journal = try SQLiteJournal(file: folder.journal(vault), readOnly: readOnly, mustExist: folder.exists)
    keyring = try Keyring(file: folder.keyring(vault), vault: vault, master: master, readOnly: readOnly)
    let dispatcher = Dispatcher(log: journal.record, sealing: keyring.sealing, digest: keyring.digest)
    let log = journal.record
    let searches = sources.map { source in
      SearchService(source, log: log, folder: folder.search(source.name), texts: texts)
    }
    let runner = try await ViewRunner(
      vault: vault,
      views: (Registry.views[vault] ?? []) + [SubjectIndex.self],
      log: journal.record,
      sealing: keyring.sealing,
      digest: keyring.digest,
      file: files.record,
      isAsked: asked.record,
      followers: searches + followers,
      progress: progress
    )
    let looks = try await ViewRunner(
      vault: vault,
      views: [AccessList.self, SubjectIndex.self],
      log: journal.access,
      sealing: keyring.sealing,
      file: files.access,
      isAsked: asked.access,
      progress: progress
    )
    for search in searches { await search.open(runner) }
    service = VaultService(
      dispatcher: dispatcher,
      access: journal.access,
      views: runner,
      looks: looks,
      searches: searches,
      receipt: { try await checkpoints.receipt(of: $0, in: log, of: vault).serialized },
      leaf: { TreeHash.leaf(EntryBytes.of($0)).data }
    )
  }

  func close() async throws {
    for search in service.searches { await search.close() }
    try journal.close()
  }
}
