package import Foundation
package import GRDB
package import Kernel
import Synchronization

/// Keeps a vault's views up with its log. It owns the only connection that writes to them.
package actor ViewRunner {
  package enum Readiness: Equatable, Sendable {
    case ready
    /// An entry could not be folded: nothing after it is, and nothing is skipped.
    case stopped(Fault)
  }

  package nonisolated let vault: Vault
  private let log: any RecordLog
  private let sealing: Sealing
  private let file: URL
  private let folds: FoldSet
  private nonisolated let live: Mutex<ViewFile?>
  private nonisolated let state = Mutex(Readiness.ready)

  static let batch = 500

  /// Opens the views, and builds them where they are missing, torn or of another version.
  package init(
    vault: Vault,
    views: [any View.Type],
    log: any RecordLog,
    sealing: Sealing,
    file: URL,
    progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
  ) async throws {
    self.vault = vault
    self.log = log
    self.sealing = sealing
    self.file = file
    folds = FoldSet(views)
    live = Mutex(nil)
    do {
      let opened = try ViewFile(file, views)
      live.withLock { $0 = opened }
    } catch {
      // Whatever is wrong with it, the log can make it anew.
      try await rebuild(progress: progress)
    }
    try await catchUp()
  }

  package nonisolated var readiness: Readiness { state.withLock { $0 } }

  /// Folds whatever is new.
  package func catchUp() async throws {
    let views = try current()
    try await fold(into: views, until: nil) { _ in }
  }

  /// Answers a page's question; such readers never write.
  package nonisolated func read<T: Sendable>(
    _ query: @escaping @Sendable (Database) throws -> T
  ) async throws -> T {
    try await current().pool.read(query)
  }

  package var position: Int64 {
    get throws { try current().pool.read { try ViewFile.position(in: $0) } }
  }

  /// Folds everything anew beside the live file, then takes its place; pages go on reading meanwhile.
  package func rebuild(
    progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
  ) async throws {
    let beside = file.appendingPathExtension("new")
    try ViewFile.remove(beside)
    let total = try await log.head().size
    progress(0, total)
    do {
      let fresh = try ViewFile(beside, folds.views, forRebuild: true)
      try await fold(into: fresh, until: total) { progress(min($0, total), total) }
      try fresh.compact()
      try fresh.pool.close()
    }
    try swap(beside)
    progress(total, total)
    try await catchUp()
  }

  /// Leaves nothing of what was erased in the file.
  package func compact() throws { try current().compact() }

  private func swap(_ beside: URL) throws {
    // A page may still be reading the old file: it is unlinked, and closed when the last one is done.
    try ViewFile.remove(file)
    try FileManager.default.moveItem(at: beside, to: file)
    try ViewFile.remove(beside)
    let fresh = try ViewFile(file, folds.views)
    live.withLock { $0 = fresh }
  }

  private nonisolated func current() throws -> ViewFile {
    guard let file = live.withLock({ $0 }) else { throw Fault(.storage, "the views are not open") }
    return file
  }

  private func fold(
    into views: ViewFile,
    until end: Int64?,
    _ progress: (Int64) -> Void
  ) async throws {
    do {
      var position = try await views.pool.read { try ViewFile.position(in: $0) }
      var size = Self.batch
      while true {
        let entries = try await log.entries(after: position, limit: size)
        guard let last = entries.last else { break }
        let coder = EventCoder(sealing)
        let events = try entries.map { try folds.decode($0, coder) }
        try views.fold(entries, events, folds)
        position = last.position
        progress(position)
        if let end, position >= end { break }
        size = 5000
      }
      state.withLock { $0 = .ready }
    } catch let fault as Fault {
      state.withLock { $0 = .stopped(fault) }
      throw fault
    }
  }
}
