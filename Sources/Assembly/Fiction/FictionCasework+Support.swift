import Domain
import Kernel

/// Support as it is given, and what is late in it.
extension FictionCasework {
  func adopt(_ told: FictionCase) throws {
    guard told.state.hasConsent, told.state.life.isOpen else { return }
    guard try act([.adopt(nextContact: next(told), rules)], on: told) else { return }
    told.adoptedOn = now
    for support in told.state.plan?.supports ?? [] {
      plan(.session(told, support: support.id), in: told.chance.from(4...9))
    }
    planReview(told)
    if !told.ending.isPanels { plan(.leave(told), in: told.length) }
    if told.chance.happens(50) { plan(.assess(told), in: told.chance.from(50...60)) }
    if told.chance.happens(12) { plan(.transfer(told), in: told.chance.from(15...60)) }
    // The failure to prevent: an adopted case whose mentoring peters out.
    told.isForgotten = now > days.count - 90 && told.chance.happens(15)
  }

  private func next(_ told: FictionCase) -> PartialDate { today.adding(days: told.chance.from(16...27)) }

  /// Waits for the panel well before its review is due.
  private func planReview(_ told: FictionCase) {
    guard let due = told.state.nextReview else { return }
    plan(.wait(told), in: days.number(onOrAfter: due) - now - 24)
  }

  func review(_ told: FictionCase, _ clerk: String) throws {
    let review = Case.Review(
      on: today,
      findings: told.chance.one(of: FictionWords.progress),
      changes: told.chance.happens(30) ? "One session more a month." : "",
      next: today.adding(months: rules.reviewMonths)
    )
    try act([.review(id: told.chance.identifier(), review, rules)], on: told, by: clerk)
    planReview(told)
  }

  func hold(_ told: FictionCase, _ support: String) throws {
    let state = told.state
    guard state.life == .support, let planned = state.plan?.supports.first(where: { $0.id == support })
    else { return }
    if told.isForgotten, told.sessions > 2 { return }
    told.sessions += 1
    let mentor = planned.nature.code == "mentoring" ? told.provider?.account : nil
    let session = Case.Session(
      support: support,
      on: today,
      attendance: listed(
        told.chance.one(of: [
          "attended": 80, "late": 7, "missed": 7, "cancelled-person": 4, "cancelled-provider": 2,
        ])
      ),
      done: told.chance.one(of: FictionWords.sessions),
      concern: told.chance.happens(3) ? told.chance.one(of: FictionWords.concerns) : "",
      nextContact: next(told)
    )
    let by = mentor.flatMap { state.circle[$0] == nil ? nil : $0 }
    try act([.recordSession(id: told.chance.identifier(), session, rules)], on: told, by: by)
    if let goal = told.goal, told.chance.happens(20) {
      let words = told.chance.one(of: FictionWords.progress)
      try act([.noteProgress(id: told.chance.identifier(), goal: goal, words: words)], on: told)
    }
    self.plan(
      .session(told, support: support),
      in: told.chance.happens(94) ? told.chance.from(6...11) : told.chance.from(21...27)
    )
  }

  func contact(_ told: FictionCase) throws {
    guard told.state.isCarried else { return }
    let contact = Case.Contact(
      with: listed(told.chance.one(of: ["person": 50, "parent": 25, "partner": 15, "not-reached": 10])),
      on: today,
      words: told.chance.one(of: FictionWords.contacts),
      nextContact: next(told)
    )
    try act([.recordContact(id: told.chance.identifier(), contact, rules)], on: told)
    if contact.with.code == Case.notReached { plan(.contact(told), in: told.chance.from(1...4)) }
  }

  /// Support ends before its goal.
  func leave(_ told: FictionCase) throws {
    guard told.state.isAdopted, told.state.life.isOpen else { return }
    if told.ending.reason.hasPrefix("consent-withdrawn"), told.state.hasConsent {
      let by = told.person.isUnder18(on: today) ? "parent" : "person"
      try act([.withdrawConsent(by: listed(by), on: today, words: "Has had enough of it.")], on: told)
    }
    plan(.close(told), in: told.chance.from(1...5))
  }

  func wait(_ told: FictionCase) {
    guard told.state.life.isOpen, !told.isWaiting else { return }
    told.isWaiting = true
    waiting[told.state.area, default: []].append(told)
  }

  /// What the program looks for each day.
  func look(_ told: FictionCase) throws {
    told.lookOn = nil
    try act([.lookForSilence(rules)], on: told, by: Occasion.system)
  }

  func raised(_ alarm: Case.Alarm, _ told: FictionCase) {
    let (id, about) = (alarm.body.id, alarm.body.about.code)
    guard !told.isForgotten else { return }
    // Reviews after closing have a step of their own.
    if about == "later-review-due" { return }
    if about == "silent" { return plan(.contact(told), in: told.chance.from(1...4)) }
    let isQuick = told.chance.happens(70)
    let by = isQuick ? told.state.owner : cast.supervisor
    // What is older than a month was answered in the end.
    if !isLeft(30, of: 20) {
      plan(.answerAlarm(told, id: id, by: by), in: isQuick ? told.chance.from(1...2) : 6)
    }
  }

  func answerAlarm(_ told: FictionCase, _ id: String, by account: String) throws {
    guard told.state.alarms[id] != nil, !told.state.keptOut.contains(account) else { return }
    try act([.answerAlarm(id: id, words: "Seen, and dealt with the same day.")], on: told, by: account)
  }
}
