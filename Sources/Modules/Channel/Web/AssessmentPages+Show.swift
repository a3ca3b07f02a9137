import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// One assessment, opened for what its case is opened for.
extension AssessmentPages: SteppedPages {
  /// An assessment that the viewer may open or change, and which part of it.
  struct Assessed: Identifiable, Sendable {
    let found: CasePages.Found
    let row: AssessmentList.Row
    let state: Assessment.State
    let framework: Framework
    /// The last that was completed before it.
    let previous: Assessment.State?
    let previousOn: PartialDate?
    var factor: CodeList.Code?
    var dimension: Framework.Dimension?

    var id: String { row.id }
  }

  func found(_ context: SiteContext, to act: CasePolicy.Act) async throws -> Assessed {
    let id = try context.parameters.require("id")
    let row = try await site.find(Assessment.vault) { try AssessmentList.find(id, in: $0) }
    let found = try await cases.found(row.caseID, context, to: act)
    let state = try await site.load(Assessment.self, id).state
    guard let framework = state.framework else {
      throw Fault(.damagedLog, "an assessment is by no framework that there is")
    }
    var assessed = Assessed(
      found: found,
      row: row,
      state: state,
      framework: framework,
      previous: try await previous(row),
      previousOn: try await previousOn(row)
    )
    if let code = context.parameters.get("factor") {
      guard let factor = framework.factors.first(where: { $0.code == code }) else { throw NotFound() }
      assessed.factor = factor
      assessed.dimension = framework.dimension(of: code)
    }
    if let code = context.parameters.get("dimension") {
      guard let dimension = framework.dimensions.first(where: { $0.code == code }) else { throw NotFound() }
      assessed.dimension = dimension
    }
    return assessed
  }

  private func previous(_ row: AssessmentList.Row) async throws -> Assessment.State? {
    guard let previous = row.previous else { return nil }
    return try await site.load(Assessment.self, previous).state
  }

  private func previousOn(_ row: AssessmentList.Row) async throws -> PartialDate? {
    guard let previous = row.previous else { return nil }
    let found = try await site.read(Assessment.vault) { try AssessmentList.find(previous, in: $0) }
    return (found?.endedAt).map { PartialDate(on: $0) }
  }

  // MARK: Its acts

  func record(to act: String, _ request: Request, _ context: SiteContext) async throws -> Assessed {
    guard let act = CasePolicy.Act(rawValue: act) else { throw NotFound() }
    let assessed = try await found(context, to: act)
    _ = try await site.statedPurpose(for: assessed.found.record, request, context)
    return assessed
  }

  func look(
    at assessed: Assessed,
    for act: String,
    _ request: Request,
    _ context: SiteContext
  ) async throws {
    try await consult(assessed, request, context)
  }

  func place(of assessed: Assessed) -> RecordPlace {
    RecordPlace(
      caption: assessed.dimension?.label ?? "Case \(assessed.found.record.title)",
      address: "/assessments/\(assessed.row.id)",
      back: "Back to the assessment"
    )
  }

  // MARK: Its page

  @discardableResult
  func consult(
    _ assessed: Assessed,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> StatedPurpose {
    try await site.consult(
      assessed.found.record,
      to: "assessment",
      under: assessed.found.glass?.id,
      request,
      context
    )
  }

  /// An assessment as it is opened, after its line is written.
  func open(_ request: Request, _ context: SiteContext) async throws -> (Assessed, StatedPurpose) {
    let assessed = try await found(context, to: .read)
    return (assessed, try await consult(assessed, request, context))
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (assessed, purpose) = try await open(request, context)
    let lines = try await history(of: assessed)
    return try site.page("channel/assessment", AssessmentModel(assessed, purpose, lines).model, context)
  }

  private func history(of assessed: Assessed) async throws -> [HistoryLine] {
    let id = assessed.row.id
    let acts = try await site.read(Assessment.vault) { try AssessmentList.history(of: id, in: $0) }
    return try await site.history(
      acts,
      what: { AssessmentWording.act($0, assessed.framework) },
      reason: { _ in "" }
    )
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: found(context, to: .read))
    return try await site.receipt(among: lines.map(\.position), in: Assessment.vault, context)
  }
}

extension AssessmentList.Act: KeptAct {}
