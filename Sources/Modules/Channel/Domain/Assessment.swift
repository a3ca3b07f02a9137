package import Kernel

/// One assessment of a case by a framework: factor by factor, with evidence, and a formulation in words.
///
/// It supports judgement, and proves nothing: there is no total, no score and no colour, and nothing to make one of.
package enum Assessment: Decider {
  package static let category = "assessment"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    /// - `previous`: The last completed assessment of the case, where there is one.
    case start(caseID: String, subject: String, framework: Coded, previous: String?)
    case judge(factor: String, Judgement)
    case narrate(dimension: String, words: String)
    case complete(Conclusion)
    case abandon(reason: String)
  }

  /// What was seen of one factor.
  package struct Judgement: Codable, Equatable, Sendable {
    /// Of ``Assessment/presenceList``.
    package var presence: Coded
    package var evidence: String
    package var source: String
    package var date: PartialDate?

    package init(presence: Coded, evidence: String, source: String, date: PartialDate?) {
      self.presence = presence
      self.evidence = evidence
      self.source = source
      self.date = date
    }
  }

  /// The three parts that users of the framework missed.
  package struct Conclusion: Codable, Equatable, Sendable {
    package var summary: String
    package var plan: String
    /// Significant changes since the last assessment.
    package var changes: String

    package init(summary: String, plan: String, changes: String) {
      self.summary = summary
      self.plan = plan
      self.changes = changes
    }
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable { case absent, started, completed, abandoned }

    package var life = Life.absent
    package var started: Started?
    package var judgements: [String: Judged] = [:]
    package var narratives: [String: Narrated] = [:]
    package var completed: Completed?
    package var abandoned: Abandoned?

    package var framework: Framework? { started.flatMap { Framework.of($0.framework) } }
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyStarted
    case notPossible(in: State.Life)
    case incomplete(missing: [String])
    case noSuchFramework
    case noSuchFactor
    case noSuchDimension
    case noSuchCode
    case inTheFuture
    /// Factors that nobody said anything of yet, not even that it is not known.
    case notJudged([String])
    case notNarrated([String])
  }

  package static let presenceList = CodeList(
    "factor-presence",
    version: 1,
    [
      .init("present", "Present"), .init("partly", "Partly present"), .init("absent", "Absent"),
      .init("not-known", "Not known"),
    ]
  )

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if case .start(let caseID, let subject, let framework, let previous) = command {
      let body = Started(caseID: caseID, subject: subject, framework: framework, previous: previous)
      return try start(body, on: state)
    }
    if case .abandon = command, state.life == .abandoned { return [] }
    if case .complete(let conclusion) = command, state.completed?.words.value == conclusion { return [] }
    guard state.life == .started, let started = state.started, let framework = state.framework else {
      throw .notPossible(in: state.life)
    }
    switch command {
    case .start: return []
    case .judge(let factor, let judgement):
      return try judge(factor, judgement, framework, started, on: state, occasion)
    case .narrate(let dimension, let words):
      guard framework.dimensions.contains(where: { $0.code == dimension }) else { throw .noSuchDimension }
      guard !words.isEmpty else { throw .incomplete(missing: ["words"]) }
      let body = Narrated(dimension: dimension, words: Personal(words, of: started.subject))
      return state.narratives[dimension] == body ? [] : [.narrated(body)]
    case .complete(let conclusion): return try complete(conclusion, framework, started, on: state)
    case .abandon(let reason):
      guard !reason.isEmpty else { throw .incomplete(missing: ["reason"]) }
      return [.abandoned(Abandoned(reason: Personal(reason, of: started.subject)))]
    }
  }

  private static func start(_ body: Started, on state: State) throws(Refusal) -> [Event] {
    if let started = state.started {
      if started == body { return [] }
      throw .alreadyStarted
    }
    guard !body.caseID.isEmpty, !body.subject.isEmpty else { throw .incomplete(missing: ["case"]) }
    guard Framework.of(body.framework) != nil else { throw .noSuchFramework }
    return [.started(body)]
  }

  private static func judge(
    _ factor: String,
    _ judgement: Judgement,
    _ framework: Framework,
    _ started: Started,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard framework.dimension(of: factor) != nil else { throw .noSuchFactor }
    guard presenceList.holds(judgement.presence) else { throw .noSuchCode }
    if judgement.presence.code != "not-known" {
      let missing =
        (judgement.evidence.isEmpty ? ["evidence"] : []) + (judgement.source.isEmpty ? ["source"] : [])
        + (judgement.date == nil ? ["date"] : [])
      guard missing.isEmpty else { throw .incomplete(missing: missing) }
    }
    guard judgement.date.map({ $0 <= occasion.day }) ?? true else { throw .inTheFuture }
    let body = Judged(factor: factor, judgement: Personal(judgement, of: started.subject))
    return state.judgements[factor] == body ? [] : [.judged(body)]
  }

  private static func complete(
    _ conclusion: Conclusion,
    _ framework: Framework,
    _ started: Started,
    on state: State
  ) throws(Refusal) -> [Event] {
    let unjudged = framework.factors.map(\.code).filter { state.judgements[$0] == nil }
    guard unjudged.isEmpty else { throw .notJudged(unjudged) }
    let untold = framework.dimensions.map(\.code).filter { state.narratives[$0] == nil }
    guard untold.isEmpty else { throw .notNarrated(untold) }
    let needsChanges = started.previous != nil && conclusion.changes.isEmpty
    let missing =
      (conclusion.summary.isEmpty ? ["summary"] : []) + (conclusion.plan.isEmpty ? ["plan"] : [])
      + (needsChanges ? ["changes"] : [])
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
    return [.completed(Completed(words: Personal(conclusion, of: started.subject)))]
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .started(let body): (state.life, state.started) = (.started, body)
    case .judged(let body): state.judgements[body.factor] = body
    case .narrated(let body): state.narratives[body.dimension] = body
    case .completed(let body): (state.life, state.completed) = (.completed, body)
    case .abandoned(let body): (state.life, state.abandoned) = (.abandoned, body)
    }
  }
}
