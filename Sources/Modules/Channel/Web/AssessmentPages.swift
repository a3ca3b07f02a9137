import Domain
import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// The assessments of a case: made in parts, one factor after another, and read side by side.
package struct AssessmentPages: Sendable {
  let site: Site
  var cases: CasePages { CasePages(site: site) }

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("cases/{id}/assessments", use: index)
    routes.post("cases/{id}/assessments", use: start)
    routes.get("assessments/{id}", use: show)
    routes.get("assessments/{id}/receipts/{position}", use: receipt)
    register(AssessmentSteps.all, at: "assessments/{id}", on: routes)
  }

  // MARK: Those of a case

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await cases.found(context, to: .read)
    try site.requireSecondFactor(for: Assessment.vault, context)
    let rows = try await rows(of: found.row.id)
    let names = try await site.names(of: rows.map(\.by))
    let isOpen = rows.contains { $0.life == .started }
    let address = "\(found.record.address)/assessments"
    let page = RecordModel(
      caption: "Case \(found.record.title)",
      title: "Assessments",
      back: (found.record.address, "Back to the case"),
      notice: AssessmentWording.caution,
      tables: [
        .init(
          heading: "The latest first",
          empty: "None was made yet.",
          columns: ["Started", "By", "Framework", "Where it stands"],
          rows: rows.map { row in
            .init(
              name: PartialDate(on: row.startedAt).words,
              address: "/assessments/\(row.id)",
              cells: [
                names.name(of: row.by), Framework.of(row.framework)?.label ?? row.framework.code,
                AssessmentWording.life(row),
              ]
            )
          }
        )
      ],
      steps: found.allows(.work) && !isOpen && found.state.life.isOpen
        ? [.init(label: "Start an assessment", address: address, style: "", isPost: true)] : [],
      address: address
    )
    return try site.page("channel/record", page.model, context)
  }

  func rows(of caseID: String) async throws -> [AssessmentList.Row] {
    try await site.read(Assessment.vault) { try AssessmentList.all(of: caseID, in: $0) }
  }

  // MARK: Starting one

  @Sendable func start(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await cases.found(context, to: .work)
    _ = try await site.statedPurpose(for: found.record, request, context)
    _ = try await site.values(of: request, context)
    return site.redirect(to: "/assessments/\(try await start(found, as: site.newID(), context))")
  }

  /// Starts an assessment, or gives the one that is not completed yet: there is one at a time.
  func start(_ found: CasePages.Found, as id: String, _ context: SiteContext) async throws -> String {
    let rows = try await rows(of: found.row.id)
    if let open = rows.first(where: { $0.life == .started }) { return open.id }
    guard found.state.life.isOpen else { throw Assessment.Refusal.notPossible(in: .absent) }
    try await site.perform(
      .start(
        caseID: found.row.id,
        subject: found.state.subject,
        framework: Framework.current.coded,
        previous: rows.first { $0.life == .completed }?.id
      ),
      on: id,
      of: Assessment.self,
      by: context.viewer
    )
    return id
  }
}
