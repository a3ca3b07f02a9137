import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

extension Site {
  /// The break-glass by which somebody may look at a record now.
  func openGlass(on record: Reference, by viewer: Viewer) async throws -> BreakGlassList.Row? {
    guard let account = viewer.account else { return nil }
    let now = now()
    return try await read(BreakGlass.vault) { try BreakGlassList.open(record, by: account, at: now, in: $0) }
  }
}

/// Looking from outside a circle: breaking the glass, giving it back, and its review.
extension OversightPages {
  func registerGlass(on routes: RouterGroup<SiteContext>) {
    routes.get("break-glass", use: findPage)
    routes.get("break-glass/new", use: breakPage)
    routes.post("break-glass", use: breakGlass)
    routes.get("break-glass/{id}", use: showGlass)
    routes.post("break-glass/{id}/give-back", use: giveBack)
    routes.get("break-glass/{id}/review", use: reviewPage)
    routes.post("break-glass/{id}/review", use: review)
    routes.get("oversight/break-glass", use: glasses)
    site.offer("oversight/break-glass", on: routes) { _, context in try await glassFile(context) }
  }

  // MARK: Breaking it

  struct Wanted: Equatable, Sendable {
    var reference = ""
  }

  private static let finding = Form<Wanted>(
    "break-glass-find",
    [
      .text(
        \.reference,
        "reference",
        "Reference of the record",
        hint: "Such as R-00000-00001",
        max: 40,
        required: "Enter the reference of the record"
      )
    ]
  )

