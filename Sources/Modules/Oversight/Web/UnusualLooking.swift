import Domain
import Foundation
import Kernel
import Platform
import Views

/// Looking that a rule lists for a person to review.
///
/// Each rule stands by itself and says what it lists: nothing is added up, and nobody has a score.
struct UnusualLooking {
  /// One look at one sealed record.
  struct Look: Equatable, Sendable {
    let at: Date
    let by: String
    let record: Reference
    let area: String?
  }

  /// One person's looks on one day that one rule lists.
  struct Finding: Equatable, Sendable {
    /// A code of ``UnusualLook/ruleList``.
    let rule: String
    let account: String
    let day: PartialDate
    let looks: [Look]
    var review: UnusualLookList.Review?

    var records: Set<Reference> { Set(looks.map(\.record)) }
    var areas: Set<String> { Set(looks.compactMap(\.area)) }
    var listed: UnusualLook.Listed { .init(rule: rule, account: account, day: day, looks: looks.count) }
    /// Whether somebody has seen all of it.
    var isReviewed: Bool { review.map { $0.looks >= looks.count } ?? false }

    /// The same whoever lists it.
    var id: String { Secret.digest("\(rule)\n\(account)\n\(day.iso)").prefix(16).hex }
  }

  let rules: OversightRules
  /// The roles of each person who looked.
  let holdings: [String: [Holding]]
  /// The names of people who looked, by account.
  let names: [String: String]
  /// The surnames of whom records are about: compared here, and kept nowhere.
  let surnames: [Reference: String]

  /// What the rules list, the latest day first.
  func findings(_ looks: [Look]) -> [Finding] {
    let days = Dictionary(grouping: looks) { [$0.by, PartialDate(on: Self.inLondon($0.at)).iso] }
    return days.flatMap { _, looks in findings(ofOneDay: looks.sorted { $0.at < $1.at }) }
      .sorted { ($1.day, $0.account, $0.rule) < ($0.day, $1.account, $1.rule) }
  }

  private func findings(ofOneDay looks: [Look]) -> [Finding] {
    guard let first = looks.first else { return [] }
    let day = PartialDate(on: Self.inLondon(first.at))
    let isMany = Set(looks.map(\.record)).count > rules.recordsInADay
    let listed = [
      ("volume", isMany ? looks : []), ("hours", looks.filter { isOutsideHours($0, on: day) }),
      ("surname", looks.filter(isOfOneName)), ("area", looks.filter { isElsewhere($0, on: day) }),
    ]
    return listed.filter { !$0.1.isEmpty }.map {
      Finding(rule: $0.0, account: first.by, day: day, looks: $0.1)
    }
  }

  private func isOutsideHours(_ look: Look, on day: PartialDate) -> Bool {
    guard rules.workingDays.isWorkingDay(day) else { return true }
    let seconds = Self.inLondon(look.at).timeIntervalSince(day.moment)
    return !rules.hours.contains(Int(seconds / 3600))
  }

  private func isOfOneName(_ look: Look) -> Bool {
    guard let name = names[look.by]?.split(separator: " ").last, let surname = surnames[look.record] else {
      return false
    }
    return Self.folded(String(name)) == Self.folded(surname)
  }

  private func isElsewhere(_ look: Look, on day: PartialDate) -> Bool {
    guard let area = look.area else { return false }
    return !(holdings[look.by] ?? []).contains {
      $0.role != .administrator && $0.isHeld(on: day) && $0.scope.covers(organisation: nil, area: area)
    }
  }

  private static func folded(_ name: String) -> String {
    name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .trimmingCharacters(in: .whitespaces)
  }

  /// The moment that shows in Coordinated Universal Time what clocks in London showed.
  private static func inLondon(_ moment: Date) -> Date {
    let seconds = TimeZone(identifier: "Europe/London")?.secondsFromGMT(for: moment) ?? 0
    return moment.addingTimeInterval(TimeInterval(seconds))
  }
}
