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
    let standing: Standing
    var holding: Holding { standing.holding }
  }

  /// An account with what holds for roles on the day on which it is answered.
  struct Standings: Sendable {
    let person: AccountList.Person
    let standings: [Standing]
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
      .value("is_active", "Whether it lets them do anything today") { $0.standing.isActive },
      .value("obstacles", "What keeps it from being active") {
        $0.standing.obstacles.map { DirectoryWording.obstacle($0, isOwn: false) }
      },
      .value("review_by", "The day by which it is to be reviewed") { $0.standing.review },
    ]
  )

  /// The name and the address of somebody who was erased are empty.
  static let account = Shape<Standings>(
    "Account",
    [
      .value("id", "Identifier") { $0.person.id },
      .form(DirectoryForms.person(DirectoryForms.anyPlace, required: false, revising: false)) {
        .init($0.person)
      },
      .value("version", "How many changes made it what it is") { $0.person.version },
      .value("is_open", "Whether they can sign in") { $0.person.isOpen },
      .value("is_demonstration", "Whether they are made up") { $0.person.isDemonstration },
      .list("roles", "The roles that they hold, held or will hold", of: role) {
        $0.standings.enumerated().map { Held(number: $0.offset, standing: $0.element) }
      },
    ]
  )

  static let reviews = APIList(
    "reviews",
    of: Shape<RoleReview>(
      "RoleReview",
      [
        .value("account", "Whose role it is") { $0.person.id },
        .value("version", "The version of the account") { $0.person.version },
        .value("number", "Its place in the list of their roles") { $0.number },
        .value("role", "Role", of: Role.list.codes.map(\.code)) { $0.standing.holding.role.rawValue },
        .value("place", "Where it is held: everywhere, organisation:… or area:…") {
          DirectoryForms.Grant.place($0.standing.holding.scope)
        },
        .value("from", "The first day") { $0.standing.holding.from },
        .value("review_by", "The day by which it is to be reviewed") { $0.standing.review },
        .value("state", "How urgent it is", of: RoleReview.State.allCases.map(\.rawValue)) {
          $0.state.rawValue
        },
      ]
    )
  )

  static let text = Shape<HouseText>(
    "Text",
    [
      .value("code", "Its name in addresses") { $0.code },
      .value("version", "Counted up when it changes, so that it is agreed to again") { $0.version },
      .value("kind", "Whether it is accepted or completed", of: ["conduct", "training"]) { $0.kind.rawValue },
      .value("title", "Title") { $0.title },
      .value("roles", "The roles that need it") { text in
        Role.allCases.filter(text.roles.contains).map(\.rawValue)
      },
      .value("months", "How long training lasts; null where it does not run out") { $0.months },
      .value("paragraphs", "What it says; headings begin with ##, and parts of a list with an asterisk") {
        $0.paragraphs
      },
    ]
  )

  static let texts = APIList("texts", of: text)

  static let why = Shape<DirectoryWhy>(
    "Why",
    [
      .value(
        "verdict",
        "Whether they may; provided: the rest hangs on the record or on how they ask",
        of: ["allowed", "provided", "denied"]
      ) { $0.verdict.code },
      .value("rule", "The rule that allows it; empty where none does, or the record is closed to you") {
        $0.allowingRule
      },
      .value("is_record_closed", "Whether you may not read the record, so that nothing is told of it") {
        $0.isClosed
      },
      .list("rules", "Each rule that might allow it", of: whyRule) { $0.rules },
    ]
  )

  private static let whyRule = Shape<DirectoryWhy.Rule>(
    "WhyRule",
    [
      .value("name", "Its name") { $0.name },
      .list("asks", "What it asks for", of: whyPart) { $0.parts },
    ]
  )

  private static let whyPart = Shape<DirectoryWhy.Part>(
    "WhyPart",
    [
      .value("words", "What must be so") { $0.words },
      .value("is_met", "Whether it is; null where it hangs on the record or on how they ask") { $0.isMet },
      .value("missing", "What is missing of a role") { $0.details },
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
