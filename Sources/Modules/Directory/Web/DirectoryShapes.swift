import Domain
import Kernel
import Platform
import Views

/// What the directory answers programs.
enum DirectoryShapes {
  static let accounts = APIList("accounts", of: account)
  static let organisations = APIList("organisations", of: organisation)
  static let areas = APIList("areas", of: area)

  private struct Held: Sendable {
    let number: Int
    let holding: Holding
  }

  private static let role = Shape<Held>(
    "Role",
    [
      .value("number", "Its place in the list, for ending it") { $0.number },
      .value("role", "Role", of: Role.list.codes.map(\.code)) { $0.holding.role.rawValue },
      .value("place", "Where it is held: everywhere, organisation:… or area:…") {
        DirectoryForms.Grant.place($0.holding.scope)
      },
      .value("from", "The first day") { $0.holding.from },
      .value("until", "The last day") { $0.holding.until },
    ]
  )

  /// The name and the address of somebody who was erased are empty.
  static let account = Shape<AccountList.Person>(
    "Account",
    [
      .value("id", "Identifier") { $0.id },
      .form(DirectoryForms.person(DirectoryForms.anyPlace, required: false, revising: false)) { .init($0) },
      .value("version", "How many changes made it what it is") { $0.version },
      .value("is_open", "Whether they can sign in") { $0.isOpen },
      .value("is_demonstration", "Whether they are made up") { $0.isDemonstration },
      .list("roles", "The roles that they hold, held or will hold", of: role) {
        $0.holdings.enumerated().map { Held(number: $0.offset, holding: $0.element) }
      },
    ]
  )

  struct Link: Sendable {
    let address: String
    let hours: Int
  }

  static let link = Shape<Link>(
    "OneTimeLink",
    [
      .value("address", "Where they choose a password; it is shown once") { $0.address },
      .value("hours", "How long it can be used") { $0.hours },
    ]
  )

  static let organisation = Shape<PlaceList.Place<Organisation.Listing>>(
    "Organisation",
    [
      .value("id", "Identifier") { $0.id },
      .form(DirectoryForms.organisation(DirectoryForms.anyPlace, required: false, revising: false)) {
        .init(listing: $0.listing)
      },
      .value("version", "How many changes made it what it is") { $0.version },
    ]
  )

  static let area = Shape<PlaceList.Place<Area.Listing>>(
    "Area",
    [
      .value("id", "Identifier") { $0.id },
      .value("name", "Name") { $0.listing.name },
      .value("kind", "Kind") { $0.listing.kind },
      .value("region", "Region") { $0.listing.region },
      .value("code", "Code of the Office for National Statistics") { $0.listing.code },
      .value("populations", "People, by the day of the count") { $0.listing.populations },
      .value("was_priority", "Whether it was a priority area in 2008-09") { $0.listing.wasPriority },
      .value("source", "Where these facts come from") { $0.listing.source },
      .value("version", "How many changes made it what it is") { $0.version },
    ]
  )
}
