import Domain
import Kernel
import Platform
import Views

/// The directory's forms.
enum DirectoryForms {
  /// Stands for a list that is made when a form is, where a form is only described.
  static let anyPlace = CodeList("place", version: 1, [])

  struct Person: Equatable, Sendable {
    var name = ""
    var email = ""
    var organisation = ""
    var reason = ""

    init() {}

    init(_ person: Account.Person?) {
      name = person?.name.value ?? ""
      email = person?.email.value ?? ""
      organisation = person?.organisation ?? ""
    }

    init(_ person: AccountList.Person) {
      name = person.name ?? ""
      email = person.email ?? ""
      organisation = person.organisation ?? ""
    }
  }

  /// The organisations are those listed when the page is made.
  static func person(_ organisations: CodeList, required: Bool, revising: Bool) -> Form<Person> {
    let reason: [Field<Person>] =
      revising
      ? [.area(\.reason, "reason", "Why do you change it?", max: 1000, required: "Say why", rows: 2)] : []
    return Form(
      "person",
      [
        .text(\.name, "name", "Name", max: 200, required: "Enter a name"),
        .email(
          \.email,
          "email",
          "E-mail address",
          hint: "They sign in with it",
          required: "Enter an e-mail address"
        ),
        .choice(
          \.organisation,
          "organisation",
          "Organisation",
          organisations,
          required: required ? "Choose an organisation" : nil
        ),
      ] + reason
    )
  }

  struct Grant: Equatable, Sendable {
    var role = ""
    var place = "everywhere"
    var from: PartialDate?
    var until: PartialDate?
    var reason = ""

    init(from: PartialDate? = nil) { self.from = from }

    /// The text that ``scope`` reads.
    static func place(_ scope: Kernel.Scope) -> String {
      switch scope {
      case .everywhere: "everywhere"
      case .organisation(let id): "organisation:\(id)"
      case .area(let id): "area:\(id)"
      }
    }

    var scope: Kernel.Scope {
      if place.hasPrefix("organisation:") { return .organisation(String(place.dropFirst(13))) }
      if place.hasPrefix("area:") { return .area(String(place.dropFirst(5))) }
      return .everywhere
    }
  }

  static func grant(_ places: CodeList, _ roles: CodeList = Role.list) -> Form<Grant> {
    Form(
      "grant",
      [
        .choice(\.role, "role", "Role", roles, required: "Choose a role"),
        .choice(
          \.place,
          "place",
          "For",
          hint: "An organisation’s records, an area’s records, or all",
          places,
          required: "Choose where the role is held"
        ),
        .date(\.from, "from", "From", precision: .day, required: "Enter the first day"),
        .date(
          \.until,
          "until",
          "Until",
          hint: "The last day. Leave empty if it is not known",
          precision: .day
        ),
        .area(\.reason, "reason", "Why", max: 1000, required: "Say why", rows: 2),
      ]
    )
  }

  struct End: Equatable, Sendable {
    var on: PartialDate?
    var reason = ""
  }

  static let end = Form<End>(
    "end-role",
    [
      .date(\.on, "on", "Last day", precision: .day, required: "Enter the last day"),
      .area(\.reason, "reason", "Why", max: 1000, required: "Say why", rows: 2),
    ]
  )

  static let reason = Form<String>(
    "reason",
    [.area(\.self, "reason", "Why", max: 1000, required: "Say why", rows: 3)]
  )

  struct Training: Equatable, Sendable {
    var text = ""
    var on: PartialDate?
  }

  /// For somebody else; whoever completed it themselves says so on the page of the text.
  static func training(_ texts: CodeList) -> Form<Training> {
    Form(
      "training",
      [
        .choice(\.text, "text", "Training", texts, required: "Choose the training"),
        .date(\.on, "on", "Completed on", precision: .day, required: "Enter the day"),
      ]
    )
  }

  struct Agreement: Equatable, Sendable {
    var version = ""
    var on: PartialDate?
  }

  private static let version = Field<Agreement>.text(
    \.version,
    "version",
    "Version of the text that was read",
    max: 9,
    required: "Say which version of the text was read"
  )

  static let acceptance = Form<Agreement>("acceptance", [version])

  static let completion = Form<Agreement>(
    "completion",
    [
      version,
      .date(\.on, "on", "Completed on", precision: .day, required: "Enter the day on which you completed it"),
    ]
  )

  static func organisation(_ areas: CodeList, required: Bool, revising: Bool) -> Form<Listed> {
    let reason: [Field<Listed>] =
      revising
      ? [.area(\.reason, "reason", "Why do you change it?", max: 1000, required: "Say why", rows: 2)] : []
    return Form(
      "organisation",
      [
        .text(\.listing.name, "name", "Name", max: 200, required: "Enter a name"),
        .choice(\.listing.kind, "kind", "Kind", Organisation.kindList, required: "Choose a kind"),
        .choice(
          \.area,
          "area",
          "Area",
          hint: "If it works in one",
          areas,
          required: required ? "Choose an area" : nil
        ),
        .text(\.listing.source, "source", "Source", hint: "Where these facts come from", max: 500),
      ] + reason
    )
  }

  struct Listed: Equatable, Sendable {
    var listing = Organisation.Listing()
    var reason = ""

    var area: String {
      get { listing.area ?? "" }
      set { listing.area = newValue.isEmpty ? nil : newValue }
    }
  }
}
