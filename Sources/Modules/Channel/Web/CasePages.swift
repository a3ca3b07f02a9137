import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

/// The pages of cases: lists, one case as a story, and every act of it as a form.
package struct CasePages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("cases", use: index)
    site.offer("cases", on: routes, listFile)
    routes.get("cases/overview", use: overview)
    site.offer("cases/overview", on: routes, overviewFile)
    routes.get("cases/new", use: openPage)
    routes.post("cases", use: open)
    routes.get("cases/{id}", use: show)
    routes.get("cases/{id}/receipts/{position}", use: receipt)
    routes.get("cases/{id}/letters/{letter}", use: letter)
    routes.get("cases/{id}/reopen", use: reopenPage)
    routes.post("cases/{id}/reopen", use: reopen)
    for act in CaseAct.all {
      routes.get(RouterPath("cases/{id}/\(act.name)")) { try await actPage(act, $0, $1) }
      routes.post(RouterPath("cases/{id}/\(act.name)")) { try await perform(act, $0, $1) }
    }
  }

  /// A case that the viewer may see in some way, and how.
  struct Found: Sendable {
    let row: CaseList.Row
    let state: Case.State
    /// How much happened in it: what a form was made from.
    let version: Int
    let facts: CasePolicy.Facts
    /// The break-glass by which it is open; nil for who belongs to its circle.
    let glass: BreakGlassList.Row?
    let viewer: Viewer

    var record: SealedRecord { CasePages.record(row) }

    func allows(_ act: CasePolicy.Act) -> Bool { CasePolicy.policy.allows(act, viewer, facts) }
  }

  /// The case of the address, where the viewer may at least know that there is one.
  func found(_ context: SiteContext) async throws -> Found {
    try await found(try context.parameters.require("id"), context)
  }

  private func found(_ id: String, _ context: SiteContext) async throws -> Found {
    let reference = Reference(kind: Case.category, id: id)
    let row = try await site.find(Case.vault) { try CaseList.find(id, in: $0) }
    let (state, version) = try await site.load(Case.self, id)
    let facts = try await site.caseFacts(id, state)
    let glass = try await site.openGlass(on: reference, by: context.viewer)
    let viewer = context.viewer.asking { $0.breakGlass = glass != nil }
    let found = Found(
      row: row,
      state: state,
      version: version,
      facts: facts,
      glass: glass,
      viewer: viewer
    )
    try CasePolicy.policy.require(.outline, viewer, facts, on: reference, hidden: true)
    return found
  }

  /// The same, where the viewer may do this with it.
  func found(_ context: SiteContext, to act: CasePolicy.Act) async throws -> Found {
    try await found(try context.parameters.require("id"), context, to: act)
  }

  /// A case of which something beside it is asked for, where the viewer may do this with it.
  func found(_ id: String, _ context: SiteContext, to act: CasePolicy.Act) async throws -> Found {
    let found = try await found(id, context)
    if !found.allows(act), act == .read { throw OutsideCircle(found.record, act: act.rawValue) }
    try CasePolicy.policy.require(act, found.viewer, found.facts, on: found.record.reference)
    return found
  }
}
