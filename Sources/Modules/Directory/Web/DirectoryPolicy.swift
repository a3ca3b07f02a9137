import Domain
import Kernel
package import Platform
import Views

/// Who may do what in the directory; everybody else is denied.
package enum DirectoryPolicy {
  package enum Act: String, CaseIterable, Sendable {
    case listPeople, open, revise, grant, endRole, close, sendLink, endFactor, readPlaces, listOrganisation
  }

  /// What the rules ask about an account, a role or an organisation.
  package struct Facts: Equatable, Sendable {
    /// Whose account it is about; nil where it is about none.
    package var account: String?
    /// Each place where it has an effect: an administrator must hold the role for all of them.
    package var places: [Place]

    package init(account: String? = nil, places: [Place] = []) {
      self.account = account
      self.places = places
    }

    /// For acts on no record yet.
    package static let none = Facts()
  }

  /// An organisation or an area; with neither, everywhere.
  package struct Place: Hashable, Sendable {
    package var organisation: String?
    /// For an organisation, the area that it works in.
    package var area: String?

    package init(organisation: String? = nil, area: String? = nil) {
      self.organisation = organisation
      self.area = area
    }

    package static let everywhere = Place()
  }

  package static let policy = Policy<Act, Facts>([
    .listPeople: [administrator],
    .open: [administrator],
    .revise: [administrator],
    .grant: [other],
    .endRole: [other],
    .close: [other],
    .sendLink: [other],
    .endFactor: [other],
    .readPlaces: [Rule("anyone reads the lists of areas and organisations") { _, _ in true }],
    .listOrganisation: [administrator],
  ])

  private static let administrator = Rule<Facts>("an administrator of every place it is about") {
    viewer,
    facts in
    covers(viewer, facts)
  }

  private static let other = Rule<Facts>("an administrator of every place it is about, for anybody else") {
    viewer,
    facts in
    covers(viewer, facts) && viewer.account != facts.account
  }

  private static func covers(_ viewer: Viewer, _ facts: Facts) -> Bool {
    viewer.holdsAnywhere(.administrator) && facts.places.allSatisfy { administers(viewer, $0) }
  }

  static func administers(_ viewer: Viewer, _ place: Place) -> Bool {
    viewer.holds(.administrator, organisation: place.organisation, area: place.area)
  }
}
