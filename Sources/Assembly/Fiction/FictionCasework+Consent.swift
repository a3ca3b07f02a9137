import Domain
import Kernel

/// From the offer of support to its beginning.
extension FictionCasework {
  func seek(_ told: FictionCase) throws {
    guard told.state.isOffered, told.state.life.isOpen else { return }
    let id = told.chance.identifier()
    let isChild = told.person.isUnder18(on: today)
    let command = Case.Command.seekConsent(
      id: id,
      how: listed(told.chance.one(of: ["in-person": 60, "telephone": 20, "letter": 10, "video": 10])),
      from: listed(isChild ? "parent" : "person"),
      on: today,
      words: "It was explained what the support is, and that it is voluntary."
    )
    try act([command], on: told)
    // Some of the last have not answered, and nobody asked again.
    if !isLeft(20, of: 45) { plan(.answer(told, seeking: id), in: told.chance.from(1...8)) }
  }

  func answer(_ told: FictionCase, seeking id: String) throws {
    guard told.state.life.isOpen else { return }
    let isChild = told.person.isUnder18(on: today)
    if told.ending.reason == "deceased" { return plan(.close(told), in: 1) }
    let isGiven = told.ending.isAdopted
    let answer = Case.Answer(
      seeking: id,
      isGiven: isGiven,
      giver: listed(isChild ? "parent" : "person"),
      capacity: listed(isChild ? "under-18" : "adult"),
      on: today,
      name: "\(told.person.person.givenName) \(told.person.person.familyName)\(isChild ? " the Elder" : "")",
      words: isGiven ? "Would be glad of it." : "Wants no help from anybody."
    )
    try act([.recordAnswer(answer, rules)], on: told)
    if isGiven { return plan(.plan(told), in: told.chance.from(1...4)) }
    if told.chance.happens(30) { try override(told) }
    plan(.close(told), in: told.chance.from(3...7))
  }

  private func override(_ told: FictionCase) throws {
    let words = "A younger child lives in the house."
    try act(
      [.override(id: told.chance.identifier(), ground: listed("safeguarding"), words: words, rules)],
      on: told
    )
    let told2 = Case.Disclosure(
      recipient: "Exampleshire Social care (made up)",
      what: "That a child in the house may need help.",
      basis: listed("safeguarding"),
      declaration: listed("none"),
      on: today
    )
    try act([.disclose(id: told.chance.identifier(), told2)], on: told)
    if told.chance.happens(75) { plan(.reviewOverride(told), in: told.chance.from(1...2)) }
  }

  func reviewOverride(_ told: FictionCase) throws {
    guard told.state.life.isOpen, told.state.override != nil else { return }
    let outcome = told.chance.one(of: ["justified": 85, "not-justified": 15])
    let command = Case.Command.reviewOverride(
      outcome: listed(outcome),
      words: "Read the ground and the words."
    )
    try act([command], on: told, by: cast.supervisor)
  }

  func makePlan(_ told: FictionCase) throws {
    guard told.state.isOffered, told.state.life.isOpen else { return }
    var supports: [Case.PlannedSupport] = []
    var ways: [String: String] = [:]
    func add(_ nature: String, _ provider: String, _ way: String) {
      let id = told.chance.identifier()
      supports.append(.init(id: id, nature: listed(nature), provider: provider, from: today))
      ways[id] = way
    }
    var approved: [Provider.Assignable] = []
    if told.chance.happens(75), let (provider, assignable) = freeProvider(for: told) {
      (told.provider, approved) = (provider, [assignable])
      provider.engaged += 1
      add("mentoring", assignable.provider, "Every two weeks at the library, for an hour.")
    }
    if supports.isEmpty || told.chance.happens(50) {
      let nature = told.chance.one(of: [
        "education": 3, "life-skills": 3, "careers": 2, "health": 2, "housing": 1,
      ])
      add(nature, told.chance.one(of: FictionWords.services), "Weekly, from the first free place.")
    }
    let planning = Case.Planning(
      needs: "Company that is good, and something to do. (Made up.)",
      consent: "Given in person; asked again at each review.",
      supports: supports,
      ways: ways
    )
    guard try act([.plan(id: told.chance.identifier(), planning, approved, rules)], on: told) else { return }
    try setGoals(told)
    plan(.adopt(told), in: told.chance.from(1...2))
  }

  private func setGoals(_ told: FictionCase) throws {
    for _ in 0..<told.chance.from(1...2) {
      let id = told.chance.identifier()
      told.goal = id
      try act([.setGoal(id: id, words: told.chance.one(of: FictionWords.goals))], on: told)
    }
    guard let provider = told.provider else { return }
    let reason = "Gives the mentoring."
    try act([.share(with: provider.account, as: listed("provider"), until: nil, reason: reason)], on: told)
  }

  /// The one with most room.
  private func freeProvider(for told: FictionCase) -> (FictionProvider, Provider.Assignable)? {
    let free = providers.compactMap { provider in
      provider.record.state.assignable(
        Provider.reference(of: provider.record.id),
        to: told.record.id,
        for: "mentoring",
        engaged: provider.engaged,
        on: today
      ).map { (provider, $0) }
    }
    return free.max { left, right in
      left.0.record.state.capacity - left.0.engaged < right.0.record.state.capacity - right.0.engaged
    }
  }
}
