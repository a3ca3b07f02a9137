import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// The depository for programs: the same commands and the same views as the pages, as JSON.
package struct PracticeAPI: InterfacePart {
  let pages: PracticePages
  var site: Site { pages.site }

  package init(site: Site) { pages = PracticePages(site: site) }

  // MARK: Lists

  func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let today = site.today
    let query = PracticeQuery(request.asked, on: today)
    let scope = PracticeList.Scope(of: context.viewer, on: today)
    guard query.filter.words == nil, query.sort == .best else {
      return try await matches(query, scope, request)
    }
    let slice = try Slice(request, of: "practices")
    let after = try slice.after.map { (changedAt: try $0.number(), id: $0.id) }
    let found = try await site.read(.learning) { db in
      try PracticeList.slice(query.filter, scope: scope, after: after, limit: slice.reach, in: db)
    }
    let rows = found.rows.map { PracticeShapes.Listed(row: $0, today: today) }
    return try site.answer(PracticeShapes.list, rows, slice, total: found.total, request) {
      Cursor($0.row.changedAt.milliseconds, $0.row.id)
    }
  }

  /// From the search index, in its order.
  ///
  /// There is no key to go on after: the cursor says how many were gone through. What may not be read any more
  /// since the index learnt of it is left out, and does not end the list.
  private func matches(
    _ query: PracticeQuery,
    _ scope: PracticeList.Scope,
    _ request: Request
  ) async throws -> Response {
    let today = site.today
    let slice = try Slice(request, of: "practices found, \(query.sort.rawValue)")
    let given = Int(min(max(0, try slice.after?.number() ?? 0), 1_000_000))
    let found = try await pages.find(query, scope, offset: given, limit: slice.limit)
    let rows = found.rows.map { PracticeShapes.Listed(row: $0, today: today) }
    let through = given + slice.limit
    return try site.answer(
      PracticeShapes.list,
      rows,
      slice,
      total: found.total,
      request,
      next: through < found.total ? Cursor(through, "") : nil
    )
  }

  // MARK: One record

  func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await answer(try await pages.record(context, to: .read), context)
  }

  func deposit(_ request: Request, _ context: SiteContext) async throws -> Response {
    try PracticePolicy.policy.require(.deposit, context.viewer, .none)
    let values = try await site.values(of: request, Self.depositing)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    var details = Practice.Details()
    // What is sent twice names the same people, under the identifiers that they have.
    if values.has("contacts") {
      details.contacts = try await site.load(Practice.self, id).state.details.contacts
    }
    details = try PracticeForm.form.parse(values, into: details, present: true)
    details.nameContacts(site.newID)
    try await site.perform(
      .deposit(details, organisation: context.viewer.organisation),
      on: id,
      of: Practice.self,
      by: context.viewer
    )
    return try await shown(id, context, madeAt: "/api/v1/practices/\(id)")
  }

  /// Changes what the body names and leaves the rest; `If-Match` holds the version that was read.
  func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .revise)
    let values = try await site.values(of: request, Self.revising)
    let seen = try site.seenVersion(request)
    let current = try await site.load(Practice.self, record.id)
    var details = try PracticeForm.form.parse(values, into: current.state.details, present: true)
    details.nameContacts(site.newID)
    let emptied = record.life == .draft ? [] : PracticeForm.emptied(details, current.state.details)
    guard emptied.isEmpty else { throw Invalid(emptied) }
    try await site.perform(
      .revise(details, reason: values.text("reason")),
      on: record.id,
      of: Practice.self,
      expecting: seen,
      by: context.viewer
    )
    return try await shown(record.id, context)
  }

  func supersede(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await pages.record(context, to: .supersede)
    let values = try await site.values(of: request, Self.superseding)
    try await pages.supersede(record, values, context)
    return try await shown(record.id, context)
  }

  func shown(
    _ id: String,
    _ context: SiteContext,
    madeAt address: String? = nil
  ) async throws -> Response {
    let record = try await site.find(.learning) { try PracticeRecord.find(id, in: $0) }
    return try await answer(record, context, madeAt: address)
  }

  private func answer(
    _ record: PracticeRecord.Row,
    _ context: SiteContext,
    madeAt address: String? = nil
  ) async throws -> Response {
    let today = site.today
    let seesContacts = PracticePolicy.policy.allows(.readContacts, context.viewer, .init(record, on: today))
    let shown = PracticeShapes.Shown(
      record: record,
      seesContacts: seesContacts,
      successor: try await pages.successor(of: record, context.viewer)?.id,
      today: today
    )
    return try site.answer(PracticeShapes.practice, shown, version: record.version, madeAt: address)
  }
}
