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
    _ history: [PracticeRecord.Act],
    _ names: [String: String],
    _ successor: (id: String, title: String)?,
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
    let reviews = isWithdrawn ? [] : Self.reviews(record, names, viewer)
    let files = isWithdrawn ? [] : Self.attachments(record, texts)
    // What nobody else can open yet is not cited.
    let isListed = record.isInLibrary(on: today)
    let citation = PracticeCitation(record, history, context.origin)
    let unnamed = Self.numbers(history)
    model = [
      "title": record.details.title,
      "caption": Self.caption(record.details),
      "tags": Self.tags(record, today),
      "due": Self.due(record, today) ?? false,
      "embargo": record.embargo.flatMap { record.isEmbargoed(on: today) ? $0.words : nil } ?? false,
      "successor": successor.map {
        ["successorAddress": "/practices/\($0.id)", "successorTitle": $0.title] as Model
      }
        ?? false,
      "citation": isListed ? citation.text : false,
      "citeAddress": "/practices/\(record.id)/cite",
      "linkedData": isListed ? try citation.linkedData : false,
      "notice": record.life == .compiled ? PracticeWording.compiledNotice : false,
      "tombstone": isWithdrawn ? Self.tombstone(history) : false,
      "sections": isWithdrawn
        ? [Model]()
        : Self.sections(
          record,
          seesContacts: policy.allows(.readContacts, viewer, facts),
          mayRevise,
          advises: Self.advises(record, viewer, facts)
        ),
      "hasAttachments": !files.isEmpty, "attachments": files,
      "hasReviews": !reviews.isEmpty, "reviews": reviews,
      "history": history.map {
        Self.line(
          $0,
          viewer.account == nil ? unnamed : names,
          PracticeChange.address(of: $0, in: history, record, viewer),
          receiptAddress: Site.receiptAddress("/practices/\(record.id)", $0.position)
        )
      },
      "hasSteps": !steps.isEmpty,
      "steps": steps.map { step -> Model in
        [
          "label": step.label, "address": step.address, "isPost": step.isPost, "style": step.style,
          "hint": step.hint ?? false,
        ]
      },
      "waiting": Self.waiting(record, viewer) ?? false,
    ]
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

  private static func sections(
    _ record: PracticeRecord.Row,
    seesContacts: Bool,
    _ mayRevise: Bool,
    advises: Bool
  ) -> [Model] {
    PracticeForm.form.rows(record.details, leavingOut: hidden).compactMap {
      section,
      rows in
      var rows = rows
      if section.id == "learning" {
        if !record.details.sources.isEmpty { rows.append(sources(record.details.sources)) }
        if seesContacts, !record.details.contacts.isEmpty {
          rows.append(contacts(record.details, withIdentifiers: mayRevise))
        }
        if mayRevise, !record.formerContacts.isEmpty {
          let lines = record.formerContacts.map { "Identifier \($0)" }.joined(separator: "\n")
          rows.append(Model.row("Contacts named earlier", lines))
        }
      }
      let isEvidence = section.id == "evidence"
      if isEvidence { rows += PracticeEvidence.rows(record.details) }
      guard !rows.isEmpty || mayRevise else { return nil }
      let findings = isEvidence ? findings(record.details) : []
      return [
        "hasFindings": isEvidence, "findings": findings,
        "known": isEvidence ? PracticeEvidence.known(record.details) : false,
        "advice": isEvidence && advises ? PracticeEvidence.advice(record.details) : [Model](),
        "sectionTitle": section.title, "rows": rows, "isEmpty": rows.isEmpty,
        "editAddress": mayRevise ? "/practices/\(record.id)/edit/\(section.id)" : false,
      ]
    }
  }

  /// Shown in ways of their own.
  private static let hidden = Set(
    ["title", "contacts", "sources", "evaluation_design", "maryland", "evidence_stage"]
      + emmie.flatMap { [$0.field, $0.field + "_strength"] }
  )

  private typealias Dimension = (
    field: String, path: any KeyPath<Practice.Emmie, Practice.Finding> & Sendable
  )

  private static let emmie: [Dimension] = [
    ("emmie_effect", \.effect), ("emmie_mechanism", \.mechanism), ("emmie_moderator", \.moderators),
    ("emmie_implementation", \.implementation), ("emmie_economics", \.economics),
  ]

  /// The five dimensions side by side, with what is not known said as plainly as what is.
  private static func findings(_ details: Practice.Details) -> [Model] {
    emmie.map { field, path in
      let found = details.emmie[keyPath: path]
      let declared = PracticeForm.form.field(field)
      return [
        "dimension": declared?.label ?? field, "question": declared?.hint ?? false,
        "finding": found.finding.isEmpty ? "Not known" : found.finding,
        "strength": Practice.strengthList.label(found.strength),
        "isUnknown": found.finding.isEmpty, "isStrengthUnknown": found.strength == "not-known",
      ]
    }
  }

  private static func sources(_ sources: [Practice.Source]) -> Model {
    let lines = sources.map { source -> Model in
      let isAddress = source.address.hasPrefix("https://") || source.address.hasPrefix("http://")
      let date = source.date.map { " (\($0.words))" } ?? ""
      return ["line": source.title + date, "lineAddress": isAddress ? source.address : false]
    }
    return ["key": "Sources", "lines": lines]
  }

  /// A person whose key is destroyed leaves a line that says so.
  ///
  /// Who may change the record also reads the identifiers that `touchstone erase` asks for.
  private static func contacts(_ details: Practice.Details, withIdentifiers: Bool) -> Model {
    let lines = details.contacts.map { contact -> String in
      guard let person = contact.value else { return "A contact who was erased" }
      let parts = [person.name, person.role, person.email, person.telephone].filter { !$0.isEmpty }
      return parts.joined(separator: ", ") + (withIdentifiers ? " (identifier \(contact.subject))" : "")
    }
    return Model.row("Contacts", lines.joined(separator: "\n"))
  }

  private static func attachments(_ record: PracticeRecord.Row, _ texts: TextExtractor) -> [Model] {
    record.details.attachments.map { file in
      let kind = FileKind(rawValue: file.type)
      let summary = texts.summary(of: file.digest, mediaType: file.type)
      return [
        "name": file.name, "address": "/practices/\(record.id)/attachments/\(file.digest)",
        "kind": kind?.label ?? file.type, "size": size(file.size),
        "unread": summary.flatMap { PracticeWording.unread($0, kind) } ?? false,
      ]
    }
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1_000_000 ? "\(max(1, bytes / 1000)) kB" : "\(bytes / 1_000_000) MB"
  }

  /// A reviewer sees their own at once, and the other's when both are in; the public sees none.
  private static func reviews(
    _ record: PracticeRecord.Row,
    _ names: [String: String],
    _ viewer: Viewer
  ) -> [Model] {
    guard viewer.account != nil else { return [] }
    let isOpen = record.reviews.count >= Practice.reviewsNeeded
    return record.reviews.filter { isOpen || $0.reviewer == viewer.account }.map { review in
      let rows = PracticeReviewForm.form.rows(review.review, leavingOut: ["conflicted"]).flatMap(\.rows)
      return [
        "heading": "\(names[review.reviewer] ?? "A reviewer"), \(PartialDate(on: review.at).words)",
        "rows": rows,
      ]
    }
  }

  private static func line(
    _ act: PracticeRecord.Act,
    _ names: [String: String],
    _ changeAddress: String?,
    receiptAddress: String
  ) -> Model {
    let who = act.by == Occasion.system ? "Touchstone" : names[act.by] ?? "Somebody who has left"
    var what = PracticeWording.act(act.act, act.embargo)
    if let change = act.change {
      var labels = PracticeForm.form.differences(change.before, change.after).map { $0.label.lowercased() }
      if change.before.attachments != change.after.attachments { labels.append("attachments") }
      if act.changedContacts { labels.append("contacts") }
      if !labels.isEmpty { what += ": " + labels.joined(separator: ", ") }
    }
    return [
      "when": PracticeWording.moment(act.at), "who": who, "what": what,
      "why": act.reason.isEmpty ? false : act.reason, "changeAddress": changeAddress ?? false,
      "receiptAddress": receiptAddress,
    ]
  }

  /// What the public reads in the place of names: that those who review are others than those who deposited
  /// can be checked, and nobody is named.
  private static func numbers(_ history: [PracticeRecord.Act]) -> [String: String] {
    var numbers: [String: String] = [:]
    for act in history where numbers[act.by] == nil {
      numbers[act.by] = "Member of staff \(numbers.count + 1)"
    }
    return numbers
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
