import Domain
import Kernel

extension FictionCasework {
  func assess(_ told: FictionCase) throws {
    guard told.state.life.isOpen else { return }
    let framework = Framework.current
    var record = Invented<Assessment>(told.chance.identifier())
    let start = Assessment.Command.start(
      caseID: told.record.id,
      subject: told.referral,
      framework: framework.coded,
      previous: told.assessment
    )
    let owner = told.state.owner
    try perform([start], on: &record, by: owner)
    let judgements = framework.factors.map { factor in
      Assessment.Command.judge(factor: factor.code, judgement(told))
    }
    // Somebody was called away in the middle of it.
    if told.chance.happens(6) {
      try perform(Array(judgements.prefix(judgements.count / 2)), on: &record, by: owner)
      if told.chance.happens(40) {
        try perform([.abandon(reason: "Begun for the wrong case.")], on: &record, by: owner)
      }
      return
    }
    let narratives = zip(framework.dimensions, FictionWords.narratives).map { dimension, words in
      Assessment.Command.narrate(dimension: dimension.code, words: words)
    }
    let conclusion = Assessment.Conclusion(
      summary: told.chance.one(of: FictionWords.conclusions),
      plan: "Meet once a week, and look again in three months.",
      changes: told.assessment == nil ? "" : "Less talk of the club, more of football."
    )
    guard try perform(judgements + narratives + [.complete(conclusion)], on: &record, by: owner) else {
      return
    }
    told.assessment = record.id
  }

  private func judgement(_ told: FictionCase) -> Assessment.Judgement {
    let presence = told.chance.one(of: ["present": 15, "partly": 20, "absent": 35, "not-known": 30])
    guard presence != "not-known" else {
      return .init(presence: listed(presence), evidence: "", source: "", date: nil)
    }
    return .init(
      presence: listed(presence),
      evidence: told.chance.one(of: presence == "absent" ? FictionWords.noEvidence : FictionWords.evidence),
      source: told.chance.one(of: ["School", "Family", "The person"]),
      date: today.adding(days: -told.chance.from(0...20))
    )
  }
}
