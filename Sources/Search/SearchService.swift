package import Foundation
package import GRDB
package import Kernel
package import Projection
import Synchronization

/// A search index that follows the views of a vault, and is made anew whenever it cannot be used.
///
/// It carries the position of the log that it has folded to inside every commit, so that it cannot drift from the
/// record unnoticed. While it is made anew nothing else waits for it: ``search(_:)`` answers nil, and pages are
/// answered from the views.
package actor SearchService: ViewFollower {
  package typealias Texts = @Sendable (SearchDocument.File) async -> String?

  package enum State: Equatable, Sendable {
    case ready
    /// For a reason, where it was there before.
    case rebuilding(String?)
    /// Could not be made; the next entry tries again.
    case failed(String)
  }

  package nonisolated let source: any SearchSource.Type
  private let log: any RecordLog
  private let folder: URL
  private let texts: Texts
  private nonisolated let live = Mutex<SearchIndex?>(nil)
  private nonisolated let condition = Mutex(State.rebuilding(nil))
  /// What follows one another: commits of the index, and making it.
  private var last: Task<Void, Never>?
  /// Why the index could not be made the last time; nil where it could.
  private var failure: String?
  /// Up to here nothing is left to fold in, whether or not it was committed.
  private var position: Int64 = 0

  /// - Parameter texts: The text of a file, where it has one.
  package init(_ source: any SearchSource.Type, log: any RecordLog, folder: URL, texts: @escaping Texts) {
    self.source = source
    self.log = log
    self.folder = folder
    self.texts = texts
  }

  package nonisolated var state: State { condition.withLock { $0 } }

  /// Opens the index; where it cannot be used it is made anew, of a long log in the background: ``settle()`` waits
  /// for that.
  package func open(_ views: ViewRunner) async {
    do {
      let index = try await blocking { [folder, source] in
        try Self.remove(Self.beside(folder))
        return try SearchIndex(opening: folder, source)
      }
      position = try await blocking { try index.position() }
      guard try await position <= log.head().size else {
        throw SearchFailure.damaged("the index is ahead of the log")
      }
      use(index)
    } catch {
      let making = next { await $0.make(views) }
      if await isShort { await making.value }
      return
    }
    await follow(views)
  }

  /// Whether the log is so short that its index is made in less time than anybody notices.
  private var isShort: Bool {
    get async {
      do {
        return try await log.head().size <= 5000
      } catch {
        return false
      }
    }
  }

  /// Folds in what is new; while the index is made anew, that is left to its making.
  package func follow(_ views: ViewRunner) async {
    switch state {
    case .ready: await next { await $0.fold(views) }.value
    case .rebuilding: break
    case .failed: next { await $0.make(views) }
    }
  }

  /// Makes the index anew beside the present one, and puts it in its place.
  package func rebuild(_ views: ViewRunner) async throws {
    await next { await $0.make(views) }.value
    if let failure { throw Fault(.storage, "the search index cannot be made: \(failure)") }
  }

  /// Waits until nothing is left to do.
  package func settle() async {
    while let task = last {
      await task.value
      if task == last { last = nil }
    }
  }

  /// Lets go of the index, once nothing is left to do; nothing is found after.
  package func close() async {
    await settle()
    live.withLock { $0 = nil }
  }

  /// Runs something after whatever runs now.
  @discardableResult
  private func next(_ work: @escaping @Sendable (isolated SearchService) async -> Void) -> Task<Void, Never> {
    let before = last
    let task = Task {
      await before?.value
      await work(self)
    }
    last = task
    return task
  }

  private func use(_ index: SearchIndex) {
    live.withLock { $0 = index }
    condition.withLock { $0 = .ready }
  }

  private func stop(_ state: State) {
    live.withLock { $0 = nil }
    condition.withLock { $0 = state }
  }

  // MARK: Asking

  /// Nil while the index cannot be asked.
  ///
  /// - Parameter fetch: What is wanted of the hits besides: it begins while the rest of the answer is put together.
  package nonisolated func search<Rows: Sendable>(
    _ query: SearchQuery,
    _ views: ViewRunner,
    fetch: @escaping @Sendable (_ ids: [String], _ db: Database) throws -> Rows
  ) async throws -> (answer: SearchAnswer, rows: Rows)? {
    try await asking(views) { index in
      try await index.search(query) { ids in try await views.read { try fetch(ids, $0) } }
    }
  }

  /// The documents most like one; none while the index cannot be asked.
  package nonisolated func similar(
    to id: String,
    _ scope: Condition,
    limit: Int,
    _ views: ViewRunner
  ) async throws -> [String] {
    try await asking(views) { index in
      try await Search.asking { try index.similar(to: id, scope, limit: limit) }
    } ?? []
  }

  private nonisolated func asking<Result: Sendable>(
    _ views: ViewRunner,
    _ question: @Sendable (SearchIndex) async throws -> Result
  ) async throws -> Result? {
    guard let index = live.withLock({ $0 }) else { return nil }
    do {
      return try await question(index)
    } catch SearchFailure.damaged(let why) {
      await replace(index, .damaged(why), views)
      return nil
    } catch is SearchFailure {
      // Too much was committed meanwhile, twice: this once the views answer.
      return nil
    }
  }

  /// Makes the index anew unless somebody else has begun to.
  private func replace(_ damaged: SearchIndex, _ failure: SearchFailure, _ views: ViewRunner) {
    guard live.withLock({ $0 === damaged }) else { return }
    stop(.rebuilding("\(failure)"))
    next { await $0.make(views) }
  }

  // MARK: Folding

  private func fold(_ views: ViewRunner) async {
    guard let index = live.withLock({ $0 }) else { return }
    do {
      while let step = try await step(after: position, views) {
        if !step.changes.isEmpty {
          try await blocking { try index.write(step.changes, position: step.position) }
        }
        position = step.position
      }
    } catch let failure as SearchFailure {
      replace(index, failure, views)
    } catch {
      // The log or the views cannot be read: whoever asks them is told so, and this goes on with the next entry.
    }
  }

  private func make(_ views: ViewRunner) async {
    failure = nil
    condition.withLock { if case .failed = $0 { $0 = .rebuilding(nil) } }
    do {
      let fresh = try await blocking { [folder] in try FreshIndex(Self.beside(folder)) }
      var reached: Int64 = 0
      while let step = try await step(after: reached, views) {
        try await blocking { [source] in try fresh.write(step.changes, source) }
        reached = step.position
      }
      try await blocking { [source, reached] in
        try fresh.finish(IndexMarks(position: reached, of: source))
      }
      // Nobody opens a reader by the name while it changes hands.
      stop(.rebuilding(nil))
      let index = try await blocking { [folder, source] in
        try Self.remove(folder)
        try Self.remove(SearchIndex.unfinished(folder))
        try FileManager.default.moveItem(at: Self.beside(folder), to: folder)
        return try SearchIndex(opening: folder, source)
      }
      position = reached
      use(index)
      await fold(views)
    } catch {
      // What answers goes on answering: it was only to be made anew.
      if state != .ready { stop(.failed("\(error)")) }
      failure = "\(error)"
    }
  }

  private struct Step: Sendable {
    let changes: [IndexChange]
    let position: Int64
  }

  /// The next entries of the log, as what becomes of the documents they touch; nil where there are none.
  ///
  /// The documents are as the views have them, which may be later than the entries, and never earlier.
  private func step(after position: Int64, _ views: ViewRunner) async throws -> Step? {
    let entries = try await log.entries(after: position, limit: 500)
    guard let last = entries.last else { return nil }
    var seen: Set<String> = []
    let ids = entries.flatMap { source.touched(by: $0) }.filter { seen.insert($0).inserted }
    let (folded, documents) = try await views.read { [source] db in
      (try ViewRunner.position(in: db), try ids.map { try source.document($0, in: db) })
    }
    let reached = min(last.position, folded)
    guard reached > position else { return nil }
    var changes: [IndexChange] = []
    for (id, document) in zip(ids, documents) {
      guard let document else {
        changes.append(IndexChange(id: id, document: nil))
        continue
      }
      var files: [String] = []
      var bytes = 0
      for file in document.files where bytes < Self.mostBytes {
        guard let text = await texts(file) else { continue }
        files.append(text)
        bytes += text.utf8.count
      }
      changes.append(IndexChange(id: id, document: (document, files)))
    }
    return Step(changes: changes, position: reached)
  }

  /// What is searched of the files of one record: bytes of text, before the last that is taken.
  private static let mostBytes = 8_000_000

  private nonisolated static func beside(_ folder: URL) -> URL { folder.appendingPathExtension("new") }

  private nonisolated static func remove(_ folder: URL) throws {
    if FileManager.default.fileExists(atPath: folder.path) { try FileManager.default.removeItem(at: folder) }
  }
}

/// An index being made: nothing makes it durable before it is finished.
private final class FreshIndex: Sendable {
  private let writer: Mutex<IndexWriter>

  init(_ folder: URL) throws {
    try FileManager.default.createDirectory(
      at: folder.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    writer = Mutex(try IndexWriter(folder, isNew: true))
  }

  func write(_ changes: [IndexChange], _ source: any SearchSource.Type) throws {
    try writer.withLock { try $0.write(changes, source) }
  }

  func finish(_ marks: IndexMarks) throws {
    try writer.withLock { writer in
      try writer.commit(marks)
      writer.close()
    }
  }
}
