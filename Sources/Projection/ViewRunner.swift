package import Foundation
package import GRDB
package import Kernel
import Synchronization

/// Something that is made of views and lies outside their file, such as a search index.
package protocol ViewFollower: Sendable {
  /// Folds in whatever is new; what goes wrong with it is its own affair.
  func follow(_ views: ViewRunner) async
}

/// Keeps a vault's views up with its log. It owns the only connection that writes to them.
package actor ViewRunner {
  package enum Readiness: Equatable, Sendable {
    case ready
    /// An entry could not be folded: nothing after it is, and nothing is skipped.
    case stopped(Fault)
  }

  package typealias Progress = @Sendable (_ done: Int64, _ total: Int64) -> Void

  package nonisolated let vault: Vault
  private let log: any RecordLog
  private let sealing: Sealing
  private let digest: StoredClaim.Digest?
  private let file: URL
  private let folds: FoldSet
  /// How many entries are folded in one transaction.
  private let batch: Int
  private let followers: [any ViewFollower]
  private nonisolated let live: Mutex<ViewFile?>
  private nonisolated let state = Mutex(Readiness.ready)
  /// Whether anybody will ask: where nobody does, nothing is folded.
  private let isAsked: Bool
  private var isRebuilding = false
  /// What takes the live file's place once a log has grown by much; see ``grow()``.
  private var growing: ViewFile?

  /// Opens the views, and builds them where they are missing, torn, of another version or of another log.
  ///
  /// An entry that cannot be folded leaves views that can be read and a runner that is not ready.
  ///
  /// - Parameters:
  ///   - digest: What ``KeyedHash`` is made with; nil where no view asks for one.
  ///   - isAsked: Nothing is folded, and nothing can be read, where nobody will ask.
  package init(
    vault: Vault,
    views: [any FoldedTables.Type],
    log: any RecordLog,
    sealing: Sealing,
    digest: StoredClaim.Digest? = nil,
    file: URL,
    batch: Int = 5000,
    isAsked: Bool = true,
    followers: [any ViewFollower] = [],
    progress: @escaping Progress = { _, _ in }
  ) async throws {
    self.vault = vault
    self.followers = followers
    self.log = log
    self.sealing = sealing
    self.digest = digest
    self.file = file
    self.batch = batch
    folds = FoldSet(views)
    live = Mutex(nil)
    self.isAsked = isAsked
    guard isAsked else { return }
    try ViewFile.remove(beside)
    do {
      try await open()
    } catch {
      // Whatever is wrong with it, the log can make it anew.
      try await rebuild(progress: progress)
      return
    }
    do {
      try await catchUp()
    } catch is Fault {
      // Its readiness says so.
    }
  }

  package nonisolated var readiness: Readiness { state.withLock { $0 } }

  /// Folds whatever is new.
  package func catchUp() async throws {
    guard isAsked else { return }
    if let growing { return try await fold(into: growing, until: .max) { _ in } }
    try await fold(into: try current(), until: .max) { _ in }
    for follower in followers { await follower.follow(self) }
  }

  /// The position that a reader's tables are folded to.
  package nonisolated static func position(in db: Database) throws -> Int64 { try ViewFile.position(in: db) }

  /// Answers a page's question; such readers never write.
  package nonisolated func read<T: Sendable>(
    _ query: @escaping @Sendable (Database) throws -> T
  ) async throws -> T {
    try await current().writer.read(query)
  }

  package var position: Int64 {
    get async throws { try await current().position() }
  }

  /// Folds everything anew beside the live file, then takes its place; pages go on reading meanwhile.
  package func rebuild(progress: @escaping Progress = { _, _ in }) async throws {
    let fresh = try begin()
    defer { isRebuilding = false }
    let total = try await log.head().size
    progress(0, total)
    do {
      try await fold(into: fresh, until: total) { if $0 < total { progress($0, total) } }
    } catch {
      try ViewFile.remove(beside)
      throw error
    }
    try await take(fresh)
    progress(total, total)
    try await catchUp()
  }

  /// Folds everything anew beside the live file from here on, for a log that grows by millions at once.
  ///
  /// Nothing is written twice or made durable before ``finishGrowing()``; until then pages read what was there before.
  package func grow() throws { if isAsked { growing = try begin() } }

  /// Puts what grew in the place of the live file.
  package func finishGrowing() async throws {
    guard let fresh = growing else { return }
    try await catchUp()
    growing = nil
    defer { isRebuilding = false }
    try await take(fresh)
    try await catchUp()
  }

  /// Leaves nothing of what was erased in the file.
  package func compact() throws { try current().compact() }

  /// Closes the file; nothing can be read after.
  package func close() throws {
    try current().writer.close()
    live.withLock { $0 = nil }
  }

  private func begin() throws -> ViewFile {
    guard !isRebuilding else { throw Fault(.inUse, "the views are being rebuilt already") }
    try ViewFile.remove(beside)
    let fresh = try ViewFile(making: beside, folds.views, digest)
    isRebuilding = true
    return fresh
  }

  private func take(_ fresh: ViewFile) async throws {
    do {
      try fresh.finish()
      try await swap()
    } catch {
      try ViewFile.remove(beside)
      throw error
    }
  }

  private nonisolated var beside: URL { file.appendingPathExtension("new") }

  private func open() async throws {
    let found = try ViewFile(opening: file, folds.views, digest)
    guard try await found.position() <= log.head().size else {
      throw Fault(.incomplete, "the views are ahead of the log")
    }
    live.withLock { $0 = found }
  }

  private nonisolated func current() throws -> ViewFile {
    guard let file = live.withLock({ $0 }) else { throw Fault(.storage, "the views are not open") }
    return file
  }
}

extension ViewRunner {
  /// Gives the new file its name while nobody reads the old one.
  ///
  /// A page that asked a moment too early reads the old one once more, which has no name by then.
  private func swap() async throws {
    guard let old = live.withLock({ $0 }) else { return try replace() }
    try await old.writer.barrierWriteWithoutTransaction { _ in try self.replace() }
  }

  private nonisolated func replace() throws {
    try ViewFile.remove(file)
    try FileManager.default.moveItem(at: beside, to: file)
    let fresh = try ViewFile(opening: file, folds.views, digest)
    live.withLock { $0 = fresh }
  }

  /// Folds one batch while the next is read and decoded.
  private func fold(into views: ViewFile, until end: Int64, _ progress: (Int64) -> Void) async throws {
    do {
      var batch = try await decoded(after: views.position(), until: end)
      while let last = batch.entries.last {
        async let next = decoded(after: last.position, until: end)
        try await views.fold(batch, folds)
        progress(last.position)
        if let failure = batch.failure { throw failure }
        batch = try await next
      }
      if let failure = batch.failure { throw failure }
      state.withLock { $0 = .ready }
    } catch let fault as Fault {
      state.withLock { $0 = .stopped(fault) }
      throw fault
    }
  }

  private nonisolated func decoded(after position: Int64, until end: Int64) async throws -> Batch {
    let entries = try await log.entries(after: position, limit: min(batch, Int(end - position)))
    return Batch(entries[...], folds, sealing)
  }
}
