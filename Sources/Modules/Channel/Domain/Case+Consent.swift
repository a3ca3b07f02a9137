package import Kernel

extension Case {
  package struct ConsentSought: Codable, Equatable, Sendable {
    package var id: String
    package var how: Coded
    /// Of ``Case/giverList``.
    package var from: Coded
    package var on: PartialDate
    package var words: Personal<String>
  }

  /// What was answered, and by whom.
  package struct Answer: Equatable, Sendable {
    /// The seeking that it answers.
    package var seeking: String
    package var isGiven: Bool
    package var giver: Coded
    package var capacity: Coded
    package var on: PartialDate
    package var name: String
    /// How capacity was judged, and what was said.
    package var words: String

    package init(
      seeking: String,
      isGiven: Bool,
      giver: Coded,
      capacity: Coded,
      on: PartialDate,
      name: String,
      words: String
    ) {
      self.seeking = seeking
      self.isGiven = isGiven
      self.giver = giver
      self.capacity = capacity
      self.on = on
      self.name = name
      self.words = words
    }
  }

  package struct ConsentAnswered: Codable, Equatable, Sendable {
    package var seeking: String
    package var isGiven: Bool
    package var on: PartialDate
    package var answer: Personal<AnswerWords>
    /// Where support goes on by it: from then on sessions are due again.
    package var sessionsDue: [SessionDue]?
  }

  package struct AnswerWords: Codable, Equatable, Sendable {
    package var giver: Coded
    package var capacity: Coded
    package var name: String
    package var words: String
  }

  package struct ConsentWithdrawn: Codable, Equatable, Sendable {
    package var by: Coded
    package var on: PartialDate
    package var words: Personal<String>
  }

  /// Telling partners although consent was refused or withdrawn: never support.
  package struct OverrideGranted: Codable, Equatable, Sendable {
    package var id: String
    package var ground: Coded
    package var words: Personal<String>
    package var reviewDue: PartialDate
  }

  package struct OverrideReviewed: Codable, Equatable, Sendable {
    package var outcome: Coded
    package var words: Personal<String>
  }

  /// What is told to somebody outside the case.
  package struct Disclosure: Equatable, Sendable {
    package var recipient: String
    /// What exactly.
    package var what: String
    package var basis: Coded
    /// Of ``Section38/list``.
    package var declaration: Coded
    package var on: PartialDate

    package init(recipient: String, what: String, basis: Coded, declaration: Coded, on: PartialDate) {
      self.recipient = recipient
      self.what = what
      self.basis = basis
      self.declaration = declaration
      self.on = on
    }
  }

  package struct Disclosed: Codable, Equatable, Sendable {
    package var id: String
    package var basis: Coded
    package var on: PartialDate
    package var words: Personal<DisclosureWords>
    /// The override under which it was told; nil where none was needed.
    package var override: String?
  }

  package struct DisclosureWords: Codable, Equatable, Sendable {
    package var recipient: String
    package var what: String
  }

  static func decideConsent(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    // What came of it is told after it has ended, too.
    if case .disclose = command {
      guard state.life != .absent else { throw .notPossible(in: state.life) }
    } else {
      try requireOpen(state)
    }
    switch command {
    case .seekConsent(let id, let how, let from, let day, let words):
      try require(how, of: howList)
      try require(from, of: giverList)
      try requirePast(day, occasion)
      guard state.isOffered else { throw .supportNotOffered }
      try requireSinceReferral(day, on: state)
      let body = ConsentSought(id: id, how: how, from: from, on: day, words: state.personal(words))
      return try once(id, .consentSought(body), on: state)
    case .recordAnswer(let answer, let rules): return try record(answer, rules, on: state, occasion)
    case .withdrawConsent(let by, let day, let words):
      try require(by, of: giverList)
      try requirePast(day, occasion)
      let event = Event.consentWithdrawn(
        ConsentWithdrawn(by: by, on: day, words: state.personal(words))
      )
      if state.last == event { return [] }
      guard state.hasConsent else { throw .consentNeeded }
      if let given = state.answer?.on, day < given { throw .notAhead(from: given) }
      return [event]
    case .override(let id, let ground, let words, let rules):
      return try grant(id, ground, words, rules, on: state, occasion)
    case .reviewOverride(let outcome, let words):
      return try review(outcome, words, on: state, occasion)
    case .disclose(let id, let disclosure): return try disclose(id, disclosure, on: state, occasion)
    default: return []
    }
  }

