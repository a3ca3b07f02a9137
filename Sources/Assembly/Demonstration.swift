import Domain
import Foundation
import Kernel
import Platform
import Projection
import Views

/// A one-time link and whose it is.
package struct SignInLink: Codable, Equatable, Sendable {
  package let name: String
  package let address: String

  /// With the address that the server listens on.
  package func at(_ origin: String) -> SignInLink { SignInLink(name: name, address: origin + address) }
}

extension Installation {
  /// The link for whoever opens the first account; nil once somebody has one.
  package func firstAdministratorLink() async throws -> SignInLink? {
    guard try await site.people.isEmpty() else { return nil }
    let path = try await site.signIn.link(.firstAdministrator, for: nil, at: site.now())
    return SignInLink(name: "First administrator", address: path)
  }

  /// Opens the first account, with the role that opens others.
  func openFirst(_ id: String, _ name: String, _ email: String) async throws {
    let directory = try vault(.directory)
    let commands: [Account.Command] = [
      .open(.init(id: id, name: name, email: email), demonstration: false),
      .grant(Holding(.administrator, .everywhere, from: site.today), reason: "first account"),
    ]
    for command in commands {
      _ = try await directory.service.dispatcher.perform(command, on: id, of: Account.self, occasion)
    }
    try await directory.views.catchUp()
  }

  /// A one-time link by which somebody who has an account chooses a password: for who forgot theirs and can ask
  /// nobody else, and for everybody after a restore.
  ///
  /// - Throws: `Fault(.incomplete)` where no open account has the address.
  package func signInLink(for email: String) async throws -> SignInLink {
    guard let account = try await site.people.account(email) else {
      throw Fault(.incomplete, "no open account has the address \(email)")
    }
    let line = AccessLine(.linkMade, Reference(kind: "account", id: account), reason: "by the operator")
    try await site.note(line, in: .directory, by: Site.itself)
    let path = try await site.signIn.link(.choosePassword, for: account, at: site.now())
    let name = try await site.names(of: [account])[account]
    return SignInLink(name: name ?? account, address: settings[Settings.publicAddress] + path)
  }

  /// Keeps the roles of an administrator whom nobody is left to review; tells how many there were.
  ///
  /// - Throws: `Fault(.incomplete)` where no open account has the address, or it was no administrator.
  package func keepAdministrator(_ email: String) async throws -> Int {
    let directory = try vault(.directory)
    guard let account = try await site.people.account(email),
      let person = try await directory.views.read({ try AccountList.find(account, in: $0) })
    else { throw Fault(.incomplete, "no open account has the address \(email)") }
    let terms = site.options.terms
    let kept = person.standings(under: terms, on: site.today).filter {
      $0.holding.role == .administrator && !$0.isEnded
    }
    guard !kept.isEmpty else {
      throw Fault(.incomplete, "\(email) is no administrator whose role could be kept")
    }
    let next = site.today.adding(months: terms.reviewMonths)
    for standing in kept {
      _ = try await directory.service.dispatcher.perform(
        .keepRole(standing.holding, next: next, reason: "kept by the operator"),
        on: account,
        of: Account.self,
        occasion
      )
    }
    try await directory.views.catchUp()
    return kept.count
  }

  /// Takes in the collection that the program brings; done before, it does nothing.
  package func loadStarterCollection(progress: Progress = { _, _ in }) async throws {
    let plan = try await plan(ReferenceData.file("practices.csv"))
    guard plan.errors.isEmpty else { throw Fault(.incomplete, "the starter collection: \(plan.words)") }
    guard !plan.new.isEmpty else { return }
    _ = try await carryOut(plan, as: "starter-collection", progress: progress)
  }

