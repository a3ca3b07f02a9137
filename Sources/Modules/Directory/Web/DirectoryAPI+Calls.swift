import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// What the directory can be asked by programs.
extension DirectoryAPI {
  private static func personForm(revising: Bool) -> Form<DirectoryForms.Person> {
    DirectoryForms.person(DirectoryForms.anyPlace, required: false, revising: revising)
  }

  private static func organisationForm(revising: Bool) -> Form<DirectoryForms.Listed> {
    DirectoryForms.organisation(DirectoryForms.anyPlace, required: false, revising: revising)
  }

  static let opening = APIBody.record(personForm(revising: false))
  static let revising = APIBody.change(personForm(revising: true))
  static let granting = APIBody(DirectoryForms.grant(DirectoryForms.anyPlace))
  static let ending = APIBody(DirectoryForms.end)
  static let closing = APIBody(DirectoryForms.reason)
  static let training = APIBody(DirectoryForms.training(DirectoryForms.anyPlace))
  static let accepting = APIBody(DirectoryForms.acceptance)
  static let completing = APIBody(DirectoryForms.completion)
  static let listing = APIBody.record(organisationForm(revising: false))
  static let relisting = APIBody.change(organisationForm(revising: true))

  package static let calls: [APICall<DirectoryAPI>] = accounts + roles + texts + places

  private static let accounts: [APICall<DirectoryAPI>] = [
    APICall(
      .get,
      "accounts",
      "listAccounts",
      "List accounts, what was opened first first",
      answer: .list(DirectoryShapes.accounts)
    ) { try await $0.listAccounts($1, $2) },
    APICall(
      .post,
      "accounts",
      "openAccount",
      "Open an account; they choose a password by a one-time link",
      body: opening,
      answer: .made(DirectoryShapes.account),
      act: DirectoryPolicy.Act.open.rawValue
    ) { try await $0.open($1, $2) },
    APICall(
      .get,
      "accounts/{id}",
      "readAccount",
      "Read an account with its roles",
      answer: .record(DirectoryShapes.account)
    ) { try await $0.showAccount($1, $2) },
    APICall(
      .get,
      "accounts/{id}/history",
      "listAccountHistory",
      "List what was done to an account, the earliest first",
      answer: .list(HistoryLine.list)
    ) { api, request, context in
      let person = try await api.pages.found(context, .listPeople)
      let lines = try await api.pages.history(of: person, try await api.pages.places().names)
      return try api.site.answer(HistoryLine.list, all: lines, request)
    },
    APICall(
      .put,
      "accounts/{id}",
      "reviseAccount",
      "Change what the body names of an account",
      body: revising,
      answer: .record(DirectoryShapes.account),
      needsVersion: true,
      act: DirectoryPolicy.Act.revise.rawValue
    ) { try await $0.revise($1, $2) },
    APICall(
      .post,
      "accounts/{id}/roles",
      "grantRole",
      "Grant a role",
      body: granting,
      answer: .record(DirectoryShapes.account),
      act: DirectoryPolicy.Act.grant.rawValue
    ) { try await $0.grant($1, $2) },
    APICall(
      .post,
      "accounts/{id}/roles/{number}/end",
      "endRole",
      "End a role, by its number in the version that was read",
      body: ending,
      answer: .record(DirectoryShapes.account),
      needsVersion: true,
      act: DirectoryPolicy.Act.endRole.rawValue
    ) { try await $0.endRole($1, $2) },
    APICall(
      .post,
      "accounts/{id}/close",
      "closeAccount",
      "Close an account",
      body: closing,
      answer: .record(DirectoryShapes.account),
      act: DirectoryPolicy.Act.close.rawValue
    ) { try await $0.close($1, $2) },
    APICall(
      .post,
      "accounts/{id}/link",
      "makeLink",
      "Make a one-time link, by which they choose a password",
      body: .nothing,
      answer: .plain(DirectoryShapes.link, .created),
      act: DirectoryPolicy.Act.sendLink.rawValue
    ) { try await $0.sendLink($1, $2) },
    APICall(
      .post,
      "accounts/{id}/second-factor/end",
      "endSecondFactor",
      "Take off the second factor of somebody who has lost it",
      body: closing,
      answer: .record(DirectoryShapes.account),
      act: DirectoryPolicy.Act.endFactor.rawValue
    ) { try await $0.endFactor($1, $2) },
    APICall(
      .post,
      "accounts/{id}/sessions/end",
      "endSessions",
      "End every session of somebody, and every token of their programs",
      body: closing,
      answer: .record(DirectoryShapes.account),
      act: DirectoryPolicy.Act.endSessions.rawValue
    ) { try await $0.endSessions($1, $2) },
  ]

  private static let places: [APICall<DirectoryAPI>] = [
    APICall(
      .get,
      "organisations",
      "listOrganisations",
      "List organisations by name",
      answer: .list(DirectoryShapes.organisations)
    ) { try await $0.listOrganisations($1, $2) },
    APICall(
      .post,
      "organisations",
      "listOrganisation",
      "Add an organisation to the list",
      body: listing,
      answer: .made(DirectoryShapes.organisation),
      act: DirectoryPolicy.Act.listOrganisation.rawValue
    ) { try await $0.listOrganisation($1, $2) },
    APICall(
      .get,
      "organisations/{id}",
      "readOrganisation",
      "Read what is listed of an organisation",
      answer: .record(DirectoryShapes.organisation)
    ) { try await $0.showOrganisation($1, $2) },
    APICall(
      .get,
      "organisations/{id}/history",
      "listOrganisationHistory",
      "List who listed what of an organisation, the earliest first",
      answer: .list(HistoryLine.list)
    ) { api, request, context in
      let id = try context.parameters.require("id")
      guard try await api.site.read(.directory, { try PlaceList.organisation(id, in: $0) }) != nil else {
        throw NotFound()
      }
      let lines = try await api.pages.history(ofOrganisation: id, context)
      return try api.site.answer(HistoryLine.list, all: lines, request)
    },
    APICall(
      .put,
      "organisations/{id}",
      "reviseOrganisation",
      "Change what the body names of an organisation",
      body: relisting,
      answer: .record(DirectoryShapes.organisation),
      needsVersion: true,
      act: DirectoryPolicy.Act.listOrganisation.rawValue
    ) { try await $0.reviseOrganisation($1, $2) },
    APICall(
      .get,
      "areas",
      "listAreas",
      "List areas by name",
      answer: .list(DirectoryShapes.areas)
    ) { try await $0.listAreas($1, $2) },
  ]
}
