/// Who is asking, with the roles active today, and how; or anyone.
package struct Viewer: Equatable, Sendable {
  /// Nil for a member of the public.
  package let account: String?
  package let organisation: String?
  /// Only those that are active today: held, reviewed, and with every text they need accepted.
  package let holdings: [Holding]
  /// How they ask; whoever serves a request sets it.
  package var circumstance: Circumstance

  package init(
    account: String?,
    organisation: String? = nil,
    holdings: [Holding] = [],
    circumstance: Circumstance = .init()
  ) {
    self.account = account
    self.organisation = organisation
    self.holdings = holdings
    self.circumstance = circumstance
  }

  package static let anyone = Viewer(account: nil)

  /// Whether a role is held that covers a record of this organisation and area.
  package func holds(_ role: Role, organisation: String? = nil, area: String? = nil) -> Bool {
    holdings.contains { $0.role == role && $0.scope.covers(organisation: organisation, area: area) }
  }

  package func holds(_ role: Role, for place: Place) -> Bool {
    holds(role, organisation: place.organisation, area: place.area)
  }

  /// Whether a role is held anywhere at all.
  package func holdsAnywhere(_ role: Role) -> Bool { holdings.contains { $0.role == role } }

  /// The same person asking for a purpose, or in an emergency.
  package func asking(_ change: (inout Circumstance) -> Void) -> Viewer {
    var viewer = self
    change(&viewer.circumstance)
    return viewer
  }
}

/// How somebody asks, beside who they are: what a rule can want of the moment.
///
/// The session says whether a second factor was used; a page that asks for a purpose, or finds a record opened in
/// an emergency, puts that in before it asks the policy: `viewer.asking { $0.purpose = stated }`.
package struct Circumstance: Equatable, Sendable {
  /// The code of the purpose that was stated for this look; nil where none was.
  package var purpose: String?
  /// Whether the session began with more than a password.
  package var hasSecondFactor: Bool
  /// Whether this record is open to them in an emergency, until it runs out.
  package var breakGlass: Bool

  package init(purpose: String? = nil, hasSecondFactor: Bool = false, breakGlass: Bool = false) {
    self.purpose = purpose
    self.hasSecondFactor = hasSecondFactor
    self.breakGlass = breakGlass
  }
}
