package import Kernel

/// A person's account: who they are, and which roles they hold where and from when.
package enum Account: Decider {
  package static let category = "account"
  package static let vault = Vault.directory

  package enum Command: Equatable, Sendable {
    case open(Person, demonstration: Bool)
    case revise(Person, reason: String)
    case grant(Holding, reason: String)
    /// Looks at a role that is held, and keeps it until the next review at least.
    case keepRole(Holding, next: PartialDate, reason: String)
    /// Ends a role that is held, on a day.
    case endRole(Holding, on: PartialDate, reason: String)
    /// By the account's holder alone.
    case accept(text: String, version: Int)
    case completeTraining(text: String, version: Int, on: PartialDate)
    case close(reason: String)
  }

  package struct Person: Equatable, Sendable {
    package var name: Personal<String>
    package var email: Personal<String>
    package var organisation: String?
    /// The account's identifier is the subject that seals name and address.
    package var id: String { name.subject }

    package init(id: String, name: String, email: String, organisation: String? = nil) {
      self.name = Personal(name, of: id)
      self.email = Personal(email.lowercased(), of: id)
      self.organisation = organisation
    }
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, Sendable { case absent, open, closed }
    package var life = Life.absent
    package var person: Person?
    package var grants: [Grant] = []
    /// The last of each text.
    package var agreements: [Agreement] = []

    package var holdings: [Holding] { grants.map(\.holding) }
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyOpen
    case notOpen
    /// Nobody gives or takes roles of their own, nor closes their own account.
    case ownAccount
    case alreadyHeld
    /// Another role is held there at that time, which nobody holds beside it.
    case keptApart(from: Role)
    case notHeld
    case endsBeforeItBegins
    case reviewedInThePast
    /// Nobody accepts a text for another.
    case notTheirs
    case notCompletedYet
    case reasonNeeded
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .open(let person, let demonstration):
      guard state.life == .absent else {
        if state.person == person { return [] }
        throw .alreadyOpen
      }
      return [.opened(Opened(person, isDemonstration: demonstration))]
    case .revise(let person, let reason):
      guard state.life == .open else { throw .notOpen }
      guard person != state.person else { return [] }
      guard !reason.isEmpty else { throw .reasonNeeded }
      return [.revised(Revised(person, reason: reason))]
    case .grant(let holding, let reason):
      try require(state, reason, occasion)
      guard !state.holdings.contains(holding) else { return [] }
      guard !state.holdings.contains(where: { overlap($0, holding) }) else { throw .alreadyHeld }
      if let other = state.holdings.first(where: { keepsApart($0, holding) }) {
        throw .keptApart(from: other.role)
      }
      return [.roleGranted(RoleGranted(holding: holding, reason: reason))]
    case .keepRole(let holding, let next, let reason):
      try require(state, reason, occasion)
      let today = PartialDate(on: occasion.at)
      guard let grant = state.grants.first(where: { $0.holding == holding }),
        holding.until.map({ today <= $0 }) ?? true
      else { throw .notHeld }
      guard today < next else { throw .reviewedInThePast }
      return grant.nextReview == next
        ? [] : [.roleReviewed(RoleReviewed(holding: holding, next: next, reason: reason))]
    case .endRole(let holding, let day, let reason):
      try require(state, reason, occasion)
      guard state.holdings.contains(holding) else { throw .notHeld }
      // Ended on the day before it begins, it is never held.
      guard holding.from.adding(days: -1) <= day else { throw .endsBeforeItBegins }
      return [.roleEnded(RoleEnded(holding: holding, on: day, reason: reason))]
    case .accept(let text, let version):
      guard state.life == .open else { throw .notOpen }
      guard [state.person?.id, Occasion.system].contains(occasion.by) else { throw .notTheirs }
      let isSo = state.agreements.contains { $0.text == text && $0.version >= version }
      return isSo ? [] : [.textAccepted(TextAccepted(text: text, version: version))]
    case .completeTraining(let text, let version, let day):
      guard state.life == .open else { throw .notOpen }
      guard day <= PartialDate(on: occasion.at) else { throw .notCompletedYet }
      let agreement = Agreement(text: text, version: version, on: day)
      return state.agreements.contains(agreement)
        ? [] : [.trainingCompleted(TrainingCompleted(text: text, version: version, on: day))]
    case .close(let reason):
      if state.life == .closed { return [] }
      try require(state, reason, occasion)
      return [.closed(Closed(reason: reason))]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .opened(let body):
      state.life = .open
      state.person = body.person
    case .revised(let body): state.person = body.person
    case .roleGranted(let body):
      state.grants.append(Grant(body.holding, on: PartialDate(on: occasion.at), by: occasion.by))
    case .roleReviewed(let body):
      guard let index = state.holdings.firstIndex(of: body.holding) else { return }
      state.grants[index].nextReview = body.next
    case .roleEnded(let body):
      guard let index = state.holdings.firstIndex(of: body.holding) else { return }
      var grant = state.grants.remove(at: index)
      grant.holding.until = body.on
      // Granted and ended on one day, twice: once is enough to remember.
      state.grants.removeAll { $0.holding == grant.holding }
      state.grants.insert(grant, at: min(index, state.grants.count))
    case .textAccepted(let body):
      state.agree(.init(text: body.text, version: body.version, on: PartialDate(on: occasion.at)))
    case .trainingCompleted(let body):
      state.agree(.init(text: body.text, version: body.version, on: body.on))
    case .closed: state.life = .closed
    }
  }

  package static func claims(of event: Event, on state: State) -> [ClaimChange] {
    switch event {
    case .opened(let body): take(body.email)
    case .revised(let body) where body.email.value != state.person?.email.value:
      [.release(scope: emailScope)] + take(body.email)
    case .closed: [.release(scope: emailScope)]
    case .revised, .roleGranted, .roleReviewed, .roleEnded, .textAccepted, .trainingCompleted: []
    }
  }

  /// An address signs in to one account.
  package static let emailScope = "account-email"

  private static func take(_ email: Personal<String>) -> [ClaimChange] {
    email.value.map { [.take(scope: emailScope, value: $0)] } ?? []
  }

  private static func require(
    _ state: State,
    _ reason: String,
    _ occasion: Occasion
  ) throws(Refusal) {
    guard state.life == .open else { throw .notOpen }
    // Accounts are named by their identifiers, and so is whoever acts.
    guard state.person?.id != occasion.by else { throw .ownAccount }
    guard !reason.isEmpty else { throw .reasonNeeded }
  }

  /// The same role at the same place at the same time.
  private static func overlap(_ one: Holding, _ other: Holding) -> Bool {
    one.role == other.role && one.scope == other.scope && one.overlaps(other)
  }

  private static func keepsApart(_ one: Holding, _ other: Holding) -> Bool {
    one.role.excludes(other.role) && one.scope.mayMeet(other.scope) && one.overlaps(other)
  }
}

extension Account.State {
  /// The last that was said of a text counts, as it does for whoever reads it.
  fileprivate mutating func agree(_ agreement: Agreement) {
    agreements.removeAll { $0.text == agreement.text }
    agreements.append(agreement)
  }
}

extension Account.Command {
  /// Accepts a code of conduct, or completes training on a day.
  package static func agree(to text: HouseText, on day: PartialDate) -> Self {
    switch text.kind {
    case .conduct: .accept(text: text.code, version: text.version)
    case .training: .completeTraining(text: text.code, version: text.version, on: day)
    }
  }
}
