import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

typealias ReferralRow = ReferralList.Row
typealias ReferralSealed = ReferralList.Sealed

/// The pages of referrals: the list of an area, recording one, and opening one behind its purpose.
package struct ChannelPages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("referrals", use: index)
    site.offer("referrals", on: routes) { request, context in
      try await listFile(waiting: Self.asksWaiting(request), context)
    }
    registerImport(on: routes)
    routes.get("referrals/new", use: newReferral)
    routes.post("referrals", use: make)
    routes.get("referrals/{id}", use: show)
    routes.get("referrals/{id}/receipts/{position}", use: receipt)
    routes.get("referrals/{id}/correct", use: correctPage)
    routes.post("referrals/{id}/correct", use: correct)
    routes.get("referrals/{id}/copy", use: copyPage)
    routes.post("referrals/{id}/copy", use: copy)
    registerMatches(on: routes)
  }

  // MARK: The list

  private static let size = 50

  func requireToList(_ context: SiteContext) throws {
    try ChannelPolicy.policy.require(.list, context.viewer, .none)
    try site.requireSecondFactor(for: Referral.vault, context)
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToList(context)
    let paging = Paging(request, size: Self.size)
    let waiting = Self.asksWaiting(request)
    let (rows, total) = try await page(waiting, offset: paging.offset, limit: paging.size, context)
    let query = waiting ? [(name: "waits", value: "case")] : []
    let table = ReferralTable.sheet(rows, try await site.areaNames())
    let mayMake = try await !areasToMake(in: context).codes.isEmpty
    let model: Model = try [
      "heading": waiting ? "Referrals without a case" : "Referrals", "caption": "The latest first",
      "lead":
        "Referrals of your area. What they say of a person is not in this list: whoever opens one says what for.",
      "newAddress": mayMake ? "/referrals/new" : false, "newLabel": "Record a referral",
      "moreAddress": mayMake ? "/referrals/import" : false, "moreLabel": "Record referrals from a file",
      "hasLinks": true,
      "links": [
        waiting
          ? ["linkLabel": "All referrals", "linkAddress": "/referrals"]
          : ["linkLabel": "Those of which nobody has opened a case", "linkAddress": Self.waitingAddress]
      ] as [Model],
      "empty": waiting
        ? "Somebody has opened a case of every referral."
        : "No referral has been recorded in your area yet.",
      "paging": paging.model(total: total, at: "/referrals", query),
    ]
    return try site.page(
      "directory/table",
      table.model(rows.map { "/referrals/\($0.id)" }).merging(model) { $1 }
        .merging(ListFile.links("/referrals", query, total: total)) { $1 },
      context
    )
  }

  /// Where those stand of which nobody has opened a case.
  static let waitingAddress = "/referrals?waits=case"

  private static func asksWaiting(_ request: Request) -> Bool { request.asked.text("waits") == "case" }

  private func page(
    _ waiting: Bool,
    offset: Int = 0,
    limit: Int,
    _ context: SiteContext
  ) async throws -> (rows: [ReferralList.Row], total: Int) {
    let areas = context.viewer.areas(ChannelPolicy.circleRoles)
    return try await site.read(Referral.vault) { db in
      (
        try ReferralList.slice(areas: areas, waiting: waiting, offset: offset, limit: limit, in: db),
        waiting
          ? try ReferralList.countWaiting(areas: areas, in: db) : try ReferralList.count(areas: areas, in: db)
      )
    }
  }

  private func listFile(waiting: Bool, _ context: SiteContext) async throws -> ListFile {
    try requireToList(context)
    let (rows, total) = try await page(waiting, limit: ListFile.limit, context)
    return ListFile(
      "referrals",
      "Referrals",
      [ReferralTable.sheet(rows, try await site.areaNames())],
      total: total
    )
  }
}
