package import Kernel

/// The panel of an area: who sits on it for which agency.
///
/// Its identifier is the area's code.
package enum Panel: Decider {
  package static let category = "panel"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    /// - `agency`: Of ``PanelMeeting/agencyList``.
    case name(account: String, agency: Coded, isChair: Bool)
    case release(account: String, reason: String)
  }

  package struct State: Equatable, Sendable {
    package var members: [String: MemberNamed] = [:]
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case incomplete(missing: [String])
    case noSuchCode
    /// Section 37: the authority chairs.
    case notTheAuthority
  }

  /// That somebody sits on the panel of an area: made by the panel's own state alone.
  package struct Seat: Equatable, Sendable {
    package let area: String
    package let account: String
    package let agency: Coded
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .name(let account, let agency, let isChair):
      guard !account.isEmpty else { throw .incomplete(missing: ["account"]) }
      guard PanelMeeting.agencyList.holds(agency) else { throw .noSuchCode }
      guard !isChair || agency.code == "local-authority" else { throw .notTheAuthority }
      let body = MemberNamed(account: account, agency: agency, isChair: isChair)
      return state.members[account] == body ? [] : [.memberNamed(body)]
    case .release(let account, let reason):
      guard state.members[account] != nil else { return [] }
      guard !reason.isEmpty else { throw .incomplete(missing: ["reason"]) }
      return [.memberReleased(MemberReleased(account: account, reason: Personal(reason, of: account)))]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .memberNamed(let body): state.members[body.account] = body
    case .memberReleased(let body): state.members[body.account] = nil
    }
  }
}

extension Panel.State {
  /// Everybody's, by account.
  ///
  /// - Parameter area: The panel's own: its identifier.
  package func seats(in area: String) -> [Panel.Seat] {
    members.values.map { Panel.Seat(area: area, account: $0.account, agency: $0.agency) }
      .sorted { $0.account < $1.account }
  }
}

extension Panel {
  package enum Event: DomainEvent {
    case memberNamed(MemberNamed)
    case memberReleased(MemberReleased)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("panel.member-named", 1, Event.memberNamed) {
        if case .memberNamed(let body) = $0 { body } else { nil }
      },
      EventKind("panel.member-released", 1, Event.memberReleased) {
        if case .memberReleased(let body) = $0 { body } else { nil }
      },
    ]
  }

  package struct MemberNamed: Codable, Equatable, Sendable {
    package var account: String
    package var agency: Coded
    package var isChair: Bool
  }

  package struct MemberReleased: Codable, Equatable, Sendable {
    package var account: String
    package var reason: Personal<String>
  }
}
