import Domain
import Kernel

/// Closing, and what comes after it.
extension FictionCasework {
  func closing(_ told: FictionCase) -> Case.Closing {
    let isUnder18 = told.person.isUnder18(on: today)
    let isAdopted = told.state.isAdopted
    let reason = told.ending.reason
    let months = rules.retention.months(
      isAdopted: isAdopted,
      isChild: isUnder18,
      isMistaken: reason == "mistaken"
    )
    let care =
      reason == "deceased"
      ? "not-possible"
      : told.chance.one(of: [
        "not-needed": 45, "health": 15, "social-care": 15, "both": 5, "already-served": 20,
      ])
    return Case.Closing(
      reason: listed(reason),
      care: isAdopted ? nil : listed(care),
      careWords: isAdopted || care == "not-needed" ? "" : "The family’s doctor was written to.",
      views: isAdopted
        ? ["local-authority", "police"].map {
          .init(agency: listed($0), words: told.chance.one(of: FictionWords.views))
        } : [],
      told: reason == "deceased" ? "The family was told." : told.chance.one(of: FictionWords.told),
      onward: told.chance.one(of: FictionWords.onward),
      isUnder18: isUnder18,
      retainUntil: today.adding(months: months)
    )
  }

  func close(_ told: FictionCase) throws {
    guard told.state.life.isOpen else { return }
    if told.state.transfer != nil {
      try act([.revokeTransfer(reason: "The case ends here.")], on: told)
    }
    try act([.close(closing(told), rules)], on: told)
    try closed(told)
  }

  func closed(_ told: FictionCase) throws {
    guard let closed = told.state.closed else { return }
    told.provider?.engaged -= 1
    told.provider = nil
    if !closed.isAdopted, told.state.decided?.isReasonable == false {
      told.person.rejected.append(told.record.id)
    }
    switch closed.reason.code {
    case "signposted": try point(told)
    case "mistaken": if told.chance.happens(85) { plan(.write(told), in: told.chance.from(1...4)) }
    case "consent-refused": if told.chance.happens(15) { plan(.lookBack(told, due: today), in: 60) }
    default: if told.chance.happens(8) { plan(.write(told), in: 2) }
    }
    for due in told.state.laterReviews {
      let day = due.adding(days: told.chance.from(0...20))
      // Of those of the last half year some were forgotten.
      let isForgotten = days[days.count].adding(months: -6) < due && told.chance.happens(15)
      if !isForgotten { plan(.lookBack(told, due: due), on: day) }
    }
  }

  private func point(_ told: FictionCase) throws {
    var given = Invented<Signpost>(told.chance.identifier())
    let command = Signpost.Command.give(
      caseID: told.record.id,
      subject: told.referral,
      service: told.chance.one(of: FictionWords.services),
      kind: listed(told.chance.one(of: ["health": 3, "education": 3, "housing": 1, "careers": 2])),
      on: today,
      why: "It is what was really asked for."
    )
    try perform([command], on: &given, by: told.state.owner)
    if told.chance.happens(70) { plan(.followUp(told, given), in: told.chance.from(15...40)) }
  }

  /// A review after closing; or somebody who refused support thinks otherwise by now.
  func lookBack(_ told: FictionCase, _ due: PartialDate) throws {
    guard told.state.laterReviews.contains(due) else { return try reopen(told) }
    let finding = told.chance.one(of: ["no-concern": 85, "concern": 6, "not-known": 9])
    let words = told.chance.one(of: FictionWords.contacts)
    try act([.holdLaterReview(due: due, finding: listed(finding), words: words, rules)], on: told)
    if finding == "concern" { try reopen(told) }
  }

  private func reopen(_ told: FictionCase) throws {
    guard told.state.followedBy == nil else { return }
    let id = told.chance.identifier()
    try act([.follow(by: id)], on: told)
    let next = FictionCase(
      id,
      referral: told.referral,
      of: told.person,
      received: today,
      .init(
        reason: told.chance.happens(50) ? "no-further-concern" : "consent-withdrawn",
        isToPanel: true,
        isOffered: true,
        isAdopted: true
      ),
      Chance(seed: told.chance.next()),
      follows: told.record.id
    )
    next.area = told.state.area
    try open(next)
  }
}
