import Domain
import Kernel

/// What there is before the first case: panels and providers. And what people ask by right.
extension FictionCasework {
  func openHouse() throws {
    for area in cast.areas {
      var panel = Invented<Panel>(area.code)
      let members =
        [(cast.chair, "local-authority", true)] + cast.members.map { ($0.account, $0.agency, false) }
      let commands = members.map { account, agency, isChair in
        Panel.Command.name(account: account, agency: listed(agency), isChair: isChair)
      }
      try perform(commands, on: &panel, by: cast.supervisor)
      panels[area.code] = panel.state
    }
    for (account, name) in cast.providers { try list(account, name) }
    // One whose approval ran out, and one who left.
    try list("", "Pamela Pastprovider", until: today.adding(months: 12))
    try list("", "Poldi Longgone", isGone: true)
  }

  private func list(
    _ account: String,
    _ name: String,
    until: PartialDate? = nil,
    isGone: Bool = false
  ) throws {
    let provider = FictionProvider(chance.identifier(), account)
    let id = provider.record.id
    let capacity = max(6, births.reduce(0, +) / 50)
    try perform(
      [.list(id: id, name: name, account: account.isEmpty ? nil : account, capacity: capacity)],
      on: &provider.record,
      by: cast.supervisor
    )
    let natures = ["mentoring", "life-skills", "education"].map(listed)
    let until = until ?? days[days.count].adding(months: 8)
    let words = "Interviewed, checked and trained. (Made up.)"
    try perform(
      [.approve(natures: natures, until: until, words: words)],
      on: &provider.record,
      by: cast.supervisor
    )
    if isGone { try perform([.withdraw(reason: "Went to sea.")], on: &provider.record, by: cast.supervisor) }
    // Without an account nobody gives anything.
    if !account.isEmpty { providers.append(provider) }
  }

  func askForRights(about told: FictionCase) throws {
    let kind = chance.one(of: [
      "access": 50, "rectification": 15, "erasure": 15, "objection": 10, "complaint": 10,
    ])
    let right = FictionRight(chance.identifier(), about: told, kind)
    plan(.right(right), in: chance.from(10...90))
  }

  /// The next step of a request, of which some are late and some rest.
  func answer(_ right: FictionRight) throws {
    let state = right.record.state
    let (clerk, second) = (cast.protection, cast.supervisor)
    switch state.life {
    case .absent: try receive(right)
    case .open where state.received != nil && right.record.version == 1:
      try perform([.askIdentity(on: today, words: "A document was asked for.")], on: &right.record, by: clerk)
    case .open where right.record.version == 2:
      let proof = RightsRequest.Command.confirmIdentity(
        how: listed("document"),
        words: "",
        on: today,
        RightsRules()
      )
      let record = RightsRequest.Linked(
        record: Reference(kind: Referral.category, id: right.told.referral),
        title: Referral.reference(of: right.told.referral),
        subject: right.told.referral
      )
      try perform([proof, .link(record)], on: &right.record, by: clerk)
    case .open:
      if chance.happens(8) {
        try perform([.withdraw(words: "By telephone.", on: today)], on: &right.record, by: clerk)
        return
      }
      let letter = "We looked for everything that is held, and this is what follows. (Made up.)"
      try perform([.propose(outcome: listed("granted"), letter: letter)], on: &right.record, by: clerk)
    case .proposed: try perform([.approve(note: "")], on: &right.record, by: second)
    case .approved:
      try perform(
        [.answer(how: listed("letter"), on: today, copy: nil, RightsRules())],
        on: &right.record,
        by: clerk
      )
    case .answered where state.isOwed && chance.happens(70):
      let done = RightsRequest.Command.carryOut(words: "Done in the referral itself. (Made up.)", on: today)
      try perform([done], on: &right.record, by: clerk)
    case .answered where chance.happens(10):
      let ask = RightsRequest.Command.askReview(words: "It says too little.", on: today, RightsRules())
      try perform([ask], on: &right.record, by: clerk)
    case .inReview:
      let letter = "Somebody else looked at it again."
      try perform(
        [.review(outcome: listed("upheld"), letter: letter, on: today)],
        on: &right.record,
        by: cast.cora
      )
    default: return
    }
    // Some are left lying, and become late.
    if chance.happens(94) { plan(.right(right), in: chance.from(1...9)) }
  }

  private func receive(_ right: FictionRight) throws {
    let person = right.told.person.person
    let laws: KeyValuePairs = right.kind == "objection" ? ["uk-gdpr": 1] : ["uk-gdpr": 70, "dpa-part-3": 30]
    let received = RightsRequest.Received(
      subject: right.record.id,
      kind: listed(right.kind),
      law: listed(chance.one(of: laws)),
      way: listed(chance.one(of: ["email": 60, "letter": 40])),
      asker: listed("person"),
      on: today,
      person: .init(
        givenName: person.givenName,
        familyName: person.familyName,
        birth: person.birth
      ),
      contact: .init(name: "", reach: "somebody@fictionham.example"),
      words: "I should like to know what you have about me. (Made up.)",
      RightsRules()
    )
    try perform([.receive(received)], on: &right.record, by: cast.protection)
  }
}
