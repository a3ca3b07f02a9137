import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

/// Questions to partners: those of a case, and all that wait for an answer.
package struct RequestPages: Sendable {
  private static let size = 50

  let site: Site
  var cases: CasePages { CasePages(site: site) }

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("requests", use: index)
    site.offer("requests", on: routes) { _, context in
      let rows = try await unanswered(context)
      let sheet = try await sheet(rows)
      return ListFile("requests", "Questions that wait for an answer", [sheet])
    }
    routes.get("cases/{id}/requests", use: ofCase)
    routes.get("cases/{id}/requests/new", use: newRequest)
    routes.post("cases/{id}/requests", use: send)
    routes.get("requests/{id}", use: show)
    routes.get("requests/{id}/receipts/{position}", use: receipt)
    register(RequestSteps.all, at: "requests/{id}", on: routes)
  }

  // MARK: What is due

  /// Those that nobody answered, of the cases that the viewer may know of.
  ///
  /// - Parameter late: Only those that the viewer asked, and whose day has passed.
  func unanswered(
    _ context: SiteContext,
    late: Bool = false,
    limit: Int = ListFile.limit
  ) async throws -> [RequestList.Row] {
    let query = try query(context)
    return try await site.read(InformationRequest.vault) {
      try RequestList.waiting(query, late: late, limit: limit, in: $0)
    }
  }

  private func query(_ context: SiteContext) throws -> CaseList.Query {
    try cases.requireToList(context)
    return CaseList.Query(
      account: try context.account(),
      areas: context.viewer.areas(ChannelPolicy.circleRoles),
      today: site.today
    )
  }

  private func sheet(_ rows: [RequestList.Row]) async throws -> Sheet {
    let names = try await site.names(of: rows.map(\.by))
    let today = site.today
    return Sheet(
      "Questions",
      about:
        "Each row is one question to a partner that nobody answered yet. Nothing in it is about the person.",
      [
        .init("Case"), .init("Agency", width: 5), .init("Asked on"), .init("By when"), .init("State"),
        .init("Asked by", width: 5),
      ],
      rows.map { row in
        [
          .text(Case.reference(of: row.caseID)), .text(PanelMeeting.agencyList.label(row.agency)),
          .date(row.sentOn), .date(row.due), .text(row.due < today ? "Late" : "In time"),
          .text(names.name(of: row.by)),
        ]
      }
    )
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    let query = try query(context)
    let paging = Paging(request, size: Self.size)
    let (rows, total) = try await site.read(InformationRequest.vault) { db in
      (
        try RequestList.waiting(query, offset: paging.offset, limit: paging.size, in: db),
        try RequestList.count(query, in: db)
      )
    }
    let model: Model = try [
      "heading": "Questions to partners", "caption": "What waits for an answer, the first due first",
      "lead": "A question is sent from the page of its case.", "newAddress": false,
      "empty": "No question waits for an answer.",
      "paging": paging.model(total: total, at: "/requests", []),
    ]
    return try site.page(
      "directory/table",
      try await sheet(rows).model(rows.map { "/requests/\($0.id)" }).merging(model) { $1 }
        .merging(ListFile.links("/requests", total: total)) { $1 },
      context
    )
  }

  // MARK: Those of a case

  func rows(of caseID: String) async throws -> [RequestList.Row] {
    try await site.read(InformationRequest.vault) { try RequestList.all(of: caseID, in: $0) }
  }

  @Sendable func ofCase(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await cases.found(context, to: .read)
    try site.requireSecondFactor(for: InformationRequest.vault, context)
    let rows = try await rows(of: found.row.id)
    let address = "\(found.record.address)/requests"
    let today = site.today
    let page = RecordModel(
      caption: "Case \(found.record.title)",
      title: "Questions to partners",
      back: (found.record.address, "Back to the case"),
      tables: [
        .init(
          heading: "The latest first",
          empty: "No partner was asked yet.",
          columns: ["Asked on", "Agency", "By when", "Where it stands"],
          rows: rows.map { row in
            .init(
              name: row.sentOn.words,
              address: "/requests/\(row.id)",
              cells: [
                PanelMeeting.agencyList.label(row.agency), row.due.words,
                RequestWording.standing(row, on: today),
              ]
            )
          }
        )
      ],
      steps: found.allows(.work) && found.state.life.isOpen
        ? [.init(label: "Ask a partner", address: "\(address)/new", style: "")] : [],
      address: address
    )
    return try site.page("channel/record", page.model, context)
  }
}
