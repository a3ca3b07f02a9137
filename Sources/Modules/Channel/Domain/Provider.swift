package import Kernel

/// Somebody who gives support that a panel agreed: approved for some kinds of it, for a time, for so many at once.
package enum Provider: Decider {
  package static let category = "intervention-provider"
  package static let vault = Vault.safeguarding

  /// What people call it by, from its identifier.
  package static func reference(of id: String) -> String { "P" + Referral.reference(of: id).dropFirst() }

  package enum Command: Equatable, Sendable {
    /// - `id`: The provider's own, which also seals what is written of them.
    case list(id: String, name: String, account: String?, capacity: Int)
    /// - `natures`: Of ``Case/natureList``.
    case approve(natures: [Coded], until: PartialDate, words: String)
    case setCapacity(Int)
    /// Near to the person of a case: never its provider.
    case declareConflict(caseID: String, words: String)
    case withdraw(reason: String)
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable { case absent, listed, withdrawn }

    package var life = Life.absent
    package var subject = ""
    package var listed: Listed?
    package var approved: Approved?
    package var withdrawn: Withdrawn?
    package var capacity = 0
    package var conflicts: Set<String> = []
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyListed
    case notPossible(in: State.Life)
    case incomplete(missing: [String])
    case noSuchCode
    case notAhead
  }

  /// That a provider may take on a case: made by the provider's own state alone.
  package struct Assignable: Equatable, Sendable {
    package let provider: String
    package let nature: String
    /// The last day of the approval.
    package let until: PartialDate
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if case .list(let id, let name, let account, let capacity) = command {
      return try list(Listed(name: Personal(name, of: id), account: account, capacity: capacity), on: state)
    }
    if case .withdraw = command, state.life == .withdrawn { return [] }
    guard state.life == .listed else { throw .notPossible(in: state.life) }
    switch command {
    case .list: return []
    case .approve(let natures, let until, let words):
      guard !natures.isEmpty, !words.isEmpty else {
        throw .incomplete(missing: natures.isEmpty ? ["natures"] : ["words"])
      }
      guard natures.allSatisfy(Case.natureList.holds) else { throw .noSuchCode }
      guard occasion.day < until else { throw .notAhead }
      let body = Approved(natures: natures, until: until, words: Personal(words, of: state.subject))
      return state.approved == body ? [] : [.approved(body)]
    case .setCapacity(let capacity):
      guard capacity >= 0 else { throw .incomplete(missing: ["capacity"]) }
      return capacity == state.capacity ? [] : [.capacitySet(CapacitySet(capacity: capacity))]
    case .declareConflict(let id, let words):
      guard !state.conflicts.contains(id) else { return [] }
      guard !words.isEmpty else { throw .incomplete(missing: ["words"]) }
      return [.conflictDeclared(ConflictDeclared(caseID: id, words: Personal(words, of: state.subject)))]
    case .withdraw(let reason):
      guard !reason.isEmpty else { throw .incomplete(missing: ["reason"]) }
      return [.withdrawn(Withdrawn(reason: Personal(reason, of: state.subject)))]
    }
  }

  private static func list(_ listed: Listed, on state: State) throws(Refusal) -> [Event] {
    guard state.life == .absent else {
      if state.listed == listed { return [] }
      throw .alreadyListed
    }
    guard listed.name.value?.isEmpty == false else { throw .incomplete(missing: ["name"]) }
    guard listed.capacity >= 0 else { throw .incomplete(missing: ["capacity"]) }
    return [.listed(listed)]
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .listed(let body):
      state = State(life: .listed, subject: body.name.subject, listed: body, capacity: body.capacity)
    case .approved(let body): state.approved = body
    case .capacitySet(let body): state.capacity = body.capacity
    case .conflictDeclared(let body): state.conflicts.insert(body.caseID)
    case .withdrawn(let body): (state.life, state.withdrawn) = (.withdrawn, body)
    }
  }
}

extension Provider.State {
  /// Whether the provider may take on a case on a day, and for what.
  ///
  /// - Parameter engaged: In how many cases they are now.
  package func assignable(
    _ provider: String,
    to caseID: String,
    for nature: String,
    engaged: Int,
    on day: PartialDate
  ) -> Provider.Assignable? {
    guard life == .listed, let approved, day <= approved.until, engaged < capacity,
      !conflicts.contains(caseID), approved.natures.contains(where: { $0.code == nature })
    else { return nil }
    return Provider.Assignable(provider: provider, nature: nature, until: approved.until)
  }
}

extension Provider {
  package enum Event: DomainEvent {
    case listed(Listed)
    case approved(Approved)
    case capacitySet(CapacitySet)
    case conflictDeclared(ConflictDeclared)
    case withdrawn(Withdrawn)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("intervention-provider.listed", 1, Event.listed) {
        if case .listed(let body) = $0 { body } else { nil }
      },
      EventKind("intervention-provider.approved", 1, Event.approved) {
        if case .approved(let body) = $0 { body } else { nil }
      },
      EventKind("intervention-provider.capacity-set", 1, Event.capacitySet) {
        if case .capacitySet(let body) = $0 { body } else { nil }
      },
      EventKind("intervention-provider.conflict-declared", 1, Event.conflictDeclared) {
        if case .conflictDeclared(let body) = $0 { body } else { nil }
      },
      EventKind("intervention-provider.withdrawn", 1, Event.withdrawn) {
        if case .withdrawn(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct Listed: Codable, Equatable, Sendable {
    package var name: Personal<String>
    package var account: String?
    /// How many cases at once.
    package var capacity: Int
  }

  package struct Approved: Codable, Equatable, Sendable {
    package var natures: [Coded]
    package var until: PartialDate
    /// By whom, and on what grounds.
    package var words: Personal<String>
  }

  package struct CapacitySet: Codable, Equatable, Sendable {
    package var capacity: Int
  }

  package struct ConflictDeclared: Codable, Equatable, Sendable {
    package var caseID: String
    package var words: Personal<String>
  }

  package struct Withdrawn: Codable, Equatable, Sendable {
    package var reason: Personal<String>
  }
}
