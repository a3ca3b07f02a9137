import Dispatch
import GRDB
import Kernel
import Synchronization

/// Commits appends that wait at the same time together: a disk gives a few thousand flushes a second,
/// whatever the program, and they share one.
///
/// Each append still succeeds or fails by itself, and none is acknowledged before the flush. Appends
/// to both logs stand in one line, so that a line in the access log never waits for a second flush.
final class Committer: Sendable {
  private struct Waiting {
    let log: LogName
    let appends: [Append]
    let occasion: Occasion
    let answer: CheckedContinuation<Appended, any Error>
  }

  private struct Line {
    var waiting: [Waiting] = []
    /// Whether the writer is at work, and will look here again before it stops.
    var isServed = false
    /// How many must wait before the writer, which paused, goes on at once.
    var awaited: Int?
  }

  private let pool: DatabasePool
  private let line = Mutex(Line())
  private let arrival = DispatchSemaphore(value: 0)
  private static let most = 512

  init(_ pool: DatabasePool) { self.pool = pool }

  func append(_ appends: [Append], to log: LogName, _ occasion: Occasion) async throws -> Appended {
    try await withCheckedThrowingContinuation { answer in
      let (begins, wakes) = line.withLock { line in
        line.waiting.append(Waiting(log: log, appends: appends, occasion: occasion, answer: answer))
        defer { line.isServed = true }
        guard let awaited = line.awaited, line.waiting.count >= awaited else {
          return (!line.isServed, false)
        }
        line.awaited = nil
        return (false, true)
      }
      if begins { pool.asyncWriteWithoutTransaction { self.serve($0) } }
      if wakes { arrival.signal() }
    }
  }

  /// Commits what waits until nothing does; runs on the writer's own queue.
  private func serve(_ db: Database) {
    while let group = next() {
      let start = DispatchTime.now()
      let results = commit(group, db)
      for (waiting, result) in zip(group, results) { waiting.answer.resume(with: result) }
      pause(for: group.count, upTo: (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 2)
    }
  }

  private func next() -> [Waiting]? {
    line.withLock { line in
      guard !line.waiting.isEmpty else {
        line.isServed = false
        return nil
      }
      let group = Array(line.waiting.prefix(Self.most))
      line.waiting.removeFirst(group.count)
      return group
    }
  }

  /// Lets the writers just answered come back, for no longer than half of what a commit took.
  ///
  /// Otherwise the first of them would get a flush for itself, and all the others would wait for it.
  private func pause(for count: Int, upTo nanoseconds: UInt64) {
    let waits = line.withLock { line in
      guard count > 1, line.waiting.count < count else { return false }
      line.awaited = count
      return true
    }
    guard waits else { return }
    let limit = DispatchTime.now() + .nanoseconds(Int(min(nanoseconds, 2_000_000)))
    guard arrival.wait(timeout: limit) == .timedOut else { return }
    let wasSignalled = line.withLock { line in
      defer { line.awaited = nil }
      return line.awaited == nil
    }
    // It was signalled after the time ran out: that signal is ours to take.
    if wasSignalled { arrival.wait() }
  }

  private func commit(_ group: [Waiting], _ db: Database) -> [Result<Appended, any Error>] {
    do {
      try Prepared("BEGIN IMMEDIATE", in: db).run()
      let results = try append(group, db)
      try Prepared("COMMIT", in: db).run()
      return results
    } catch {
      let fault = rolledBack(after: (error as? DatabaseError).map(Fault.init) ?? error, db)
      return group.map { _ in .failure(fault) }
    }
  }

  private func append(_ group: [Waiting], _ db: Database) throws -> [Result<Appended, any Error>] {
    var transactions: [LogName: LogTransaction] = [:]
    let results: [Result<Appended, any Error>] = try group.map { waiting in
      // Taken out, so that it is changed where it is and not in a copy.
      var transaction =
        try transactions.removeValue(forKey: waiting.log) ?? LogTransaction(waiting.log, in: db)
      defer { transactions[waiting.log] = transaction }
      do {
        return .success(try transaction.append(waiting.appends, waiting.occasion))
      } catch let conflict as VersionConflict {
        return .failure(conflict)
      } catch let conflict as ClaimConflict {
        return .failure(conflict)
      }
    }
    for transaction in transactions.values { try transaction.finish() }
    return results
  }

  /// Ends a transaction that failed, where SQLite has not ended it by itself.
  private func rolledBack(after error: any Error, _ db: Database) -> any Error {
    guard db.isInsideTransaction else { return error }
    do {
      try Prepared("ROLLBACK", in: db).run()
      return error
    } catch let second {
      return Fault(.storage, "\(error); and then it could not be taken back: \(second)")
    }
  }
}
