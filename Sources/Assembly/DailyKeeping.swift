import Foundation
import JournalSQLite
import Kernel
import Logging
package import Platform

/// What was done of what modules do by themselves, and why nothing was where something stood against it.
package struct UpkeepReport: Codable, Equatable, Sendable {
  package struct Line: Codable, Equatable, Sendable {
    package let task: String
    package let done: Int
    package let words: String
    package let isFailed: Bool

    package var asSaid: String { "\(task): \(words)" }
  }

  package internal(set) var tasks: [Line] = []
  package internal(set) var refused: String?

  package var isWhole: Bool { refused == nil && !tasks.contains(where: \.isFailed) }
  package var words: String { refused ?? tasks.map(\.asSaid).joined(separator: "\n") }

  /// Tells the server's log what was done and what was not; of what had nothing to do, nothing.
  func tell(_ logger: Logger) {
    if let refused { logger.error("\(refused)") }
    for line in tasks where line.isFailed { logger.error("\(line.asSaid)") }
    for line in tasks where !line.isFailed && line.done > 0 { logger.notice("\(line.asSaid)") }
  }
}

extension Installation {
  /// Days: a clock that jumps further beyond the last entry is not believed.
  private static let longestSilence = 45

  /// Does what is due of what modules do by themselves, each whatever becomes of the others.
  ///
  /// - Parameter trusting: Believes the clock, however far it has gone on since the last entry.
  package func keepUp(
    trusting: Bool = false,
    _ tasks: [DailyTask] = Registry.daily
  ) async throws -> UpkeepReport {
    var report = UpkeepReport()
    report.refused = try await clockFault(trusting: trusting)
    guard report.refused == nil else { return report }
    for task in tasks {
      do {
        let outcome = try await task.work(site)
        report.tasks.append(
          .init(task: task.name, done: outcome.done, words: outcome.words, isFailed: false)
        )
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        let words = "failed, and is tried again: \(Fault.reason(of: error))"
        report.tasks.append(.init(task: task.name, done: 0, words: words, isFailed: true))
      }
    }
    return report
  }

  /// Why the clock is not believed; nil where it is.
  ///
  /// A clock that goes back would judge by a day that is over; one that jumps ahead would erase for ever.
  private func clockFault(trusting: Bool) async throws -> String? {
    let log = try vault(.directory).journal
    let size = try await log.record.head().size
    let seen = try await log.access.head().size
    let last = [
      try await log.record.entries(after: size - 1, limit: 1).first,
      try await log.access.entries(after: seen - 1, limit: 1).first,
    ]
    .compactMap { $0?.occasion.at }.max()
    guard let last else { return nil }
    if site.now() < last.addingTimeInterval(-300) {
      return "Nothing was done: the clock stands before the last entry of the log. Set it right."
    }
    let silence = site.now().timeIntervalSince(last) / 86_400
    if !trusting, silence > Double(Self.longestSilence) {
      return "Nothing was done: the clock stands \(Int(silence)) days after the last entry of the log. "
        + "If it is right, run: touchstone upkeep --run"
    }
    return nil
  }
}