  /// Asks which record; with a reference, goes on to it.
  @Sendable func findPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.breakGlass, context.viewer, .none)
    let values = request.asked
    var errors: [FieldError] = []
    if values.has("reference") {
      do {
        let wanted = try Self.finding.parse(values, into: Wanted())
        if let record = try await site.sealedRecord(called: wanted.reference) {
          return site.redirect(to: record.breakGlassAddress)
        }
        errors = [FieldError("reference", "No record has this reference")]
      } catch let invalid as Invalid {
        errors = invalid.errors
      }
    }
    var model = Self.finding.model(values, errors: errors)
    model.merge([
      "heading": "Open a record of others, in need",
      "lead":
        "You can open a record outside your circle for a while, with a reason. Somebody else reviews it.",
      "action": "/break-glass", "button": "Go on", "backAddress": "/", "backLabel": "Home",
    ]) { $1 }
    return try site.page("oversight/find", model, context, errors.isEmpty ? .ok : .unprocessableContent)
  }

  struct Reasoned: Equatable, Sendable {
    var reason = ""
  }

  static let breaking = Form<Reasoned>(
    "break-glass",
    [
      .area(
        \.reason,
        "reason",
        "Why you need to see it now",
        hint: "It is sealed with the record's key. Those who answer for the record read it",
        max: 2000,
        required: "Say why you need to see it now",
        rows: 3
      )
    ]
  )

  /// The record, where the viewer may break the glass before it.
  func record(toBreak reference: Reference, _ context: SiteContext) async throws -> SealedRecord {
    try OversightPolicy.policy.require(.breakGlass, context.viewer, .none, on: reference, hidden: true)
    guard let kind = site.sealedKind(reference.kind), let record = try await kind.find(site, reference.id)
    else { throw NotFound() }
    return record
  }

  @Sendable func breakPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let asked = request.asked
    let reference = Reference(kind: asked.text("kind"), id: asked.text("record"))
    let record = try await record(toBreak: reference, context)
    // Who may open it has no glass to break.
    if try await site.sealedKind(reference.kind)?.mayOpen(site, record, context.viewer) == true {
      return site.redirect(to: record.address)
    }
    return try breakPage(record, FormValues(), [], id: site.newID(), context)
  }

  private func breakPage(
    _ record: SealedRecord,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    let rules = site.options.oversight
    var model = Self.breaking.model(values, errors: errors)
    let hidden = [("record", id), ("kind", record.reference.kind), ("of", record.reference.id)]
    model.merge([
      "caption": record.title, "heading": "This record belongs to others",
      "lead":
        "You are not among those who answer for it. Where a person would come to harm if you waited, you can break the glass: it opens the record to you for \(Self.duration(rules.glassMinutes)). Its supervisors are told now, and somebody other than you reviews it by \(rules.workingDays.next(after: site.today).words).",
      "action": "/break-glass", "button": "Break the glass", "buttonStyle": "govuk-button--warning",
      "backAddress": "/", "backLabel": "Home",
      "hidden": hidden.map { ["hiddenName": $0.0, "hiddenValue": $0.1] as Model },
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  static func duration(_ minutes: Int) -> String {
    switch (minutes / 60, minutes % 60) {
    case (1, 0): "an hour"
    case (let hours, 0): "\(hours) hours"
    default: "\(minutes) minutes"
    }
  }

  @Sendable func breakGlass(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.breakGlass, context.viewer, .none)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    let reference = Reference(kind: values.text("kind"), id: values.text("of"))
    let record = try await record(toBreak: reference, context)
    do {
      try await breakGlass(values, record, as: id, context)
    } catch let invalid as Invalid {
      return try breakPage(record, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: record.address)
  }

  func breakGlass(
    _ values: FormValues,
    _ record: SealedRecord,
    as id: String,
    _ context: SiteContext
  ) async throws {
    try site.requireSecondFactor(for: BreakGlass.vault, context)
    let mayOpen = try await site.sealedKind(record.reference.kind)?.mayOpen(site, record, context.viewer)
    let sent = try await site.read(BreakGlass.vault) { try BreakGlassList.find(id, in: $0) } != nil
    // The same form sent twice is answered as the first time.
    if !sent {
      let facts = OversightPolicy.Facts(area: record.area, mayOpen: mayOpen ?? true)
      try OversightPolicy.policy.require(.breakGlass, context.viewer, facts, on: record.reference)
    }
    let reason = try Self.breaking.parse(values, into: Reasoned()).reason
    let rules = site.options.oversight
    let opened = BreakGlass.Opened(
      record: record.reference,
      area: record.area,
      reason: Personal(reason, of: record.subject),
      minutes: rules.glassMinutes,
      due: rules.workingDays.next(after: site.today)
    )
    try await site.perform(
      .open(opened),
      on: id,
      of: BreakGlass.self,
      refusing: "reason",
      by: context.viewer
    )
  }

  // MARK: One

  /// A break-glass, where the viewer may do this with it; that they read its reason stands in the log.
  func glass(_ context: SiteContext, to act: OversightPolicy.Act) async throws -> BreakGlassList.Row {
    let id = try context.parameters.require("id")
    let reference = Reference(kind: BreakGlass.category, id: id)
    guard let row = try await site.read(BreakGlass.vault, { try BreakGlassList.find(id, in: $0) }) else {
      throw NotFound()
    }
    let facts = OversightPolicy.Facts(area: row.area, account: row.by)
    try OversightPolicy.policy.require(.readGlass, context.viewer, facts, on: reference, hidden: true)
    if act != .readGlass { try OversightPolicy.policy.require(act, context.viewer, facts, on: reference) }
    try site.requireSecondFactor(for: BreakGlass.vault, context)
    var line = AccessLine(.consultation, reference, reason: act.rawValue)
    line.area = row.area
    if row.by != context.viewer.account { line.purpose = "supervision" }
    try await site.note(line, in: BreakGlass.vault, by: context.viewer)
    return row
  }

  @Sendable func showGlass(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await glass(context, to: .readGlass)
    let record = try await site.sealedRecord(row.record)
    var query = AccessList.Query(areas: nil)
    query.breakGlass = row.id
    let asked = query
    let looks = try await site.readAccess(BreakGlass.vault) {
      try AccessList.slice(asked, limit: 200, in: $0)
    }
    let search = Search(vault: BreakGlass.vault, query: asked, pairs: [])
    var table = try await table(looks, search, context)
    table.empty = "Nothing was looked at by it."
    let names = try await site.names(of: [row.by] + (row.review.map { [$0.by] } ?? []))
    let now = site.now()
    let isOwn = row.by == context.viewer.account
    let facts = OversightPolicy.Facts(area: row.area, account: row.by)
    let mayReview =
      row.review == nil && row.endsAt <= now
      && OversightPolicy.policy.allows(.reviewGlass, context.viewer, facts)
    let watches = OversightPolicy.watches(row.area, context.viewer)
    let state = Self.state(row, on: site.today, at: now)
    let address: String? = isOwn && row.endsAt > now ? record?.address : nil
    return try site.page(
      "oversight/break-glass",
      [
        "heading": record?.title ?? "A record", "state": state.words, "colour": state.colour,
        "rows": glassRows(row, names).map { Model.row($0.0, $0.1) }, "tables": [table.model],
        "openAddress": address ?? false,
        "giveBackAddress": isOwn && row.endsAt > now ? "/break-glass/\(row.id)/give-back" : false,
        "reviewAddress": mayReview ? "/break-glass/\(row.id)/review" : false,
        "backAddress": watches ? "/oversight/break-glass" : "/",
        "backLabel": watches ? "Break-glass" : "Home",
      ],
      context
    )
  }

  private func glassRows(_ row: BreakGlassList.Row, _ names: [String: String]) -> [(String, String)] {
    let review = row.review.map { review in
      [
        ("Reviewed by", who(review.by, names)), ("Reviewed on", PracticeWording.moment(review.at)),
        ("Outcome", BreakGlass.outcomeList.label(review.outcome)),
        ("In words", review.words ?? "Erased with the person's key"),
      ]
    }
    return [
      ("Who broke the glass", who(row.by, names)), ("When", PracticeWording.moment(row.openedAt)),
      ("Open until", PracticeWording.moment(row.endsAt)),
      ("Why", row.reason ?? "Erased with the person's key"), ("Review due on", row.due.words),
    ] + (review ?? [])
  }

  static func state(
    _ row: BreakGlassList.Row,
    on today: PartialDate,
    at now: Date
  ) -> (words: String, colour: String) {
    if let review = row.review {
      let isJustified = review.outcome == "justified"
      return (
        BreakGlass.outcomeList.label(review.outcome),
        isJustified ? "govuk-tag--green" : "govuk-tag--red"
      )
    }
    let isLate = row.due < today
    let age = OversightWording.age(row.due, on: today)
    return (
      row.endsAt > now ? "Open now, \(age.lowercased())" : age,
      isLate ? "govuk-tag--red" : "govuk-tag--yellow"
    )
  }

  @Sendable func giveBack(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await glass(context, to: .giveBack)
    _ = try await site.values(of: request, context)
    try await site.perform(.giveBack, on: row.id, of: BreakGlass.self, by: context.viewer)
    return site.redirect(to: "/break-glass/\(row.id)")
  }

  // MARK: Its review

  struct Judged: Equatable, Sendable {
    var outcome = ""
    var words = ""
  }

  static let judging = Form<Judged>(
    "break-glass-review",
    [
      .choice(
        \.outcome,
        "outcome",
        "Was it justified?",
        BreakGlass.outcomeList,
        required: "Choose whether it was justified"
      ),
      .area(
        \.words,
        "words",
        "Why, and what is done about it",
        hint: "It is sealed with the record's key",
        max: 2000,
        required: "Say why",
        rows: 4
      ),
    ]
  )

  private func judgingPage(
    _ row: BreakGlassList.Row,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) async throws -> Response {
    let record = try await site.sealedRecord(row.record)
    let names = try await site.names(of: [row.by])
    let frame = FormFrame(
      heading: "Review the break-glass",
      path: "/review",
      button: "Record the review",
      lead: "\(who(row.by, names)) wrote: \(row.reason ?? "nothing that can still be read")"
    )
    let model = frame.model(
      Self.judging.model(values, errors: errors),
      caption: record?.title ?? "",
      at: "/break-glass/\(row.id)",
      back: "Back to the break-glass"
    )
    return try site.formPage(model, errors, context)
  }

  @Sendable func reviewPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await glass(context, to: .reviewGlass)
    return try await judgingPage(row, FormValues(), [], context)
  }

  @Sendable func review(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await glass(context, to: .reviewGlass)
    let values = try await site.values(of: request, context)
    do {
      let judged = try Self.judging.parse(values, into: Judged())
      try await site.perform(
        .review(outcome: judged.outcome, words: judged.words),
        on: row.id,
        of: BreakGlass.self,
        refusing: "outcome",
        by: context.viewer
      )
    } catch let invalid as Invalid {
      return try await judgingPage(row, values, invalid.errors, context)
    }
    return site.redirect(to: "/break-glass/\(row.id)")
  }

  // MARK: All of them

  /// Those that wait for a review, of the areas that somebody watches over.
  func glassWaiting(_ viewer: Viewer) async throws -> [BreakGlassList.Row] {
    let areas = watched(viewer)
    return try await site.read(BreakGlass.vault) { try BreakGlassList.waiting(areas: areas, in: $0) }
  }

  private static let glassColumns: [Sheet.Column] = [
    .init("Record"), .init("Who", width: 5), .init("When", width: 5), .init("State", width: 5),
    .init("Area", width: 5),
  ]

  func glassTable(
    _ name: String,
    _ rows: [BreakGlassList.Row],
    empty: String
  ) async throws -> OversightTable {
    let names = try await site.names(of: rows.map(\.by))
    let titles = try await titles(of: Set(rows.map(\.record)))
    let areas = try await site.areaNames()
    let states = rows.map { Self.state($0, on: site.today, at: site.now()) }
    return OversightTable(
      sheet: Sheet(
        name,
        about: "Each row is one break-glass.",
        Self.glassColumns,
        zip(rows, states).map { row, state in
          [
            .text(titles[row.record] ?? "A record"), .text(who(row.by, names)),
            .text(PracticeWording.moment(row.openedAt)), .text(state.words),
            .text(row.area.map { areas[$0] ?? $0 } ?? ""),
          ]
        }
      ),
      addresses: rows.map { ["/break-glass/\($0.id)", nil, nil, nil, nil] },
      tags: (3, states.map(\.colour)),
      empty: empty
    )
  }

  @Sendable func glasses(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToWatch(context)
    let areas = watched(context.viewer)
    let (waiting, all) = try await site.read(BreakGlass.vault) { db in
      (
        try BreakGlassList.waiting(areas: areas, in: db),
        try BreakGlassList.slice(areas: areas, limit: 200, in: db).filter { $0.review != nil }
      )
    }
    let days = site.options.oversight.workingDays
    let unknown = days.knownUntil.map { $0 < site.today } ?? true
    let first = try await glassTable("To be reviewed", waiting, empty: "Nothing waits for a review.")
    let second = try await glassTable("Reviewed", all, empty: "Nothing has been reviewed yet.")
    return try site.page(
      "oversight/table",
      [
        "heading": "Break-glass",
        "lead":
          "Records that somebody outside their circle opened. Each is reviewed by somebody else by the next working day, and stays here until it is.",
        "hasBullets": unknown,
        "bullets": [
          ["bullet": "No bank holidays are known for this year: only weekends are left out."] as Model
        ],
        "moreAddress": false, "backAddress": "/oversight", "backLabel": "Oversight", "olderAddress": false,
        "tables": [
          first.model.merging(
            ListFile.links("/oversight/break-glass", what: "all of them", total: waiting.count + all.count)
          ) { $1 },
          second.model.merging(["hasDownloads": false]) { $1 },
        ],
      ],
      context
    )
  }

  func glassFile(_ context: SiteContext) async throws -> ListFile {
    try requireToWatch(context)
    try site.requireRecentProof(context)
    let areas = watched(context.viewer)
    let rows = try await site.read(BreakGlass.vault) {
      try BreakGlassList.slice(areas: areas, limit: ListFile.limit, in: $0)
    }
    let line = AccessLine(.consultation, reason: "download of the list of break-glass")
    try await site.note(line, in: BreakGlass.vault, by: context.viewer)
    return ListFile(
      "break-glass",
      "Break-glass",
      [try await glassTable("Break-glass", rows, empty: "").sheet]
    )
  }

  // MARK: What waits

  /// What waits at home: for a supervisor every review of their area, for a data protection officer those that are
  /// late, for who broke a glass what is open to them.
  func waiting(_ viewer: Viewer) async throws -> [(title: String, items: [Model])] {
    guard viewer.account != nil else { return [] }
    let isSupervisor = viewer.holdsAnywhere(.supervisor)
    guard isSupervisor || viewer.holdsAnywhere(.dataProtectionOfficer) else { return [] }
    let today = site.today
    let rows = try await glassWaiting(viewer).filter { row in
      let facts = OversightPolicy.Facts(area: row.area, account: row.by)
      return OversightPolicy.policy.allows(.reviewGlass, viewer, facts) && (isSupervisor || row.due < today)
    }
    let names = try await site.names(of: rows.map(\.by))
    let titles = try await titles(of: Set(rows.map(\.record)))
    let items = rows.map { row -> Model in
      [
        "address": "/break-glass/\(row.id)",
        "itemTitle": "\(who(row.by, names)) broke the glass: \(titles[row.record] ?? "a record")",
        "meta": Self.state(row, on: today, at: site.now()).words,
      ]
    }
    return items.isEmpty ? [] : [("Break-glass to review", items)]
  }
}
