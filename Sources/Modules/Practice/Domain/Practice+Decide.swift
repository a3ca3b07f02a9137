package import Kernel

extension Practice {
  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .deposit(let details, let organisation):
      try deposit(details, organisation, on: state, occasion)
    case .compile(let details, let importID, let source):
      try compile(details, importID, source, on: state)
    case .revise(let details, let reason): try revise(details, reason, on: state)
    case .submit: try submit(state)
    case .review(let review): try self.review(review, on: state, occasion)
    case .returnToDepositor(let note): try giveBack(note, on: state, occasion)
    case .publish(let reason, let embargo): try publish(reason, embargo, on: state, occasion)
    case .embargo(let until, let reason): try embargo(until, reason, on: state, occasion)
    case .withdraw(let reason): try withdraw(reason, on: state)
    case .confirm(let note): try confirm(note, on: state, occasion)
    case .undoImport(let importID, let reason): try undoImport(importID, reason, on: state)
    case .supersede(let by, let reason): try supersede(by, reason, on: state)
    case .receive(let release, let organisation): try receive(release, organisation, on: state)
    }
  }

  private static func deposit(
    _ details: Details,
    _ organisation: String?,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.life == .absent else {
      // The same form sent twice asks for what has already happened.
      if state.depositor == occasion.by, state.details == details { return [] }
      throw .alreadyDeposited
    }
    guard !details.title.isEmpty else { throw .incomplete(missing: ["title"]) }
    return [.deposited(Deposited(details: details, organisation: organisation))]
  }

  private static func compile(
    _ details: Details,
    _ importID: String,
    _ source: String,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard state.life == .absent else { throw .alreadyDeposited }
    guard !details.title.isEmpty else { throw .incomplete(missing: ["title"]) }
    return [.compiled(Compiled(details: details, importID: importID, source: source))]
  }

  private static func revise(
    _ details: Details,
    _ reason: String,
    on state: State
  ) throws(Refusal) -> [Event] {
    switch state.life {
    case .draft: break
    case .compiled, .published: if reason.isEmpty { throw .reasonNeeded }
    // What reviewers are reading stays as it is until they are done.
    case .absent, .inReview, .withdrawn, .discarded: throw .notPossible(in: state.life)
    }
    guard details != state.details else { return [] }
    guard !details.title.isEmpty else { throw .incomplete(missing: ["title"]) }
    let lost = state.life == .draft ? [] : details.missing(before: state.details)
    guard lost.isEmpty else { throw .needed(lost) }
    return [.revised(Revised(details: details, reason: reason))]
  }

  private static func submit(_ state: State) throws(Refusal) -> [Event] {
    switch state.life {
    case .draft: break
    case .inReview: return []
    default: throw .notPossible(in: state.life)
    }
    let missing = state.details.missing
    guard missing.isEmpty else { throw .incomplete(missing: missing) }
    return [.submitted]
  }

  private static func review(
    _ review: Review,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.life == .inReview else { throw .notPossible(in: state.life) }
    guard !state.contributors.contains(occasion.by) else { throw .ownPractice }
    if let earlier = state.reviews[occasion.by] {
      if earlier == review { return [] }
      throw .alreadyReviewed
    }
    guard !review.isConflicted else { throw .conflictOfInterest }
    return [.reviewed(review)]
  }

  private static func giveBack(
    _ note: String,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.life == .inReview else { throw .notPossible(in: state.life) }
    guard !state.contributors.contains(occasion.by) else { throw .ownPractice }
    guard !note.isEmpty else { throw .reasonNeeded }
    return [.returned(Returned(note: note))]
  }

  private static func publish(
    _ reason: String,
    _ embargo: PartialDate?,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch state.life {
    case .inReview: break
    case .published where state.embargo == embargo: return []
    default: throw .notPossible(in: state.life)
    }
    guard !state.contributors.contains(occasion.by) else { throw .ownPractice }
    guard state.reviews.count >= reviewsNeeded else { throw .tooFewReviews(have: state.reviews.count) }
    let isAdvisedAgainst = state.reviews.values.contains { $0.recommendation != Review.publish }
    if isAdvisedAgainst, reason.isEmpty { throw .reasonNeeded }
    if let embargo, embargo <= PartialDate(on: occasion.at) { throw .embargoNotAhead }
    return [.published(Published(reason: reason, embargo: embargo))]
  }

  /// Only while it runs: what readers have seen is not hidden again but withdrawn.
  private static func embargo(
    _ until: PartialDate?,
    _ reason: String,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.life == .published else { throw .notPossible(in: state.life) }
    guard until != state.embargo else { return [] }
    let today = PartialDate(on: occasion.at)
    guard isEmbargoed(until: state.embargo, on: today) else { throw .noEmbargo }
    if let until, until <= today { throw .embargoNotAhead }
    guard !reason.isEmpty else { throw .reasonNeeded }
    return [.embargoChanged(EmbargoChanged(until: until, reason: reason))]
  }

  private static func withdraw(_ reason: String, on state: State) throws(Refusal) -> [Event] {
    switch state.life {
    case .draft, .published, .compiled: break
    case .withdrawn, .discarded: return []
    case .absent, .inReview: throw .notPossible(in: state.life)
    }
    guard !reason.isEmpty else { throw .reasonNeeded }
    return [.withdrawn(Withdrawn(reason: reason))]
  }

  private static func confirm(
    _ note: String,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch state.life {
    case .compiled: break
    // Confirmed already: only a compiled record has an import.
    case .published where state.importID != nil: return []
    default: throw .notPossible(in: state.life)
    }
    guard state.depositor != occasion.by else { throw .importedByYou }
    guard !state.contributors.contains(occasion.by) else { throw .ownPractice }
    guard !note.isEmpty else { throw .reasonNeeded }
    return [.confirmed(Confirmed(note: note))]
  }

  /// The page stays, and points to the one that took its place.
  private static func supersede(_ by: String, _ reason: String, on state: State) throws(Refusal) -> [Event] {
    guard state.life == .published || state.life == .compiled else { throw .notPossible(in: state.life) }
    guard state.supersededBy != by else { return [] }
    guard !reason.isEmpty else { throw .reasonNeeded }
    return [.superseded(Superseded(by: by, reason: reason))]
  }

  private static func undoImport(
    _ importID: String,
    _ reason: String,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard state.importID == importID else { throw .otherImport }
    switch state.life {
    case .compiled where state.contributors.isEmpty: break
    case .withdrawn: return []
    default: throw .notPossible(in: state.life)
    }
    guard !reason.isEmpty else { throw .reasonNeeded }
    return [.importUndone(ImportUndone(importID: importID, reason: reason))]
  }
}
