import Hummingbird
import Kernel

/// One-time links. Opening one shows a page and uses nothing up, since mail programs open links too.
extension SignInPages {
  struct Entrance: Equatable, Sendable {
    var name = ""
    var email = ""
    var password = ""
    var again = ""
  }

  private static let password: [Field<Entrance>] = [
    .password(
      \.password,
      "new-password",
      "Choose a password",
      hint: hint,
      min: 12,
      required: "Choose a password"
    ),
    .password(\.again, "again", "The password again", required: "Enter the password again"),
  ]

  static let first = Form<Entrance>(
    "first-administrator",
    [
      .text(\.name, "name", "Your name", max: 200, required: "Enter your name"),
      .email(\.email, "email", "Your e-mail address", required: "Enter your e-mail address"),
    ] + password
  )

  static let chosen = Form<Entrance>("choose-password", password)
  static let demonstration = Form<Entrance>("enter", [])

  private func form(for link: OneTimeLink) -> Form<Entrance> {
    switch link.purpose {
    case .firstAdministrator: Self.first
    case .choosePassword: Self.chosen
    case .demonstration: Self.demonstration
    }
  }

  @Sendable func entrance(_ request: Request, _ context: SiteContext) async throws -> Response {
    let secret = try context.parameters.require("secret")
    guard let link = try await site.signIn.store.link(Secret.digest(secret), at: site.now()) else {
      return try spent(context)
    }
    return try await entrancePage(link, secret, FormValues(), [], context)
  }

  @Sendable func enter(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await attempts.take(context.remoteAddress, at: site.now())
    let secret = try context.parameters.require("secret")
    let values = try await site.values(of: request, context)
    guard let link = try await site.signIn.store.link(Secret.digest(secret), at: site.now()) else {
      return try spent(context)
    }
    let asked: Entrance
    do {
      asked = try form(for: link).parse(values, into: Entrance())
      guard asked.password == asked.again else {
        throw Invalid([FieldError("again", "The two passwords are not the same")])
      }
      if link.purpose != .demonstration {
        var texts = [asked.name, asked.email]
        if let account = link.account { texts += try await site.people.texts(account) }
        try site.signIn.passwords.check(asked.password, of: texts)
      }
    } catch let invalid as Invalid {
      return try await entrancePage(link, secret, values, invalid.errors, context)
    }
    // Of two who come at once, one gets the link.
    guard try await site.signIn.store.take(Secret.digest(secret), at: site.now()) != nil else {
      return try spent(context)
    }
    return try await admit(link, asked, request, context)
  }

  private func admit(
    _ link: OneTimeLink,
    _ asked: Entrance,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let account = link.account ?? site.newID()
    if link.purpose == .firstAdministrator {
      guard try await site.people.isEmpty() else { return try spent(context) }
      try await makeFirst(account, asked.name, asked.email)
    }
    if link.purpose != .demonstration {
      try await site.signIn.store.endWaysIn(account)
      try await site.signIn.setPassword(asked.password, of: account)
      let by = Viewer(account: account)
      try await note(.passwordChanged, account, by: by, reason: "by a one-time link")
    }
    let proof: Session.Proof = link.purpose == .demonstration ? .demonstration : .password
    return try await goOn(account, by: proof, back: "/", nil, request, context)
  }

  private func entrancePage(
    _ link: OneTimeLink,
    _ secret: String,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) async throws -> Response {
    let name = try await site.names(of: [link.account ?? ""])[link.account ?? ""] ?? ""
    var model = form(for: link).model(values, errors: errors)
    let heading =
      switch link.purpose {
      case .firstAdministrator: "Open the first account"
      case .choosePassword: "Choose a password"
      case .demonstration: "Sign in as \(name)"
      }
    let lead =
      switch link.purpose {
      case .firstAdministrator:
        "It holds the role of administrator: it opens other accounts and grants roles."
      case .choosePassword: "This link works once. You sign in with the password from then on, \(name)."
      case .demonstration: "This is a made-up person, for trying things out. The link works once."
      }
    model.merge([
      "heading": heading, "lead": lead, "action": "/enter/\(secret)",
      "button": link.purpose == .demonstration ? "Sign in" : "Save and sign in", "backAddress": "/",
      "backLabel": "Home",
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  private func spent(_ context: SiteContext) throws -> Response {
    try site.message(
      "This link cannot be used any more",
      ["It was used already, or it has run out. Ask an administrator for a new one."],
      context,
      .gone
    )
  }
}
