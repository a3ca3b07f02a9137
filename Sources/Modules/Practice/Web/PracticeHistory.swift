import Domain
import Foundation
import Kernel
import Platform
import Views

/// What was done to a practice, as somebody may read it: each act by the rules that the record had then.
///
/// Of what was done while they could not have read the record (a draft, in review, under embargo or under a
/// marking above theirs) they learn that it was done and when, and that one person did what another did not:
/// no reason, no field, no text and no name.
struct PracticeHistory: Sendable {
  struct Line: Sendable {
    let act: PracticeRecord.Act
    /// A name, or a number in its place.
    let who: String
    /// Empty where none was given, or the reader could not have read it.
    let reason: String
    /// What a change changed, by label.
    let changed: [String]
    /// Nil where nothing was described otherwise, or the reader may not read it.
    let change: PracticeChange?
  }

  /// The earliest first.
  let lines: [Line]

  /// - Parameters:
  ///   - acts: All of the record's, the earliest first.
  ///   - names: By account.
  init(
    _ acts: [PracticeRecord.Act],
    of record: PracticeRecord.Row,
    _ names: [String: String],
    for viewer: Viewer
  ) {
    var then = Then(record, before: acts)
    let numbers = Self.numbers(acts)
    lines = acts.map { act in
      let isOpen = then.isOpen(while: act, to: viewer)
      let who = isOpen && viewer.account != nil ? names.name(of: act.by) : numbers[act.by]
      return Line(
        act: act,
        who: act.by == Occasion.system ? "Touchstone" : who ?? "",
        reason: isOpen ? act.reason : "",
        changed: isOpen ? Self.changed(act) : [],
        change: isOpen && !record.life.isOver ? act.change.map { PracticeChange($0) } : nil
      )
    }
  }

  private static func changed(_ act: PracticeRecord.Act) -> [String] {
    guard let change = act.change else { return [] }
    var labels = PracticeForm.form.differences(change.before, change.after).map { $0.label.lowercased() }
    if change.before.attachments != change.after.attachments { labels.append("attachments") }
    if act.changedContacts { labels.append("contacts") }
    return labels
  }

  /// What is read in the place of names: that those who review are others than those who deposited can be
  /// checked, and nobody is named.
  private static func numbers(_ acts: [PracticeRecord.Act]) -> [String: String] {
    var numbers: [String: String] = [:]
    for act in acts where numbers[act.by] == nil && act.by != Occasion.system {
      numbers[act.by] = "Member of staff \(numbers.count + 1)"
    }
    return numbers
  }
}

/// What the rules asked about a record at one moment of its history.
private struct Then {
  private let id: PracticePolicy.Facts
  private var life = Practice.Life.absent
  private var embargo: PartialDate?
  private var details: Practice.Details

  /// Before anything was done: only its first description is known.
  init(_ record: PracticeRecord.Row, before acts: [PracticeRecord.Act]) {
    id = PracticePolicy.Facts(life: .absent, depositor: record.depositor, organisation: record.organisation)
    details = acts.lazy.compactMap(\.change).first?.before ?? record.details
  }

  /// Lets the act be done; tells whether the viewer could have read of it, and both texts where one became another.
  mutating func isOpen(while act: PracticeRecord.Act, to viewer: Viewer) -> Bool {
    let day = PartialDate(on: act.at)
    let before = details
    (life, embargo) = follow(act, on: day)
    details = act.change?.after ?? details
    return [before, details].allSatisfy { details in
      var facts = id
      facts.life = life
      facts.isEmbargoed = life == .published && Practice.isEmbargoed(until: embargo, on: day)
      facts.marking = details.marking
      facts.area = details.areaCode
      return PracticePolicy.policy.allows(.readHistory, viewer, facts)
    }
  }

  private func follow(_ act: PracticeRecord.Act, on day: PartialDate) -> (Practice.Life, PartialDate?) {
    switch act.act {
    case "deposited", "returned": (.draft, embargo)
    case "compiled": (.compiled, nil)
    case "submitted": (.inReview, embargo)
    case "confirmed": (.published, embargo)
    case "published": (.published, act.embargo)
    case "embargo-changed": (life, act.embargo)
    case "withdrawn", "discarded": (life.afterWithdrawal(under: embargo, on: day), embargo)
    case "import-undone": (.withdrawn, embargo)
    default: (life, embargo)
    }
  }
}
