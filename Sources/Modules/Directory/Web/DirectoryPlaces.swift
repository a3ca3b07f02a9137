import Domain
import Kernel
import Platform
import Views

/// Organisations and areas: lists to choose from, names to show, and where an act has its effect.
struct DirectoryPlaces: Sendable {
  let organisations: CodeList
  let areas: CodeList
  /// The area of each organisation that works in one.
  private let areaOf: [String: String]

  init(
    organisations: [PlaceList.Place<Organisation.Listing>],
    areas: [PlaceList.Place<Area.Listing>]
  ) {
    self.organisations = CodeList(
      "organisation",
      version: 1,
      organisations.map { .init($0.id, $0.listing.name) }
    )
    self.areas = CodeList("area", version: 1, areas.map { .init($0.id, $0.listing.name) })
    areaOf = Dictionary(
      organisations.compactMap { place in place.listing.area.map { (place.id, $0) } },
      uniquingKeysWith: { first, _ in first }
    )
  }

  var names: [String: String] {
    Dictionary((organisations.codes + areas.codes).map { ($0.code, $0.label) }) { first, _ in first }
  }

  func place(ofOrganisation id: String?) -> Place {
    id.map { .init(organisation: $0, area: areaOf[$0]) } ?? .everywhere
  }

  func place(of scope: Kernel.Scope) -> Place {
    switch scope {
    case .everywhere: .everywhere
    case .organisation(let id): place(ofOrganisation: id)
    case .area(let id): .init(area: id)
    }
  }

  /// What an act on a role is about.
  func facts(_ holding: Holding, of account: String) -> DirectoryPolicy.Facts {
    .init(account: account, places: [place(of: holding.scope)], role: holding.role)
  }

  /// Whoever changes an account, or makes a link into it, gets at every role that it holds.
  func facts(_ person: AccountList.Person, on day: PartialDate) -> DirectoryPolicy.Facts {
    let held = person.holdings.filter { $0.until.map { day <= $0 } ?? true }
    let places = [place(ofOrganisation: person.organisation)] + held.map { place(of: $0.scope) }
    return .init(account: person.id, places: places)
  }

  func organisations(for viewer: Viewer) -> CodeList {
    let codes = organisations.codes.filter {
      DirectoryPolicy.administers(viewer, place(ofOrganisation: $0.code))
    }
    return CodeList("organisation", version: 1, codes)
  }

  func areas(for viewer: Viewer) -> CodeList {
    let codes = areas.codes.filter { DirectoryPolicy.administers(viewer, .init(area: $0.code)) }
    return CodeList("area", version: 1, codes)
  }

  /// Where somebody can grant a role.
  func scopes(for viewer: Viewer) -> CodeList {
    let places: [(Kernel.Scope, CodeList.Code)] =
      [Self.choice(.everywhere, "Everywhere")]
      + organisations.codes.map { Self.choice(.organisation($0.code), "Organisation: \($0.label)") }
      + areas.codes.map { Self.choice(.area($0.code), "Area: \($0.label)") }
    let held = places.filter { DirectoryPolicy.administers(viewer, place(of: $0.0)) }
    return CodeList("scope", version: 1, held.map(\.1))
  }

  /// The roles that somebody can grant somewhere.
  static func roles(for viewer: Viewer) -> CodeList {
    let places: [Place] = DirectoryPolicy.administers(viewer, .everywhere) ? [.everywhere] : []
    let codes = Role.list.codes.filter { code in
      let facts = DirectoryPolicy.Facts(places: places, role: Role(rawValue: code.code))
      return DirectoryPolicy.policy.allows(.grant, viewer, facts)
    }
    return CodeList(Role.list.name, version: Role.list.version, codes)
  }

  private static func choice(_ scope: Kernel.Scope, _ label: String) -> (Kernel.Scope, CodeList.Code) {
    (scope, .init(DirectoryForms.Grant.place(scope), label))
  }
}