  private static func record(
    _ answer: Answer,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let words = AnswerWords(
      giver: answer.giver,
      capacity: answer.capacity,
      name: answer.name,
      words: answer.words
    )
    let event = Event.consentAnswered(
      ConsentAnswered(
        seeking: answer.seeking,
        isGiven: answer.isGiven,
        on: answer.on,
        answer: state.personal(words),
        sessionsDue: answer.isGiven && state.isAdopted
          ? sessionsDue(of: state.plan?.supports ?? [], rules, occasion) : nil
      )
    )
    if state.items["answer-\(answer.seeking)"]?.asAsked == event.asAsked { return [] }
    guard case .consentSought(let sought)? = state.items[answer.seeking] else { throw .notFound }
    guard state.items["answer-\(answer.seeking)"] == nil else { throw .alreadyRecorded }
    guard !state.hasConsent else { throw .consentStands }
    try require(answer.giver, of: giverList)
    try require(answer.capacity, of: capacityList)
    try require(["name": answer.name, "words": answer.words])
    try requirePast(answer.on, occasion)
    guard sought.on <= answer.on else { throw .beforeAsking }
    // The individual; a parent or guardian of somebody under 18; nobody else, whatever is wished.
    let isTheirs =
      switch (answer.giver.code, answer.capacity.code) {
      case ("person", "adult"), ("parent", "under-18"): true
      default: false
      }
    guard isTheirs || !answer.isGiven else { throw .giverCannotConsent }
    return [event]
  }

  private static func grant(
    _ id: String,
    _ ground: Coded,
    _ words: String,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let body = OverrideGranted(
      id: id,
      ground: ground,
      words: state.personal(words),
      reviewDue: rules.day(rules.overrideReviewWorkingDays, after: occasion.day)
    )
    if state.items[id] == .overrideGranted(body) { return [] }
    guard state.items[id] == nil else { throw .alreadyRecorded }
    try require(ground, of: overrideList)
    try require(["words": words])
    guard !state.hasConsent else { throw .consentStands }
    guard state.override == nil else { throw .overrideStands }
    return [.overrideGranted(body)]
  }

  private static func review(
    _ outcome: Coded,
    _ words: String,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let event = Event.overrideReviewed(
      OverrideReviewed(outcome: outcome, words: state.personal(words))
    )
    if state.last == event { return [] }
    guard let override = state.override else { throw .notFound }
    guard override.by != occasion.by else { throw .reviewedByGranter }
    guard !override.isReviewed else { throw .alreadyRecorded }
    try require(outcome, of: overrideReviewList)
    try require(["words": words])
    return [event]
  }

  private static func disclose(
    _ id: String,
    _ disclosure: Disclosure,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    try require(disclosure.basis, of: basisList)
    try require(disclosure.declaration, of: Section38.list)
    try require(["recipient": disclosure.recipient, "what": disclosure.what])
    try requirePast(disclosure.on, occasion)
    guard Section38.admits(disclosure.declaration, [disclosure.what]) else { throw .sensitiveInformation }
    // Before consent was asked for, sharing rests on its basis alone.
    let wasDenied = state.answer?.isGiven == false || (state.answer != nil && !state.hasConsent)
    if disclosure.basis.code == "consent", !state.hasConsent { throw .consentNeeded }
    if wasDenied, state.override == nil { throw .overrideNeeded }
    let words = DisclosureWords(recipient: disclosure.recipient, what: disclosure.what)
    let body = Disclosed(
      id: id,
      basis: disclosure.basis,
      on: disclosure.on,
      words: state.personal(words),
      override: wasDenied ? state.override?.body.id : nil
    )
    return try once(id, .disclosed(body), on: state)
  }
}
