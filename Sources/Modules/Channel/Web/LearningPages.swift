import Domain
import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// What was learned of a closed case, and the lessons that are written from it.
package struct LearningPages: Sendable {
  let site: Site
  var cases: CasePages { CasePages(site: site) }

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("cases/{id}/learning", use: show)
    routes.get("cases/{id}/learning/receipts/{position}", use: receipt)
    routes.get("cases/{id}/lessons/new", use: newLesson)
    routes.post("cases/{id}/lessons", use: draft)
    register([LearningSteps.record], at: "cases/{id}/learning", on: routes)
  }

  /// What was learned of a case, as it is opened.
  struct Learning: Sendable {
    let found: CasePages.Found
    let recorded: CaseLearning.Recorded?
    let lessons: [LessonList.Row]
    let version: Int
  }

  func learning(_ context: SiteContext, to act: CasePolicy.Act) async throws -> Learning {
    let found = try await cases.found(context, to: act)
    let id = found.row.id
    let (state, version) = try await site.load(CaseLearning.self, id)
    return Learning(
      found: found,
      recorded: state.recorded,
      lessons: try await site.read(Lesson.vault) { try LessonList.all(of: id, in: $0) },
      version: version
    )
  }

  /// The same after its line is written.
  func open(_ request: Request, _ context: SiteContext) async throws -> (Learning, StatedPurpose) {
    let learning = try await learning(context, to: .read)
    return (learning, try await consult(learning, request, context))
  }

  private func consult(
    _ learning: Learning,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> StatedPurpose {
    let found = learning.found
    return try await site.consult(
      found.record,
      to: CaseLearning.category,
      under: found.glass?.id,
      request,
      context
    )
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (learning, purpose) = try await open(request, context)
    let found = learning.found
    let address = "\(found.record.address)/learning"
    let mayWork = found.allows(.work) && found.state.life == .closed
    let isErased = learning.recorded.map { $0.words.value == nil } ?? false
    let page = RecordModel(
      caption: "Case \(found.record.title)",
      title: "What was learned",
      back: (found.record.address, "Back to the case"),
      purpose: (purpose, found.record),
      notice: isErased
        ? "What was said of the person is erased."
        : learning.recorded == nil ? "Nothing is recorded yet of what this case teaches." : nil,
      rows: LearningWording.rows(learning.recorded),
      tables: [
        .init(
          heading: "Lessons for others",
          empty: "None was written yet.",
          columns: ["Written on", "Where it stands"],
          rows: learning.lessons.map {
            .init(
              name: $0.draftedOn.words,
              address: "/lessons/\($0.id)",
              cells: [LearningWording.standing($0)]
            )
          }
        )
      ],
      steps: mayWork
        ? [
          .init(
            label: learning.recorded == nil ? "Record what was learned" : "Record it anew",
            address: "\(address)/record",
            style: learning.recorded == nil ? "" : "govuk-button--secondary"
          ), .init(label: "Write a lesson for others", address: "\(found.record.address)/lessons/new"),
        ] : [],
      history: try await history(of: found.row.id),
      address: address
    )
    return try site.page("channel/record", page.model, context)
  }

  private func history(of caseID: String) async throws -> [HistoryLine] {
    let acts = try await site.read(CaseLearning.vault) { try LearningList.history(of: caseID, in: $0) }
    return try await site.history(acts, what: { _ in "recorded what was learned" }, reason: { _ in "" })
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await cases.found(context, to: .read)
    let lines = try await history(of: found.row.id)
    return try await site.receipt(among: lines.map(\.position), in: CaseLearning.vault, context)
  }
}

extension LearningPages: SteppedPages {
  func record(to act: String, _ request: Request, _ context: SiteContext) async throws -> Learning {
    guard let act = CasePolicy.Act(rawValue: act) else { throw NotFound() }
    let learning = try await learning(context, to: act)
    _ = try await site.statedPurpose(for: learning.found.record, request, context)
    return learning
  }

  func look(
    at learning: Learning,
    for act: String,
    _ request: Request,
    _ context: SiteContext
  ) async throws {
    _ = try await consult(learning, request, context)
  }

  func place(of learning: Learning) -> RecordPlace {
    RecordPlace(
      caption: "Case \(learning.found.record.title)",
      address: "\(learning.found.record.address)/learning",
      back: "What was learned"
    )
  }
}

extension CasePages.Found {
  /// - Throws: the case's refusal while it is open.
  func ended() throws -> Case.Ended {
    guard let ended = state.ended(row.id) else { throw Case.Refusal.notPossible(in: state.life) }
    return ended
  }
}

enum LearningSteps {
  static let record = RecordStep<LearningPages>(
    CasePolicy.Act.work.rawValue,
    FormFrame(
      heading: "What was learned",
      path: "/record",
      button: "Record it",
      lead:
        "For those who will read this case, and for the lesson that others may read without knowing whose it was. What is recorded anew takes the place of what was; both stay in the record."
    ),
    LearningForms.learned,
    into: .init(),
    of: CaseLearning.self,
    refusing: "changes"
  ) { _, learning, learned in
    (.record(try learning.found.ended(), learned), on: learning.found.row.id)
  }
  .beginning { _, learning in
    learning.recorded.map { LearningForms.learned.values(of: LearningWording.learned($0)) } ?? FormValues()
  }
}
