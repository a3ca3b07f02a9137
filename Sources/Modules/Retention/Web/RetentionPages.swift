import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// What is due to be looked at, what was decided to be kept, and holds.
package struct RetentionPages: Sendable {
  let site: Site
  var book: RetentionBook { RetentionBook(site) }

  /// How many tasks a page shows; the earliest first, so that what is left comes when these are done.
  static let mostTasks = 100

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("retention", use: index)
    routes.get("retention/{id}", use: show)
    routes.get("retention/{id}/receipts/{position}", use: receipt)
    routes.get("retention/{id}/keep", use: keepPage)
    routes.post("retention/{id}/keep", use: keep)
    routes.get("retention/{id}/hold") { try await reasonPage(.hold, $1) }
    routes.post("retention/{id}/hold") { try await reasoned(.hold, $0, $1) }
    routes.get("retention/{id}/release") { try await reasonPage(.release, $1) }
    routes.post("retention/{id}/release") { try await reasoned(.release, $0, $1) }
  }

  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set([RetentionPolicy.Act.keep, .hold, .release, .ask, .approve, .refuse, .withdraw].map(\.rawValue))
  }

  // MARK: Tasks

  /// What has passed its day, and what comes to it soon.
  func tasks(
    _ context: SiteContext
  ) async throws -> (passed: [RetentionBook.Line], soon: [RetentionBook.Line]) {
    try RetentionPolicy.policy.require(.read, context.viewer, .none)
    let today = site.today
    let notice = today.adding(days: site.settings[ErasureSettings.noticeDays])
    let limit = Self.mostTasks
    return (
      try await book.due(by: today, limit: limit),
      try await book.due(by: notice, limit: limit) { !$0.isPast(on: today) }
    )
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (passed, soon) = try await tasks(context)
    let held = try await site.read(.directory) { try RetentionList.held(in: $0) }
    return try site.page(
      "retention/index",
      [
        "hasPassed": !passed.isEmpty, "passed": passed.map(line),
        "hasSoon": !soon.isEmpty, "soon": soon.map(line),
        "isMore": max(passed.count, soon.count) == Self.mostTasks, "most": Self.mostTasks,
        "hasHeld": !held.isEmpty,
        "held": held.map { ["subject": $0, "address": "/retention/\($0)"] as Model },
        "noticeDays": site.settings[ErasureSettings.noticeDays],
      ],
      context
    )
  }

  func line(_ line: RetentionBook.Line) -> Model {
    [
      "address": "/retention/\(line.clocked.subject)", "label": line.rule.label,
      "due": line.due.words, "since": PartialDate(on: line.clocked.startedAt).words,
      "recordAddress": line.retained.address(line.clocked.record),
      "what": line.act == .erase ? "Erased by itself" : "Somebody reviews it",
      "isHeld": line.isHeld, "isChild": line.clocked.isChild,
      "isKept": line.decision?.keptUntil.map { line.review < $0 } ?? false,
      "subject": line.clocked.subject,
    ]
  }

  // MARK: One person

  struct Standing: Sendable {
    let subject: String
    let lines: [RetentionBook.Line]
    let acts: [RetentionList.Act]
    let erasures: [ErasureList.Row]

    var isHeld: Bool { acts.last { $0.act != "kept" }?.act == "held" }
  }

  /// What is known of a subject, where the viewer may do this with it; of nobody, nothing is there.
  func found(_ context: SiteContext, to act: RetentionPolicy.Act) async throws -> Standing {
    let id = try context.parameters.require("id")
    let record = Reference(kind: Retention.category, id: id)
    try RetentionPolicy.policy.require(.read, context.viewer, .none, on: record)
    if act != .read { try RetentionPolicy.policy.require(act, context.viewer, .none, on: record) }
    let lines = try await book.lines(of: id)
    let (acts, erasures) = try await site.read(.directory) { db in
      (try RetentionList.history(of: id, in: db), try ErasureList.all(of: id, in: db))
    }
    guard !lines.isEmpty || !acts.isEmpty || !erasures.isEmpty else { throw NotFound() }
    return Standing(subject: id, lines: lines, acts: acts, erasures: erasures)
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .read)
    let steps = steps(standing, context.viewer)
    let address = "/retention/\(standing.subject)"
    let history = try await history(of: standing)
    return try site.page(
      "retention/show",
      [
        "subject": standing.subject, "isHeld": standing.isHeld,
        "hasLines": !standing.lines.isEmpty, "lines": standing.lines.map(line),
        "hasErasures": !standing.erasures.isEmpty,
        "erasures": standing.erasures.map { row -> Model in
          ["address": "/erasures/\(row.id)", "when": PartialDate(on: row.askedAt).words]
            .merging(RetentionWording.tag(row.life)) { $1 }
        },
        "hasHistory": !history.isEmpty,
        "history": history.reversed().map { $0.model(when: PartialDate(on: $0.at).words, at: address) },
        "hasSteps": !steps.isEmpty, "steps": steps,
      ],
      context
    )
  }

  func history(of standing: Standing) async throws -> [HistoryLine] {
    try await site.history(standing.acts, what: { RetentionWording.act($0) }, reason: \.reason)
  }

  private func steps(_ standing: Standing, _ viewer: Viewer) -> [Model] {
    let base = "/retention/\(standing.subject)"
    let hasLines = !standing.lines.isEmpty
    let all: [(act: RetentionPolicy.Act, label: String, address: String, style: String, isShown: Bool)] = [
      (.keep, "Keep it longer", "\(base)/keep", "", hasLines),
      (
        .hold, "Put a legal hold on it", "\(base)/hold", "govuk-button--secondary",
        hasLines && !standing.isHeld
      ),
      (.release, "End the legal hold", "\(base)/release", "govuk-button--secondary", standing.isHeld),
      (
        .ask, "Erase the person", "/erasures/new?subject=\(standing.subject.urlEncoded)",
        "govuk-button--warning", hasLines && !standing.isHeld
      ),
    ]
    return all.compactMap { act, label, address, style, isShown in
      guard isShown, RetentionPolicy.policy.allows(act, viewer, .none) else { return nil }
      return ["label": label, "address": address, "isPost": false, "style": style]
    }
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .read)
    return try await site.receipt(among: standing.acts.map(\.position), in: .directory, context)
  }
}

extension RetentionList.Act: KeptAct {}
