import Domain
import Foundation
package import Kernel
package import Platform
package import Views

/// What is to be looked at again and when: the clocks of every vault, by the rules of the day, with what was decided.
package struct RetentionBook: Sendable {
  private let site: Site

  package init(_ site: Site) { self.site = site }

  /// A record about a person, and when it is to be looked at.
  package struct Line: Sendable {
    package let clocked: Clocked
    package let retained: Retained
    package let rule: RetentionRule
    /// The day that the rule says.
    package let review: PartialDate
    /// What then follows.
    package let act: RetentionRule.Act
    package let decision: RetentionList.Decision?

    package var vault: Vault { retained.vault }

    /// The day that counts: that of the rule, or a later one until which somebody decided to keep it.
    package var due: PartialDate { max(review, decision?.keptUntil ?? review) }
    package var isHeld: Bool { decision?.isHeld ?? false }

    package func isPast(on day: PartialDate) -> Bool { due <= day }
  }

  private struct Source {
    let retained: Retained
    let rule: RetentionRule
    let isChild: Bool
    /// Whether it is of those of which somebody settled a day.
    let isDated: Bool
    let months: Int
    let act: RetentionRule.Act
  }

  private var sources: [Source] {
    let settings = site.settings
    return site.options.retained.flatMap { retained in
      retained.rules.flatMap { rule in
        [(false, false), (true, false), (false, true), (true, true)].map { isChild, isDated in
          Source(
            retained: retained,
            rule: rule,
            isChild: isChild,
            isDated: isDated,
            months: settings[isChild ? rule.childMonths : rule.months],
            act: RetentionRule.Act(rawValue: settings[rule.act]) ?? .review
          )
        }
      }
    }
  }

  /// Those whose day has come by a day, the earliest clock of each rule first.
  ///
  /// - Parameters:
  ///   - limit: How many at most.
  ///   - isWanted: Which of them; the others do not count.
  package func due(
    by day: PartialDate,
    limit: Int,
    where isWanted: @escaping @Sendable (Line) -> Bool = { _ in true }
  ) async throws -> [Line] {
    var found: [Line] = []
    for source in sources {
      var last: Clocked?
      while found.count < limit {
        let batch = try await begun(source, by: day, after: last)
        guard let end = batch.last else { break }
        last = end
        let lines = try await decided(batch.map { line($0, source) })
        found += lines.filter { $0.isPast(on: day) && isWanted($0) }
      }
    }
    return Array(found.prefix(limit)).sorted { ($0.due, $0.clocked.subject) < ($1.due, $1.clocked.subject) }
  }

  private func begun(_ source: Source, by day: PartialDate, after last: Clocked?) async throws -> [Clocked] {
    // Some days later than counted back: months end on different days, and each line is counted forward again.
    let before = (source.isDated ? day : day.adding(months: -source.months)).adding(days: 4)
    return try await site.clocks(
      of: source.retained,
      source.rule,
      isChild: source.isChild,
      isDated: source.isDated,
      before: before,
      after: last,
      limit: 500
    )
  }

  /// Everything that has a clock of one person.
  package func lines(of subject: String) async throws -> [Line] {
    var found: [Line] = []
    for retained in site.options.retained {
      let clocks = try await site.clocks(of: retained, subject: subject)
      found += clocks.compactMap { clocked in
        sources.first {
          $0.retained.category == retained.category && $0.rule.kind == clocked.kind
            && $0.isChild == clocked.isChild && $0.isDated == (clocked.until != nil)
        }
        .map { line(clocked, $0) }
      }
    }
    return try await decided(found)
  }

  private func line(_ clocked: Clocked, _ source: Source) -> Line {
    Line(
      clocked: clocked,
      retained: source.retained,
      rule: source.rule,
      review: clocked.until ?? PartialDate(on: clocked.startedAt).adding(months: source.months),
      act: source.act,
      decision: nil
    )
  }

  private func decided(_ lines: [Line]) async throws -> [Line] {
    let subjects = lines.map(\.clocked.subject)
    let decisions = try await site.read(.directory) { try RetentionList.decisions(subjects, in: $0) }
    return lines.map {
      Line(
        clocked: $0.clocked,
        retained: $0.retained,
        rule: $0.rule,
        review: $0.review,
        act: $0.act,
        decision: decisions[$0.clocked.subject]
      )
    }
  }
}