  /// Made-up people, by their parts in the play; a practice needs two reviewers.
  private static let cast: [(name: String, role: Role)] = [
    ("Dora Depositor", .contributor), ("Ron Reviewer", .reviewer), ("Rhea Reviewer", .reviewer),
    ("Edie Editor", .editor), ("Rita Reader", .reader), ("Adam Administrator", .administrator),
    ("Rory Research", .researchCoordinator), ("Polly Policy", .policyOwner), ("Bo Board", .board),
    ("Cora Coordinator", .channelCoordinator), ("Charlie Chair", .panelChair), ("Mina Member", .panelMember),
    ("Piet Provider", .interventionProvider), ("Sue Supervisor", .supervisor), ("Asa Assessor", .assessor),
    ("Saul Second", .secondReviewer), ("Olive Online", .onlineSupervisor),
    ("Enid Engagement", .engagementOfficer), ("Tess Tension", .tensionAnalyst),
    ("Prue Producer", .profileProducer), ("Gwen Gateway", .profileGateway),
    ("Reg Region", .regionalCoordinator), ("Faye Force", .forceLead), ("Pia Peer", .peerReviewer),
    ("Ines Inspector", .inspector), ("Colm Commissioner", .commissioner), ("Fred Finance", .finance),
    ("Ada Advisers", .adviserManager), ("Dee Protection", .dataProtectionOfficer), ("Otto Auditor", .auditor),
  ]

  /// Refuses a directory where people work: made-up people would open all of it to whoever sees their links.
  ///
  /// - Throws: `Fault(.configuration)`, and nothing was changed.
  package func refuseWherePeopleAre() async throws {
    let count = try await site.read(.directory) { try AccountList.countOfPeople(in: $0) }
    guard count > 0 else { return }
    throw Fault(
      .configuration,
      "\(folder.root.path) holds accounts of people who are not made up (\(count)): a demonstration would let anybody in. Give it a directory of its own"
    )
  }

  /// All of them at once: whoever tries the program waits for it.
  package func makeDemonstrationAccounts() async throws {
    let present = try await site.read(.directory) { try AccountList.demonstrations(in: $0) }
    guard present.isEmpty else { return }
    let council = site.newID()
    let listing = Organisation.Listing(
      name: "Exampleshire Council (made up)",
      kind: "council",
      source: "Made up"
    )
    _ = try await vault(.directory).service.dispatcher
      .perform(.list(listing, reason: ""), on: council, of: Organisation.self, occasion)
    try await open(Self.cast.map { ($0.name, $0.role, [.everywhere]) }, in: council)
  }

  /// Opens accounts of made-up people with their roles, and has them agree to what their roles ask of them.
  func open(
    _ cast: [(name: String, role: Role, scopes: [Scope])],
    in organisation: String?
  ) async throws {
    let directory = try vault(.directory)
    let today = site.today
    let people = cast.map { name, role, scopes in
      let email = name.lowercased().replacing(" ", with: ".") + "@touchstone.example"
      return (
        person: Account.Person(id: site.newID(), name: name, email: email, organisation: organisation),
        role: role,
        scopes: scopes
      )
    }
    var rounds: [[(id: String, command: Account.Command)]] = [
      people.map { ($0.person.id, .open($0.person, demonstration: true)) }
    ]
    for place in 0..<(people.map(\.scopes.count).max() ?? 0) {
      rounds.append(
        people.filter { place < $0.scopes.count }.map { person in
          let holding = Holding(person.role, person.scopes[place], from: today)
          return (person.person.id, .grant(holding, reason: "demonstration"))
        }
      )
    }
    rounds += site.options.terms.texts.map { text in
      people.filter { text.roles.contains($0.role) }.map { ($0.person.id, .agree(to: text, on: today)) }
    }
    for commands in rounds {
      _ = try await directory.service.dispatcher.performAll(commands, of: Account.self, occasion)
    }
    try await directory.views.catchUp()
  }

  /// A new one-time link for each made-up person, or for one of them, in the order of their roles.
  package func demonstrationLinks(of name: String? = nil) async throws -> [SignInLink] {
    let people = try await site.read(.directory) { try AccountList.demonstrations(in: $0) }
    var links: [SignInLink] = []
    for role in Role.allCases {
      for person in people where person.holdings.first?.role == role && [nil, person.name].contains(name) {
        let path = try await site.signIn.link(.demonstration, for: person.id, at: site.now())
        links.append(SignInLink(name: person.name ?? person.id, address: path))
      }
    }
    return links
  }
}
