import Domain
import Foundation
import JournalSQLite
import Kernel
import Logging
import Platform
import ServiceLifecycle
import Web

/// What the rules did, and what waits for somebody.
package struct RetentionReport: Codable, Equatable, Sendable {
  /// The erasures that were carried out.
  package internal(set) var erased: [String] = []
  /// How many people's records wait for somebody to look at them.
  package internal(set) var waiting = 0
  /// Whether more is to be erased than one run erases.
  package internal(set) var isMore = false
  /// Why nothing was erased, where something stood against it.
  package internal(set) var refused: String?

  package var words: String {
    if let refused { return refused }
    let erased = erased.count == 1 ? "1 person was erased" : "\(erased.count) people were erased"
    let more = isMore ? " More are due: run it again." : ""
    return "\(erased). \(waiting) waiting for review.\(more)"
  }
}

extension Installation {
  /// How many are erased in one run.
  package static let mostErasedAtOnce = 100
  /// Days: a clock that jumps further beyond the last entry is not believed.
  private static let longestSilence = 45

  /// Does what the rules say with what has passed its day: erases, or lets it wait for somebody.
  ///
  /// What somebody decided to keep, or holds, is passed over; so is a person of whom another record in the same vault
  /// is not due for erasure.
  ///
  /// - Parameter trusting: Believes the clock, however far it has gone on since the last entry.
  package func keepRetention(trusting: Bool = false) async throws -> RetentionReport {
    var report = RetentionReport()
    report.refused = try await clockFault(trusting: trusting)
    guard report.refused == nil else { return report }
    let today = site.today
    let book = RetentionBook(site)
    let limit = Self.mostErasedAtOnce
    let due = try await book.due(by: today, limit: limit + 1) { $0.act == .erase && !$0.isHeld }
    report.isMore = due.count > limit
    var done: Set<String> = []
    for line in due.prefix(limit) where done.insert("\(line.vault.rawValue) \(line.clocked.subject)").inserted
    {
      let others = try await book.lines(of: line.clocked.subject).filter { $0.vault == line.vault }
      guard others.allSatisfy({ $0.act == .erase && $0.isPast(on: today) && !$0.isHeld }) else { continue }
      let ground = "Retention: \(line.rule.kind), due on \(line.due.iso)"
      report.erased.append(try await erase(line.clocked.subject, ground: ground, in: line.vault).erasure)
    }
    report.waiting = try await book.due(by: today, limit: 1000) { $0.act == .review && !$0.isHeld }.count
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
        + "If it is right, run: touchstone retention --run"
    }
    return nil
  }
}

/// Does what the rules say at the start and every so many hours.
struct RetentionKeeper: Service {
  private let installation: Installation
  private let logger: Logger

  init(_ installation: Installation, _ logger: Logger) {
    self.installation = installation
    self.logger = logger
  }

  func run() async throws {
    await keep()
    for await _ in AsyncTimerSequence.every(.seconds(3600)).cancelOnGracefulShutdown() { await keep() }
  }

  private func keep() async {
    do {
      let report = try await installation.keepRetention()
      if let refused = report.refused { return logger.error("\(refused)") }
      guard !report.erased.isEmpty else { return }
      logger.notice("the rules of retention erased", metadata: ["people": "\(report.erased.count)"])
    } catch {
      // What one run cannot do, the next tries again.
      logger.error("the rules of retention were not carried out", metadata: ["reason": "\(type(of: error))"])
    }
  }
}
