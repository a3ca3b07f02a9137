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
    try await open(
      .init(id: id, name: name, email: email),
      .administrator,
      "first account",
      demonstration: false
    )
  }

  /// A one-time link by which somebody who has an account chooses a password: for who forgot theirs and can ask
  /// nobody else, and for everybody after a restore.
  ///
  /// - Throws: `Fault(.incomplete)` where no open account has the address.
  package func signInLink(for email: String) async throws -> SignInLink {
    guard let account = try await site.people.account(email) else {
      throw Fault(.incomplete, "no open account has the address \(email)")
    }
    let path = try await site.signIn.link(.choosePassword, for: account, at: site.now())
    let name = try await site.names(of: [account])[account]
    return SignInLink(name: name ?? account, address: settings[Settings.publicAddress] + path)
  }

  /// Takes in the collection that the program brings; done before, it does nothing.
  package func loadStarterCollection(progress: Progress = { _, _ in }) async throws {
    let plan = try await plan(ReferenceData.file("practices.csv"))
    guard plan.errors.isEmpty else { throw Fault(.incomplete, "the starter collection: \(plan.words)") }
    guard !plan.new.isEmpty else { return }
    _ = try await carryOut(plan, as: "starter-collection", progress: progress)
  }

  /// Made-up people, by their parts in the play.
  private static let cast: [(name: String, role: Role, scope: Scope)] = [
    ("Dora Depositor", .contributor, .everywhere), ("Ron Reviewer", .reviewer, .everywhere),
    ("Rhea Reviewer", .reviewer, .everywhere), ("Edie Editor", .editor, .everywhere),
    ("Rita Reader", .reader, .everywhere), ("Adam Administrator", .administrator, .everywhere),
    // Cleveland, and Cumbria beside it.
    ("Cora Coordinator", .channelCoordinator, .area("E23000013")),
    ("Saul Supervisor", .supervisor, .area("E23000013")),
    ("Oona Outside", .channelCoordinator, .area("E23000002")),
    ("Alma Auditor", .auditor, .everywhere), ("Piet Protection", .dataProtectionOfficer, .everywhere),
  ]

  package func makeDemonstrationAccounts() async throws {
    let present = try await site.read(.directory) { try AccountList.demonstrations(in: $0) }
    guard present.isEmpty else { return }
    let council = site.newID()
    let listing = Organisation.Listing(
      name: "Exampleshire Council (made up)",
      kind: "council",
      source: "Made up"
    )
    _ = try await vault(.directory).service.dispatcher.perform(
      .list(listing, reason: ""),
      on: council,
      of: Organisation.self,
      occasion
    )
    for (name, role, scope) in Self.cast {
      let email = name.lowercased().replacing(" ", with: ".") + "@touchstone.example"
      let person = Account.Person(id: site.newID(), name: name, email: email, organisation: council)
      try await open(person, role, in: scope, "demonstration", demonstration: true)
    }
  }

  private func open(
    _ person: Account.Person,
    _ role: Role,
    in scope: Scope = .everywhere,
    _ reason: String,
    demonstration: Bool
  ) async throws {
    let directory = try vault(.directory)
    let id = person.name.subject
    let holding = Holding(role, scope, from: site.today)
    let dispatcher = directory.service.dispatcher
    _ = try await dispatcher.perform(
      .open(person, demonstration: demonstration),
      on: id,
      of: Account.self,
      occasion
    )
    _ = try await dispatcher.perform(.grant(holding, reason: reason), on: id, of: Account.self, occasion)
    try await directory.views.catchUp()
  }

  /// A new one-time link for each made-up person.
  package func demonstrationLinks() async throws -> [SignInLink] {
    var links: [SignInLink] = []
    for person in try await site.read(.directory, { try AccountList.demonstrations(in: $0) }) {
      let path = try await site.signIn.link(.demonstration, for: person.id, at: site.now())
      links.append(SignInLink(name: person.name ?? person.id, address: path))
    }
    return links
  }
}
