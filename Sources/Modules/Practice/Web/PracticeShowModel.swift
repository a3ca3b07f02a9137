import Domain
import Foundation
import Kernel
import Platform
import Views

/// What the page of a practice shows to one viewer.
struct PracticeShowModel {
  let model: Model

  init(
    _ record: PracticeRecord.Row,
    _ history: PracticeHistory,
    _ reviewers: [String: String],
    _ successor: PracticePages.Successor?,
    _ today: PartialDate,
    _ texts: TextExtractor,
    _ context: SiteContext
  ) throws {
    let viewer = context.viewer
    let facts = PracticePolicy.Facts(record, on: today)
    let policy = PracticePolicy.policy
    let mayRevise = record.life != .inReview && policy.allows(.revise, viewer, facts)
    let steps = PracticeSteps(record, viewer, on: today).steps
    let isWithdrawn = record.life.isOver
    let reviews = record.reviews(for: viewer, on: today)
    let acts = history.lines.map(\.act)
    let files = isWithdrawn ? [] : Self.attachments(record, texts)
    // What nobody else can open yet is not cited.
    let isListed = record.isInLibrary(on: today)
    let citation = PracticeCitation(record, acts, context.origin)
    model = [
      "title": record.details.title,
      "caption": Self.caption(record.details),
      "tags": Self.tags(record, today),
      "due": Self.due(record, today) ?? false,
      "embargo": record.embargo.flatMap { record.isEmbargoed(on: today) ? $0.words : nil } ?? false,
      "successor": successor?.model ?? false,
      "citation": isListed ? citation.text : false,
      "citeAddress": "/practices/\(record.id)/cite",
      "linkedData": isListed ? try citation.linkedData : false,
      "notice": record.life == .compiled ? PracticeWording.compiledNotice : false,
      "tombstone": isWithdrawn ? Self.tombstone(acts) : false,
      "sections": isWithdrawn
        ? [Model]()
        : Self.sections(
          record,
          seesContacts: policy.allows(.readContacts, viewer, facts),
          mayRevise,
          advises: Self.advises(record, viewer, facts)
        ),
      "hasAttachments": !files.isEmpty, "attachments": files,
      "hasReviews": !reviews.isEmpty, "reviews": reviews.map { PracticeReviewModel.model($0, reviewers) },
      "stand": Self.stand(record, acts),
      "hasSteps": !steps.isEmpty,
      "steps": steps.map { step -> Model in
        [
          "label": step.label, "address": step.address, "isPost": step.isPost, "style": step.style,
          "hint": step.hint ?? false,
        ]
      },
      "waiting": Self.waiting(record, viewer) ?? false,
    ].merging(Self.history(history.lines.reversed().map { Self.line($0, record) })) { $1 }
  }

  /// How many of the latest lines of a history stand open.
  private static let latest = 10

  /// - Parameter lines: The latest first.
  private static func history(_ lines: [Model]) -> Model {
    let earlier = Array(lines.dropFirst(latest))
    return [
      "history": Array(lines.prefix(latest)), "hasEarlier": !earlier.isEmpty, "earlier": earlier,
      "earlierCount": earlier.count,
    ]
  }

  private static func stand(_ record: PracticeRecord.Row, _ acts: [PracticeRecord.Act]) -> String {
    let day = acts.last.map { ", last changed on \(PartialDate(on: $0.at).words)" } ?? ""
    return "Version \(record.version)\(day)"
  }

  private static func caption(_ details: Practice.Details) -> Any {
    let parts = [details.leadBody, details.area, details.country].filter { !$0.isEmpty }
    return parts.isEmpty ? false : parts.joined(separator: ", ")
  }

  private static func tags(_ record: PracticeRecord.Row, _ today: PartialDate) -> [Model] {
    let isDue = due(record, today) != nil
    let details = record.details
    return tags(record.life, details.stage, details.marking, isDue: isDue, record.supersededBy != nil)
      + embargoTag(record.life == .published ? record.embargo : nil, on: today)
  }

  static func embargoTag(_ embargo: PartialDate?, on today: PartialDate) -> [Model] {
    guard let embargo, Practice.isEmbargoed(until: embargo, on: today) else { return [] }
    return [["text": "Embargoed until \(embargo.words)", "colour": "govuk-tag--purple"]]
  }

