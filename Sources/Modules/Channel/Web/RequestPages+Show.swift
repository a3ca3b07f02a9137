import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// One question to a partner, opened for what its case is opened for.
extension RequestPages: SteppedPages {
  struct Asked: Identifiable, Sendable {
    let found: CasePages.Found
    let row: RequestList.Row
    let state: InformationRequest.State

    var id: String { row.id }
  }

  func found(_ context: SiteContext, to act: CasePolicy.Act) async throws -> Asked {
    let id = try context.parameters.require("id")
    let row = try await site.find(InformationRequest.vault) { try RequestList.find(id, in: $0) }
    let found = try await cases.found(row.caseID, context, to: act)
    return Asked(found: found, row: row, state: try await site.load(InformationRequest.self, id).state)
  }

  func record(to act: String, _ request: Request, _ context: SiteContext) async throws -> Asked {
    guard let act = CasePolicy.Act(rawValue: act) else { throw NotFound() }
    let asked = try await found(context, to: act)
    _ = try await site.statedPurpose(for: asked.found.record, request, context)
    return asked
  }

  func place(of asked: Asked) -> RecordPlace {
    RecordPlace(
      caption: "Case \(asked.found.record.title)",
      address: "/requests/\(asked.row.id)",
      back: "Back to the question"
    )
  }

  /// A question as it is opened, after its line is written.
  func open(_ request: Request, _ context: SiteContext) async throws -> (Asked, StatedPurpose) {
    let asked = try await found(context, to: .read)
    let purpose = try await site.consult(
      asked.found.record,
      to: InformationRequest.category,
      under: asked.found.glass?.id,
      request,
      context
    )
    return (asked, purpose)
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (asked, purpose) = try await open(request, context)
    let address = "/requests/\(asked.row.id)"
    let page = RecordModel(
      caption: "Case \(asked.found.record.title)",
      title: "Question to \(PanelMeeting.agencyList.label(asked.row.agency).lowercased())",
      back: ("\(asked.found.record.address)/requests", "Questions to partners"),
      purpose: (purpose, asked.found.record),
      notice: asked.state.sent?.words.value == nil ? "What was said of the person is erased." : nil,
      rows: RequestWording.rows(asked, on: site.today),
      steps: asked.row.life == .sent && asked.found.allows(.work) ? RequestSteps.offered(at: address) : [],
      history: try await history(of: asked),
      address: address
    )
    return try site.page("channel/record", page.model, context)
  }

  private func history(of asked: Asked) async throws -> [HistoryLine] {
    let id = asked.row.id
    let acts = try await site.read(InformationRequest.vault) { try RequestList.history(of: id, in: $0) }
    return try await site.history(acts, what: { RequestWording.act($0.act) }, reason: { _ in "" })
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: found(context, to: .read))
    return try await site.receipt(among: lines.map(\.position), in: InformationRequest.vault, context)
  }
}

extension RequestPages {
  /// What waits at home: questions that somebody sent, and whose answer is late.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    guard context.viewer.account != nil, context.mayEnter(InformationRequest.vault),
      CasePolicy.policy.allows(.list, context.viewer, .none)
    else { return [] }
    let late = try await unanswered(context, late: true, limit: Waiting.most)
    let items = late.map {
      Waiting.Item(
        "/requests/\($0.id)",
        "\(Case.reference(of: $0.caseID)): \(PanelMeeting.agencyList.label($0.agency).lowercased())",
        "An answer was needed by \($0.due.words)"
      )
    }
    let rest = Waiting.rest(of: late.count, at: "/requests", "All of them, with what others asked")
    return [Waiting("Partners that have not answered", items + rest)]
  }
}
