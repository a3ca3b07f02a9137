import Kernel
package import Platform

/// Erases what has passed its day by the rules, and lets the rest wait for somebody.
///
/// What somebody decided to keep, or holds, is passed over; so is a person of whom another record in the same vault
/// is not due for erasure.
package enum RetentionKeeping {
  /// How many are erased in one run.
  package static let mostErasedAtOnce = 100

  package static let task = DailyTask("Rules of retention") { site in
    let book = RetentionBook(site)
    let due = try await book.due(by: site.today, limit: mostErasedAtOnce + 1) {
      $0.act == .erase && !$0.isHeld
    }
    let erased = try await erase(Array(due.prefix(mostErasedAtOnce)), of: book, site)
    let waiting = try await book.due(by: site.today, limit: 1000) { $0.act == .review && !$0.isHeld }.count
    let people = erased == 1 ? "1 person was erased" : "\(erased) people were erased"
    let more = due.count > mostErasedAtOnce ? " More are due: they come next." : ""
    return .init(erased, "\(people). \(waiting) waiting for review.\(more)")
  }

  private static func erase(
    _ lines: [RetentionBook.Line],
    of book: RetentionBook,
    _ site: Site
  ) async throws -> Int {
    let today = site.today
    var done: Set<String> = []
    var erased = 0
    for line in lines where done.insert("\(line.vault.rawValue) \(line.clocked.subject)").inserted {
      let others = try await book.lines(of: line.clocked.subject).filter { $0.vault == line.vault }
      guard others.allSatisfy({ $0.act == .erase && $0.isPast(on: today) && !$0.isHeld }) else { continue }
      let ground = "Retention: \(line.rule.kind), due on \(line.due.iso)"
      try await site.erasing.erase(line.clocked.subject, ground, line.vault, site.newID())
      erased += 1
    }
    return erased
  }
}
