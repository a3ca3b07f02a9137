import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

extension RightsPages {
  /// The request, where the viewer may do this with it; for everybody else it does not exist.
  func found(_ context: SiteContext, to act: RightsPolicy.Act) async throws -> RightsList.Row {
    let id = try context.parameters.require("id")
    let record = Reference(kind: RightsRequest.category, id: id)
    let row = try await site.find(RightsRequest.vault) { try RightsList.find(id, in: $0) }
    try RightsPolicy.policy.require(.read, context.viewer, .init(row), on: record, hidden: true)
    guard try await !isKeptOut(context.viewer, of: row) else { throw NotFound() }
    try RightsPolicy.policy.require(act, context.viewer, .init(row), on: record)
    return row
  }

  static func record(_ row: RightsList.Row) -> SealedRecord {
    SealedRecord(
      Reference(kind: RightsRequest.category, id: row.id),
      in: RightsRequest.vault,
      title: row.reference,
      area: nil,
      subject: row.subject,
      address: "/rights/\(row.id)"
    )
  }

  /// Writes who looks and what for, and then reads what is sealed; nil once it is erased.
  func open(
    _ row: RightsList.Row,
    to act: RightsPolicy.Act,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> (sealed: RightsList.Sealed?, purpose: StatedPurpose) {
    let purpose = try await site.consult(Self.record(row), to: act.rawValue, request, context)
    return (try await site.read(RightsRequest.vault) { try RightsList.sealed(row.id, in: $0) }, purpose)
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .read)
    let (sealed, purpose) = try await open(row, to: .read, request, context)
    let bundle = try await bundle(row.id)
    let outstanding = try await outstanding(row, bundle.disclosures)
    let model = RightsShowModel(
      row,
      sealed,
      bundle,
      outstanding,
      told: try await site.read(RightsRequest.vault) { try RightsList.told(of: row.id, in: $0) },
      history: try await history(of: row),
      besides: try await site.read(RightsRequest.vault) { try RightsList.besides(row.id, in: $0) },
      purpose,
      context.viewer,
      on: site.today
    )
    return try site.page("rights/show", model.model, context)
  }

  func history(of row: RightsList.Row) async throws -> [HistoryLine] {
    let acts = try await site.read(RightsRequest.vault) { try RightsList.history(of: row.id, in: $0) }
    return try await site.history(acts, what: { RightsWording.act($0.act) }, reason: \.reason)
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .read)
    let lines = try await history(of: row)
    return try await site.receipt(among: lines.map(\.position), in: RightsRequest.vault, context)
  }
}

/// What the page of a request shows to one viewer.
struct RightsShowModel {
  let model: Model

  init(
    _ row: RightsList.Row,
    _ sealed: RightsList.Sealed?,
    _ bundle: RightsBundle,
    _ outstanding: [RightsBundle.Disclosure],
    told: [RightsList.Told],
    history: [HistoryLine],
    besides: [RightsList.Row],
    _ purpose: StatedPurpose,
    _ viewer: Viewer,
    on today: PartialDate
  ) {
    let record = RightsPages.record(row)
    let address = record.address
    let tag = RightsWording.tag(row, on: today)
    let known = RightsWording.open(row) + (sealed.map(RightsWording.sealed) ?? [])
    let isOver = [.answered, .inReview, .reviewed].contains(row.life)
    // Erased, nothing more could be written of what is still to be done.
    let isDone = isOver && row.restrictsSince == nil && !row.owes && outstanding.isEmpty
    let mayErase = isDone && RetentionPolicy.policy.allows(.ask, viewer, .none)
    let eraseOwn: Any = mayErase ? "/erasures/new".withQuery([("subject", row.subject)]) : false
    let mayFind = row.life == .open && RightsPolicy.policy.allows(.find, viewer, .init(row))
    let page: Model = [
      "title": row.reference, "kind": RightsRequest.kindList.label(row.kind), "tag": tag.text,
      "colour": tag.colour, "purpose": purpose.label,
      "until": purpose.until.map { PracticeWording.moment($0) } ?? false,
      "purposeAddress": "/purpose/\(RightsRequest.category)/\(row.id)".withQuery([("back", address)]),
      "isErased": sealed == nil, "rows": known.filter { !$0.1.isEmpty }.map { Model.row($0.0, $0.1) },
      "hasRecords": !bundle.records.isEmpty, "records": bundle.records.map { Self.held($0, viewer) },
      "eraseOwnAddress": eraseOwn,
      "findAddress": mayFind ? "\(address)/find" : false,
      "bundleAddress": bundle.records.isEmpty ? false : "\(address)/bundle",
      "letter": sealed?.letter ?? false, "reviewLetter": sealed?.reviewLetter ?? false,
      "sentAddress": row.hasCopy ? "\(address)/sent.json" : false,
      "hasOutstanding": isOver && !outstanding.isEmpty, "noticesAddress": "\(address)/notices",
      "outstanding": outstanding.map { ["line": "\($0.recipient), \($0.title)"] as Model },
      "hasTold": !told.isEmpty, "told": told.map(Self.told),
      "history": history.reversed().map { $0.model(when: PracticeWording.moment($0.at), at: address) },
    ]
    let steps = Self.steps(row, bundle, viewer, hasOutstanding: !outstanding.isEmpty)
    model = [Self.besides(besides), steps].reduce(page) { $0.merging($1) { $1 } }
  }

  /// Other requests about the same records: each has a key of its own, and may hold a copy of what was sent.
  private static func besides(_ rows: [RightsList.Row]) -> Model {
    [
      "hasBesides": !rows.isEmpty,
      "besides": rows.map { row -> Model in
        [
          "besideTitle": "\(RightsRequest.kindList.label(row.kind)), \(row.reference)",
          "besideAddress": "/rights/\(row.id)",
          "besideCopy": row.hasCopy,
        ]
      },
    ]
  }

  private static func held(_ held: RightsBundle.Held, _ viewer: Viewer) -> Model {
    let mayErase = RetentionPolicy.policy.allows(.ask, viewer, .none)
    let back = held.passages.compactMap { part in
      part.withheld.map { part.passage.label + ($0.only.isEmpty ? "" : " (some words)") }
    }
    return [
      "recordTitle": held.record.title, "recordKind": held.kind,
      "back": back.isEmpty ? false : back.joined(separator: ", "),
      "eraseAddress": mayErase ? "/erasures/new".withQuery([("subject", held.record.subject)]) : false,
    ]
  }

  private static func told(_ told: RightsList.Told) -> Model {
    let who = told.recipient ?? "Somebody"
    return ["line": told.on.map { "\(who), told on \($0.words)" } ?? "\(who), not told: \(told.words ?? "")"]
  }

  private static func steps(
    _ row: RightsList.Row,
    _ bundle: RightsBundle,
    _ viewer: Viewer,
    hasOutstanding: Bool
  ) -> Model {
    let steps = RightsStep.allCases.filter { step in
      let hasChoice =
        switch step {
        case .unlink, .withhold: !bundle.records.isEmpty
        case .give: bundle.records.contains { $0.passages.contains { $0.withheld != nil } }
        case .tell: hasOutstanding
        default: true
        }
      return hasChoice && step.isOffered(for: row)
        && RightsPolicy.policy.allows(step.act, viewer, .init(row))
    }
    let first = steps.first(where: \.movesOn)
    return [
      "hasSteps": !steps.isEmpty,
      "steps": steps.map { step -> Model in
        [
          "label": step.label, "address": "/rights/\(row.id)/\(step.path)", "isPost": false,
          "style": step == first ? "" : "govuk-button--secondary",
        ]
      },
    ]
  }
}
