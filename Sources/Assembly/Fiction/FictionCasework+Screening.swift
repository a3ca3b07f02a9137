import Domain
import Kernel

/// From opening to the decision under section 36.
extension FictionCasework {
  func open(_ told: FictionCase) throws {
    let owner = cast.coordinator(of: told.area)
    let opening = Case.Opening(
      referral: told.referral,
      area: told.area,
      owner: owner,
      received: told.received,
      follows: told.follows
    )
    let why = told.follows == nil ? "" : "A teacher of the story is worried again."
    try act([.open(opening, why: why, rules)], on: told)
    // Of those just opened some have been left lying; whatever is older was done, if late.
    if !isLeft(6, of: 40) { plan(.screen(told), in: told.chance.happens(86) ? told.chance.from(1...3) : 7) }
    if told.chance.happens(3) { try aboutAccess(told) }
  }

  func screen(_ told: FictionCase) throws {
    let systems =
      ["police-records", "case-management"]
      + ["police-intelligence", "open-source", "partner-records"].filter { _ in told.chance.happens(40) }
    let result =
      switch told.ending.reason {
      case "malicious-misguided", "mistaken": "not-appropriate"
      default: told.ending.isAdopted && told.chance.happens(60) ? "clear" : "limited"
      }
    let reasons = told.chance.one(of: FictionWords.screening)
    try act([.screen(systems: systems.map(listed), result: listed(result), reasons: reasons)], on: told)
    if !isLeft(5, of: 30) { plan(.decide(told), in: told.chance.happens(85) ? told.chance.from(1...3) : 8) }
  }

  func decide(_ told: FictionCase) throws {
    guard !told.ending.isToPanel else {
      try act([.passToPanel(grounds: told.chance.one(of: FictionWords.passing), rules)], on: told)
      for _ in 0..<told.chance.from(1...3) { try ask(told) }
      if told.chance.happens(60) { plan(.assess(told), in: told.chance.from(4...9)) }
      return plan(.wait(told), in: 2)
    }
    let earlier = told.isKnown ? told.person.rejected.filter { $0 != told.record.id } : []
    let rejection = Case.Rejection(
      grounds: told.chance.one(of: FictionWords.decision),
      earlier: earlier,
      again: earlier.isEmpty ? "" : "What was said this time is what was said before, and was looked into."
    )
    try act([.reject(rejection, closing(told), rules)], on: told)
    if told.state.proposal != nil {
      // Nobody has signed yet some of the last.
      if !isLeft(50, of: 25) { plan(.sign(told), in: told.chance.from(1...3)) }
    } else {
      try closed(told)
    }
  }

  func sign(_ told: FictionCase) throws {
    guard told.state.proposal != nil else { return }
    if told.chance.happens(25) {
      try act([.sendBack(reason: "Say why this is no pattern.")], on: told, by: cast.supervisor)
      return plan(.decide(told), in: 2)
    }
    try act([.countersign(rules)], on: told, by: cast.supervisor)
    try closed(told)
  }

  func ask(_ told: FictionCase) throws {
    let agency = told.chance.one(of: [
      "education": 4, "health": 3, "social-care": 3, "police": 2, "housing": 1,
    ])
    var request = Invented<InformationRequest>(told.chance.identifier())
    let question = InformationRequest.Question(
      caseID: told.record.id,
      subject: told.referral,
      partner: "Exampleshire \(PanelMeeting.agencyList.label(agency)) (made up)",
      agency: listed(agency),
      what: told.chance.one(of: FictionWords.asked),
      why: "To decide whether support is needed, and which.",
      basis: listed("public-task"),
      due: rules.day(10, after: today)
    )
    try perform([.send(question)], on: &request, by: told.state.owner)
    // One in twenty partners never answers.
    if told.chance.happens(95) { plan(.reply(told, request), in: told.chance.from(2...14)) }
  }

  func reply(_ told: FictionCase, _ request: Invented<InformationRequest>) throws {
    var request = request
    let command: InformationRequest.Command =
      switch told.chance.from(0...99) {
      case ..<8: .recordRefusal(ground: listed("nothing-held"), words: "Nothing is held.", on: today)
      case ..<12:
        .recordRefusal(
          ground: listed("data-protection"),
          words: "Not without the parent’s consent.",
          on: today
        )
      case ..<15: .withdraw(reason: "Asked of the wrong school.")
      default:
        .recordAnswer(text: told.chance.one(of: FictionWords.answers), declaration: listed("none"), on: today)
      }
    try perform([command], on: &request, by: told.state.owner)
  }

  func write(_ told: FictionCase) throws {
    let isMistaken = told.ending.reason == "mistaken"
    let id = told.chance.identifier()
    let letter = Case.LetterWords(
      to: "\(told.person.person.givenName) \(told.person.person.familyName)",
      text: isMistaken
        ? "The referral was a mistake, and we are sorry for it." : "Nothing more follows from the referral.",
      from: "The coordinator of the story\nExample House, Exampletown (made up)"
    )
    try act(
      [
        .writeLetter(id: id, kind: listed(isMistaken ? "mistaken" : "outcome"), letter),
        .sendLetter(id, by: listed("post"), on: today),
      ],
      on: told
    )
  }

  func followUp(_ told: FictionCase, _ given: Invented<Signpost>) throws {
    var given = given
    let taken = told.chance.one(of: [
      "taken": 55, "waiting": 20, "declined": 12, "turned-away": 5, "not-known": 8,
    ])
    let command = Signpost.Command.followUp(
      taken: listed(taken),
      on: today,
      words: "Asked the service. (Made up.)"
    )
    try perform([command], on: &given, by: cast.coordinator(of: told.area))
  }
}
