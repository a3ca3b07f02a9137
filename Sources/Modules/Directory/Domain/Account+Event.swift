package import Kernel

extension Account {
  package enum Event: DomainEvent {
    case opened(Opened)
    case revised(Revised)
    case roleGranted(RoleGranted)
    case roleReviewed(RoleReviewed)
    case roleEnded(RoleEnded)
    case textAccepted(TextAccepted)
    case trainingCompleted(TrainingCompleted)
    case closed(Closed)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("account.opened", 1, Event.opened) { if case .opened(let body) = $0 { body } else { nil } },
      EventKind("account.revised", 1, Event.revised) {
        if case .revised(let body) = $0 { body } else { nil }
      },
      EventKind("account.role-granted", 1, Event.roleGranted) {
        if case .roleGranted(let body) = $0 { body } else { nil }
      },
      EventKind("account.role-reviewed", 1, Event.roleReviewed) {
        if case .roleReviewed(let body) = $0 { body } else { nil }
      },
      EventKind("account.role-ended", 1, Event.roleEnded) {
        if case .roleEnded(let body) = $0 { body } else { nil }
      },
      EventKind("account.text-accepted", 1, Event.textAccepted) {
        if case .textAccepted(let body) = $0 { body } else { nil }
      },
      EventKind("account.training-completed", 1, Event.trainingCompleted) {
        if case .trainingCompleted(let body) = $0 { body } else { nil }
      },
      EventKind("account.closed", 1, Event.closed) { if case .closed(let body) = $0 { body } else { nil } },
    ]
  }

  package struct Opened: Codable, Equatable, Sendable {
    package var name: Personal<String>
    package var email: Personal<String>
    package var organisation: String?
    /// A made-up person, for trying things out.
    package var isDemonstration: Bool

    init(_ person: Person, isDemonstration: Bool) {
      name = person.name
      email = person.email
      organisation = person.organisation
      self.isDemonstration = isDemonstration
    }

    var person: Person { Person(name: name, email: email, organisation: organisation) }
  }

  package struct Revised: Codable, Equatable, Sendable {
    package var name: Personal<String>
    package var email: Personal<String>
    package var organisation: String?
    package var reason: String

    init(_ person: Person, reason: String) {
      name = person.name
      email = person.email
      organisation = person.organisation
      self.reason = reason
    }

    var person: Person { Person(name: name, email: email, organisation: organisation) }
  }

  package struct RoleGranted: Codable, Equatable, Sendable {
    package var holding: Holding
    package var reason: String
  }

  /// A role was looked at, and is held on until the next review at least.
  package struct RoleReviewed: Codable, Equatable, Sendable {
    package var holding: Holding
    /// The day by which it is reviewed next.
    package var next: PartialDate
    package var reason: String
  }

  /// The account's holder accepted a version of a text.
  package struct TextAccepted: Codable, Equatable, Sendable {
    /// A code of the texts that the program brings.
    package var text: String
    package var version: Int
  }

  /// The account's holder completed training, as they or an administrator said.
  package struct TrainingCompleted: Codable, Equatable, Sendable {
    package var text: String
    package var version: Int
    package var on: PartialDate
  }

  /// A role ends on a day: the last on which it is held.
  package struct RoleEnded: Codable, Equatable, Sendable {
    package var holding: Holding
    package var on: PartialDate
    package var reason: String
  }

  package struct Closed: Codable, Equatable, Sendable {
    package var reason: String
  }
}

extension Account.Person {
  fileprivate init(name: Personal<String>, email: Personal<String>, organisation: String?) {
    self.name = name
    self.email = email
    self.organisation = organisation
  }
}