  /// What a reader should know of a published practice that nobody looked at again in time.
  private static func due(_ record: PracticeRecord.Row, _ today: PartialDate) -> String? {
    guard record.life == .published, let due = record.details.reviewDue, due < today else { return nil }
    return
      "This practice was to be looked at again by \(due.words), and has not been. What it says may no longer hold."
  }

  static func tags(
    _ life: Practice.Life,
    _ stage: String,
    _ marking: Marking,
    isDue: Bool,
    _ isSuperseded: Bool
  ) -> [Model] {
    var tags: [Model] = [
      ["text": PracticeWording.life(life), "colour": PracticeWording.colour(life)],
      [
        "text": "Evidence: \(Practice.stageList.label(stage).lowercased())",
        "colour": PracticeWording.colour(ofEvidence: stage),
      ],
    ]
    if isDue { tags.append(["text": "Due for review", "colour": "govuk-tag--yellow"]) }
    if isSuperseded { tags.append(["text": "Superseded", "colour": "govuk-tag--grey"]) }
    if marking != .none {
      tags.append(["text": Marking.list.label(marking.rawValue), "colour": "govuk-tag--red"])
    }
    return tags
  }

  /// Those who describe it, and those who review it, are told where stage and evaluation do not go together.
  private static func advises(
    _ record: PracticeRecord.Row,
    _ viewer: Viewer,
    _ facts: PracticePolicy.Facts
  ) -> Bool {
    let isContributor = record.contributors.contains(viewer.account ?? "")
    return isContributor
      || [.revise, .review].contains { PracticePolicy.policy.allows($0, viewer, facts) }
  }

  private static func tombstone(_ history: [PracticeRecord.Act]) -> Any {
    guard let last = history.last(where: { ["withdrawn", "discarded", "import-undone"].contains($0.act) })
    else { return false }
    let what = last.act == "discarded" ? "This draft was discarded" : "This practice was withdrawn"
    return [
      "heading": "\(what) on \(PartialDate(on: last.at).words).",
      "tombstoneReason": last.reason,
    ] as Model
  }

  private static func attachments(_ record: PracticeRecord.Row, _ texts: TextExtractor) -> [Model] {
    record.details.attachments.map { file in
      [
        "name": file.name, "address": "/practices/\(record.id)/attachments/\(file.digest)",
        "kind": FileKind(rawValue: file.type)?.label ?? file.type, "size": size(file.size),
        "unread": PracticeWording.unread(file, texts) ?? false,
      ]
    }
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1_000_000 ? "\(max(1, bytes / 1000)) kB" : "\(bytes / 1_000_000) MB"
  }

  private static func line(_ line: PracticeHistory.Line, _ record: PracticeRecord.Row) -> Model {
    let act = line.act
    let changed = line.changed.isEmpty ? "" : ": " + line.changed.joined(separator: ", ")
    return [
      "when": PracticeWording.moment(act.at), "who": line.who,
      "what": PracticeWording.act(act.act, act.embargo) + changed,
      "why": line.reason.isEmpty ? false : line.reason,
      "receiptAddress": Site.receiptAddress("/practices/\(record.id)", act.position),
      "changeAddress": line.change == nil ? false : "/practices/\(record.id)/history/\(act.position)",
    ]
  }

  private static func waiting(_ record: PracticeRecord.Row, _ viewer: Viewer) -> String? {
    guard viewer.account != nil else { return nil }
    switch record.life {
    case .draft:
      let missing = record.details.missing.map(PracticeWording.label)
      return missing.isEmpty
        ? "This draft is complete and can be submitted for review."
        : "Before it can be submitted, fill in: \(missing.joined(separator: ", "))."
    case .inReview:
      let count = record.reviews.count
      return count >= Practice.reviewsNeeded
        ? "Reviewed by \(count) people. An editor decides next."
        : "\(count) of \(Practice.reviewsNeeded) reviews are in."
    case .compiled: return "A reviewer can check it against its source and confirm it."
    case .absent, .published, .withdrawn, .discarded: return nil
    }
  }
}
