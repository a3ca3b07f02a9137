import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

/// The pages of requests for rights: the list, recording one, and answering it step by step.
package struct RightsPages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("rights", use: index)
    site.offer("rights", on: routes) { _, context in try await listFile(context) }
    routes.get("rights/new", use: newRequest)
    routes.post("rights", use: receive)
    routes.get("rights/{id}", use: show)
    routes.get("rights/{id}/receipts/{position}", use: receipt)
    routes.get("rights/{id}/find", use: find)
    routes.get("rights/{id}/bundle", use: bundlePage)
    routes.get("rights/{id}/bundle.json", use: bundleFile)
    routes.get("rights/{id}/sent.json", use: sentFile)
    routes.get("rights/{id}/notices", use: notices)
    for step in RightsStep.allCases {
      routes.get("rights/{id}/\(step.path)") { try await stepPage(step, $0, $1) }
      routes.post("rights/{id}/\(step.path)") { try await take(step, $0, $1) }
    }
  }

  var rules: RightsRules {
    RightsRules(
      answerMonths: site.settings[RightsRules.answer],
      extensionMonths: site.settings[RightsRules.extension],
      reviewMonths: site.settings[RightsRules.review]
    )
  }

  // MARK: The list

  private static let size = 50

  func requireToList(_ context: SiteContext) throws {
    try RightsPolicy.policy.require(.list, context.viewer, .none)
    try site.requireSecondFactor(for: RightsRequest.vault, context)
  }

  /// The states of which the viewer may know; nil for all.
  func lives(_ context: SiteContext) -> [RightsRequest.Life]? {
    let all = RightsRequest.Life.allCases
    let seen = all.filter { RightsPolicy.policy.allows(.read, context.viewer, .init(life: $0)) }
    return seen == all ? nil : seen
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToList(context)
    let paging = Paging(request, size: Self.size)
    let lives = lives(context)
    let (rows, total) = try await site.read(RightsRequest.vault) { db in
      (
        try RightsList.slice(lives, offset: paging.offset, limit: paging.size, in: db),
        try RightsList.count(lives, in: db)
      )
    }
    let mayReceive = RightsPolicy.policy.allows(.receive, context.viewer, .none)
    let model: Model = try [
      "heading": "Requests for rights", "caption": "The latest first",
      "lead":
        "People ask to see what is held about them, to have it corrected or erased, object to its use, or complain. Each is answered in time, and by two people.",
      "newAddress": mayReceive ? "/rights/new" : false, "newLabel": "Record a request",
      "empty": lives == nil ? "Nobody has asked for anything yet." : "No request waits for a second person.",
      "paging": paging.model(total: total, at: "/rights", []),
    ]
    return try site.page(
      "directory/table",
      sheet(rows).model(rows.map { "/rights/\($0.id)" }).merging(model) { $1 }
        .merging(ListFile.links("/rights", total: total)) { $1 },
      context
    )
  }

  private func sheet(_ rows: [RightsList.Row]) -> Sheet {
    let today = site.today
    return Sheet(
      "Requests for rights",
      about: "Each row is one request. Nothing in it is about the person.",
      [
        .init("Reference"), .init("Asks for", width: 4), .init("Received"), .init("Answer due"),
        .init("Stands", width: 6),
      ],
      rows.map { row in
        [
          .text(row.reference), .text(RightsRequest.kindList.label(row.kind)), .date(row.received),
          row.due.map { .date($0) } ?? .text(""), .text(RightsWording.tag(row, on: today).text),
        ]
      }
    )
  }

  private func listFile(_ context: SiteContext) async throws -> ListFile {
    try requireToList(context)
    let lives = lives(context)
    let (rows, total) = try await site.read(RightsRequest.vault) { db in
      (try RightsList.slice(lives, limit: ListFile.limit, in: db), try RightsList.count(lives, in: db))
    }
    return ListFile("rights", "Requests for rights", [sheet(rows)], total: total)
  }

  // MARK: Recording one

  func requireToReceive(_ context: SiteContext) throws {
    try RightsPolicy.policy.require(.receive, context.viewer, .none)
    try site.requireSecondFactor(for: RightsRequest.vault, context)
  }

  @Sendable func newRequest(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToReceive(context)
    return try receivePage(FormValues(), [], id: site.newID(), context)
  }

  @Sendable func receive(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToReceive(context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await receive(values, as: id, context)
    } catch let invalid as Invalid {
      return try receivePage(values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/rights/\(id)")
  }

  func receive(_ values: FormValues, as id: String, _ context: SiteContext) async throws {
    let received = try RightsForms.received(values, on: site.today, subject: id, rules)
    try await site.perform(.receive(received), on: id, of: RightsRequest.self, by: context.viewer)
  }

  private func receivePage(
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    let page: Model = [
      "heading": "Record a request",
      "lead":
        "A request counts from the day on which it reached anybody in the organisation, in whatever form and words.",
      "action": "/rights", "button": "Record it", "backAddress": "/rights",
      "backLabel": "Requests for rights",
      "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
    ]
    return try site.formPage(
      RightsForms.receive.model(values, errors: errors).merging(page) { $1 },
      errors,
      context
    )
  }
}

extension RightsPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set([RightsPolicy.Act.receive.rawValue] + RightsStep.allCases.map(\.act.rawValue))
  }
}
