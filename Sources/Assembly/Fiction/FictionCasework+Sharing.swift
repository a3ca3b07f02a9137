import Domain
import Kernel

/// Transfers, and who sees a case.
extension FictionCasework {
  func offer(_ told: FictionCase) throws {
    guard told.state.life.isOpen, told.state.transfer == nil else { return }
    let others = cast.areas.map(\.code).filter { cast.coordinator(of: $0) != told.state.owner }
    guard !others.isEmpty else { return }
    let (id, to) = (told.chance.identifier(), told.chance.one(of: others))
    let isRequest = told.chance.happens(30)
    let command: Case.Command =
      isRequest
      ? .requestTransfer(id: id, to: to, words: "Lives here since last week.", rules)
      : .offerTransfer(id: id, to: to, words: "Moves to an aunt of the story.", rules)
    try act([command], on: told, by: isRequest ? cast.coordinator(of: to) : nil)
    if !isLeft(40, of: 30) { plan(.takeOver(told), in: told.chance.from(2...6)) }
  }

  func takeOver(_ told: FictionCase) throws {
    guard told.state.life.isOpen, let transfer = told.state.transfer else { return }
    let owner = cast.coordinator(of: transfer.body.to)
    // Whoever was asked answers.
    let by = transfer.isRequest ? told.state.owner : owner
    let isDeclined = told.chance.happens(25)
    try act(
      [
        isDeclined
          ? .declineTransfer(reason: "Lives with us for a month only.") : .acceptTransfer(owner: owner)
      ],
      on: told,
      by: by
    )
  }

  /// Somebody is near to the person, or asks to see a case.
  func aboutAccess(_ told: FictionCase) throws {
    let member = told.chance.one(of: cast.members).account
    switch told.chance.from(0...2) {
    case 0:
      let command = Case.Command.keepOut(
        member,
        cover: cast.supervisor,
        reason: "Lives next door to the family."
      )
      try act([command], on: told, by: cast.supervisor)
    case 1:
      try act([.askForAccess(reason: "Was asked by the school about it.")], on: told, by: member)
      if !isLeft(40, of: 30) { plan(.answerAsker(told, account: member), in: told.chance.from(1...4)) }
    default:
      let until = today.adding(days: 20)
      let reason = "Knows the family from before."
      try act([.share(with: member, as: listed("guest"), until: until, reason: reason)], on: told)
    }
  }

  func answerAsker(_ told: FictionCase, _ account: String) throws {
    guard told.state.askers.contains(account) else { return }
    let (until, reason) = (today.adding(days: 30), "The school’s question is one for the panel.")
    let isShared = told.chance.happens(60) && told.state.life.isOpen
    let command: Case.Command =
      isShared
      ? .share(with: account, as: listed("guest"), until: until, reason: "For the school’s question.")
      : .refuseAccess(to: account, reason: reason)
    try act([command], on: told)
  }
}
