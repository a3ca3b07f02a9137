import Kernel
package import Platform

/// Erases what has passed its day by the rules, and lets the rest wait for somebody.
///
/// What somebody decided to keep, or holds, is passed over; so is a person of whom another record in the same vault
/// is not due for erasure. Whoever is passed over keeps nobody else from their turn.
package enum RetentionKeeping {
  package static let task = DailyTask("Rules of retention") { try await run($0) }

  /// - Parameter most: How many are erased in one run.
  package static func run(_ site: Site, most: Int = 100) async throws -> DailyTask.Outcome {
    let book = RetentionBook(site)
    let today = site.today
    var looked: Set<String> = []
    var erased = 0
    func due(_ limit: Int) async throws -> [RetentionBook.Line] {
      let seen = looked
      return try await book.due(by: today, limit: limit) {
        $0.act == .erase && !$0.isHeld && !seen.contains(key($0))
      }
    }
    while erased < most {
      let lines = try await due(most - erased)
      if lines.isEmpty { break }
      for line in lines where looked.insert(key(line)).inserted {
        if try await erase(line, of: book, site) { erased += 1 }
      }
    }
    let waiting = try await book.due(by: today, limit: 1000) { $0.act == .review && !$0.isHeld }.count
    let people = erased == 1 ? "1 person was erased" : "\(erased) people were erased"
    let left = erased == most ? try await due(1) : []
    let more = left.isEmpty ? "" : " More are due: they come next."
    return .init(erased, "\(people). \(waiting) waiting for review.\(more)")
  }

  /// One person in one vault.
  private static func key(_ line: RetentionBook.Line) -> String {
    "\(line.vault.rawValue) \(line.clocked.subject)"
  }

  /// Erases a person, where nothing else of them in the vault has to stay.
  private static func erase(
    _ line: RetentionBook.Line,
    of book: RetentionBook,
    _ site: Site
  ) async throws -> Bool {
    let today = site.today
    let others = try await book.lines(of: line.clocked.subject).filter { $0.vault == line.vault }
    guard others.allSatisfy({ $0.act == .erase && $0.isPast(on: today) && !$0.isHeld }) else { return false }
    let ground = "Retention: \(line.rule.kind), due on \(line.due.iso)"
    try await site.erasing.erase(line.clocked.subject, ground, line.vault, site.newID())
    return true
  }
}
