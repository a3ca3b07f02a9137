import GRDB
import Kernel
import Synchronization

/// Commits appends that wait at the same time together: a disk gives a few thousand flushes a second,
/// whatever the program, and they share one.
///
/// Each append still succeeds or fails by itself, and none is acknowledged before the flush. Appends
/// to both logs stand in one line, so that a line in the access log never waits for a second flush.
///
/// There is no writer's thread: whoever finds nobody committing leads, and commits for all who wait.
/// Its own thread waits for the disk, at most one for each journal; handing the work to another
/// thread and back took half as long as the flush itself.
final class Committer: Sendable {
  /// What is asked for.
  private struct Request {
    let log: LogName
    let appends: [Append]
    let occasion: Occasion
  }

  private struct Waiting {
    let request: Request
    let answer: CheckedContinuation<Answer, Never>
  }

  private enum Answer {
    /// Nobody is committing: the asker commits its own request, and those of all who wait.
    case leads
    case done(Result<Appended, any Error>)
  }

  private struct Line {
    var waiting: [Waiting] = []
    var isLed = false
    /// How many the last commit was for.
    var last = 1

    mutating func takesLead() -> Bool {
      defer { isLed = true }
      return !isLed
    }
  }

  private let pool: DatabasePool
  private let line = Mutex(Line())

  init(_ pool: DatabasePool) { self.pool = pool }

  func append(_ appends: [Append], to log: LogName, _ occasion: Occasion) async throws -> Appended {
    let request = Request(log: log, appends: appends, occasion: occasion)
    switch await join(request) {
    case .leads: return try await lead(request).get()
    case .done(let result): return try result.get()
    }
  }

  private func join(_ request: Request) async -> Answer {
    if line.withLock({ $0.takesLead() }) { return .leads }
    return await withCheckedContinuation { answer in
      let leads = line.withLock { line in
        if line.takesLead() { return true }
        line.waiting.append(Waiting(request: request, answer: answer))
        return false
      }
      if leads { answer.resume(returning: .leads) }
    }
  }

  private func lead(_ request: Request) async -> Result<Appended, any Error> {
    // Those just answered come back first; else the first of them would get a flush for itself.
    if line.withLock({ $0.last > 1 }) { await Task.yield() }
    let others = line.withLock { line in
      defer { line.waiting = [] }
      line.last = line.waiting.count + 1
      return line.waiting
    }
    let results = commit([request] + others.map(\.request))
    let heir = line.withLock { line in
      line.isLed = !line.waiting.isEmpty
      return line.waiting.isEmpty ? nil : line.waiting.removeFirst()
    }
    for (waiting, result) in zip(others, results.dropFirst()) {
      waiting.answer.resume(returning: .done(result))
    }
    heir?.answer.resume(returning: .leads)
    return results[0]
  }

  private func commit(_ group: [Request]) -> [Result<Appended, any Error>] {
    pool.writeWithoutTransaction { commit(group, $0) }
  }

  private func commit(_ group: [Request], _ db: Database) -> [Result<Appended, any Error>] {
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

  private func append(_ group: [Request], _ db: Database) throws -> [Result<Appended, any Error>] {
    var transactions: [LogName: LogTransaction] = [:]
    let results: [Result<Appended, any Error>] = try group.map { request in
      // Taken out, so that it is changed where it is and not in a copy.
      var transaction =
        try transactions.removeValue(forKey: request.log) ?? LogTransaction(request.log, in: db)
      defer { transactions[request.log] = transaction }
      do {
        return .success(try transaction.append(request.appends, request.occasion))
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
