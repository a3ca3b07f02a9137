package import Kernel

/// The practice depository: what somebody did about a problem, described by those who did it and
/// published once two others have reviewed the description.
package enum Practice: Decider {
  package static let category = "practice"
  package static let vault = Vault.learning

  /// How many people other than the depositor review a practice before it is published.
  package static let reviewsNeeded = 2

  package enum Command: Equatable, Sendable {
    case deposit(Details, organisation: String?)
    /// Takes in a record compiled from a public source.
    case compile(Details, importID: String, source: String)
    case revise(Details, reason: String)
    case submit
    case review(Review)
    case returnToDepositor(note: String)
    /// Not before the day of an embargo, where there is one.
    case publish(reason: String, embargo: PartialDate? = nil)
    /// Another day before which it is not public; nil lifts the embargo.
    case embargo(until: PartialDate?, reason: String)
    case withdraw(reason: String)
    /// A reviewer has checked a compiled record against its source.
    case confirm(note: String)
    case undoImport(importID: String, reason: String)
    /// Another practice, by its identifier, takes its place.
    case supersede(by: String, reason: String)
    /// A lesson of a closed case, released by the vault that holds the case.
    case receive(Release, organisation: String?)
  }

  /// Where a practice is in its life.
  ///
  /// Raw values stand in views and addresses.
  package enum Life: String, CaseIterable, Codable, Sendable {
    case absent, draft
    case inReview = "in-review"
    case compiled, published, withdrawn
    /// What nobody but its depositor and those who review ever saw.
    case discarded

    /// Nothing more is shown of it than that it was there, and why it is not.
    package var isOver: Bool { self == .withdrawn || self == .discarded }

    /// What it becomes when it is withdrawn: what was never public leaves nothing for the public to find.
    package func afterWithdrawal(under embargo: PartialDate?, on day: PartialDate) -> Life {
      self == .draft || Practice.isEmbargoed(until: embargo, on: day) ? .discarded : .withdrawn
    }
  }

  package struct State: Equatable, Sendable {
    package var life = Life.absent
    package var details = Details()
    package var depositor = ""
    /// Everyone who deposited or changed it: none of them reviews it.
    package var contributors: Set<String> = []
    /// This round's.
    package var reviews: [String: Review] = [:]
    package var importID: String?
    /// The practice that took its place.
    package var supersededBy: String?
    /// The day from which it is public; nil where no embargo was set, or it was lifted.
    package var embargo: PartialDate?
    /// The identifiers of the releases by which lessons came in.
    package var releases: Set<String> = []
  }

  /// Whether an embargo still runs: from its day on, it does not.
  package static func isEmbargoed(until embargo: PartialDate?, on day: PartialDate) -> Bool {
    embargo.map { $0 > day } ?? false
  }

  /// Why a command was declined.
  ///
  /// The words people read lie with the pages.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyDeposited
    case notPossible(in: Life)
    case incomplete(missing: [String])
    /// What a practice in the library must say was emptied.
    case needed([String])
    case ownPractice
    case alreadyReviewed
    case conflictOfInterest
    case tooFewReviews(have: Int)
    case reasonNeeded
    case importedByYou
    case otherImport
    /// An embargo must end on a day to come.
    case embargoNotAhead
    /// What is public already stays public.
    case noEmbargo
    /// What came is no lesson, or nobody but its author approved it.
    case noLesson
  }

  package static let initialState = State()

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .deposited(let body):
      state = State(life: .draft, details: body.details, depositor: occasion.by, contributors: [occasion.by])
    case .compiled(let body):
      state = State(life: .compiled, details: body.details, depositor: occasion.by)
      state.importID = body.importID
    case .revised(let body):
      state.details = body.details
      state.contributors.insert(occasion.by)
    case .submitted: state.life = .inReview
    case .reviewed(let review): state.reviews[occasion.by] = review
    case .returned:
      state.life = .draft
      state.reviews = [:]
    case .published(let body):
      state.life = .published
      state.embargo = body.embargo
    case .confirmed: state.life = .published
    case .embargoChanged(let body): state.embargo = body.until
    case .withdrawn:
      state.life = state.life.afterWithdrawal(under: state.embargo, on: PartialDate(on: occasion.at))
    case .importUndone: state.life = .withdrawn
    case .superseded(let body): state.supersededBy = body.by
    case .lessonReceived(let body): state.releases.insert(body.release.id)
    }
  }

  package static func claims(of event: Event, on state: State) -> [ClaimChange] {
    switch event {
    case .compiled(let body): [.take(scope: sourceScope, value: body.source)]
    case .importUndone: [.release(scope: sourceScope)]
    default: []
    }
  }

  /// A source is compiled once, so that a file can be imported again.
  package static let sourceScope = "practice-source"

  /// What makes two compiled records the same: the source's address and the title, since one page may
  /// tell of several practices.
  package static func source(address: String, title: String) -> String {
    let address = address.lowercased().trimmingSuffix("/")
    return "\(address) \(title.lowercased())"
  }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    var text = self
    while text.last == character { text.removeLast() }
    return text
  }
}
