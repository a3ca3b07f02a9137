import Analysis
import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// One lesson on its way out of the vault: its text with what the check found beside it, and who released it.
package struct LessonPages: Sendable {
  let site: Site
  var cases: CasePages { CasePages(site: site) }

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("lessons/{id}", use: show)
    routes.get("lessons/{id}/receipts/{position}", use: receipt)
    register(LessonSteps.all, at: "lessons/{id}", on: routes)
  }

  /// A lesson that the viewer may open.
  struct Opened: Identifiable, Sendable {
    let found: CasePages.Found
    let row: LessonList.Row
    let state: Lesson.State
    /// What is known of the case, where something asked for it.
    fileprivate let known = Once<Identifying.Known>()

    var id: String { row.id }

    /// With the authors of the lesson, whom the case does not know.
    var facts: CasePolicy.Facts {
      var facts = found.facts
      facts.authors = state.authors
      return facts
    }

    func allows(_ act: CasePolicy.Act) -> Bool {
      CasePolicy.policy.allows(act, found.viewer, facts)
    }
  }

  /// What the check says of a lesson now.
  struct Checked: Sendable {
    let opened: Opened
    let findings: [Identifying.Finding]

    func reason(for finding: Identifying.Finding) -> String? {
      opened.state.reasons[finding.code]?.value?.reason
    }

    /// Those to be justified that nobody has.
    var open: [Identifying.Finding] {
      findings.filter { $0.severity == .mustJustify && reason(for: $0) == nil }
    }
  }

  func found(_ context: SiteContext, to act: CasePolicy.Act) async throws -> Opened {
    let id = try context.parameters.require("id")
    let row = try await site.find(Lesson.vault) { try LessonList.find(id, in: $0) }
    let found = try await cases.found(row.caseID, context, to: act == .approveLesson ? .read : act)
    let opened = Opened(found: found, row: row, state: try await site.load(Lesson.self, id).state)
    try CasePolicy.policy.require(act, found.viewer, opened.facts, on: found.record.reference)
    return opened
  }

  /// All that is known of the case: a long read, so only for what shows findings, or decides on them.
  func known(of opened: Opened) async throws -> Identifying.Known {
    let (site, found) = (site, opened.found)
    return try await opened.known.value { try await site.known(of: found) }
  }

  func check(_ opened: Opened) async throws -> Checked {
    let known = try await known(of: opened)
    // What has left is as it was approved.
    let approved = opened.state.checked?.value?.map(\.finding)
    let findings = approved ?? opened.state.text?.findings(known) ?? []
    return Checked(opened: opened, findings: findings)
  }

  @discardableResult
  func consult(
    _ opened: Opened,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> StatedPurpose {
    let found = opened.found
    return try await site.consult(found.record, to: Lesson.category, under: found.glass?.id, request, context)
  }

  /// A lesson as it is opened, after its line is written.
  func open(_ request: Request, _ context: SiteContext) async throws -> (Checked, StatedPurpose) {
    let opened = try await found(context, to: .read)
    let purpose = try await consult(opened, request, context)
    return (try await check(opened), purpose)
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (checked, purpose) = try await open(request, context)
    let opened = checked.opened
    let names = try await site.names(of: [opened.row.askedBy, opened.row.approvedBy].compactMap { $0 })
    let model = LessonModel(checked, purpose, names, try await history(of: opened)).model
    return try site.page("channel/lesson", model, context)
  }

  private func history(of opened: Opened) async throws -> [HistoryLine] {
    let id = opened.row.id
    let acts = try await site.read(Lesson.vault) { try LessonList.history(of: id, in: $0) }
    return try await site.history(acts, what: { LearningWording.act($0.act) }, reason: { _ in "" })
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: found(context, to: .read))
    return try await site.receipt(among: lines.map(\.position), in: Lesson.vault, context)
  }
}

extension LessonPages: SteppedPages {
  func record(to act: String, _ request: Request, _ context: SiteContext) async throws -> Opened {
    guard let act = CasePolicy.Act(rawValue: act) else { throw NotFound() }
    let opened = try await found(context, to: act)
    _ = try await site.statedPurpose(for: opened.found.record, request, context)
    return opened
  }

  func look(
    at opened: Opened,
    for act: String,
    _ request: Request,
    _ context: SiteContext
  ) async throws {
    try await consult(opened, request, context)
  }

  func place(of opened: Opened) -> RecordPlace {
    RecordPlace(
      caption: "Case \(opened.found.record.title)",
      address: "/lessons/\(opened.row.id)",
      back: "Back to the lesson"
    )
  }

  /// What waits at home: lessons that the viewer writes, and those that somebody else wrote in cases that the viewer
  /// supervises.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    guard let account = context.viewer.account, context.mayEnter(Lesson.vault),
      CasePolicy.policy.allows(.list, context.viewer, .none)
    else { return [] }
    let supervised: [String]? =
      context.viewer.holdsAnywhere(.supervisor)
      ? context.viewer.areas([.supervisor]) : []
    let (own, asked) = try await site.read(Lesson.vault) { db in
      (
        try LessonList.begun(by: account, limit: Waiting.most, in: db),
        try LessonList.waiting(for: account, in: supervised, limit: Waiting.most, in: db)
      )
    }
    return [
      Waiting("Lessons that you write", own.map { Self.item($0, "a lesson to finish", $0.draftedOn) }),
      Waiting(
        "Lessons that wait for your approval",
        asked.map { Self.item($0, "a lesson to release", $0.askedOn) }
      ),
    ]
  }

  private static func item(_ row: LessonList.Row, _ what: String, _ since: PartialDate?) -> Waiting.Item {
    Waiting.Item(
      "/lessons/\(row.id)",
      "\(Case.reference(of: row.caseID)): \(what)",
      since.map { "Since \($0.words)" } ?? ""
    )
  }
}

/// Something that is read when it is first asked for, and then kept.
private actor Once<Value: Sendable> {
  private var reading: Task<Value, any Error>?

  func value(_ read: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = reading ?? Task { try await read() }
    reading = task
    return try await task.value
  }
}
