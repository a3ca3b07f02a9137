import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// How one's own roles stand, and training that an administrator records.
extension DirectoryPages {
  @Sendable func ownRoles(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try context.account()
    guard let person = try await own(context) else { throw NotFound() }
    let (today, places) = (site.today, try await places().names)
    let roles = person.standings(under: terms, on: today).filter { !$0.isEnded }.map { standing -> Model in
      let state = DirectoryWording.state(standing, on: today)
      let holding = standing.holding
      let lines =
        [
          "\(DirectoryWording.place(holding.scope, places)), \(DirectoryWording.period(holding))",
          DirectoryWording.review(standing, terms, on: today),
        ].compactMap { $0 } + standing.obstacles.map { DirectoryWording.obstacle($0, isOwn: true) }
      return [
        "roleLabel": holding.role.label, "state": state.words, "colour": state.colour,
        "lines": lines.map { ["line": $0] as Model },
      ]
    }
    let texts = needed(by: person).map { text -> Model in
      let state = Self.state(text, of: person, on: today)
      return [
        "textTitle": text.title, "address": "/texts/\(text.code)", "state": state.words,
        "colour": state.colour,
      ]
    }
    return try site.page(
      "directory/own-roles",
      ["hasRoles": !roles.isEmpty, "roles": roles, "hasTexts": !texts.isEmpty, "texts": texts],
      context
    )
  }

  // MARK: Training of others

  @Sendable func trainingPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .recordTraining)
    return try trainingPage(person, FormValues(), [], context)
  }

  @Sendable func recordTraining(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .recordTraining)
    let values = try await site.values(of: request, context)
    do {
      let command = try training(values)
      try await site.perform(command, on: person.id, of: Account.self, refusing: "on", by: context.viewer)
    } catch let invalid as Invalid {
      return try trainingPage(person, values, invalid.errors, context)
    }
    return site.redirect(to: "/people/\(person.id)")
  }

  /// That somebody completed training, as an administrator says.
  func training(_ values: FormValues) throws(Invalid) -> Account.Command {
    let asked = try trainingForm.parse(values, into: .init())
    guard let text = terms.texts.first(where: { $0.code == asked.text }), let day = asked.on else {
      throw Invalid([FieldError("text", "Choose the training")])
    }
    return .agree(to: text, on: day)
  }

  private var trainingForm: Form<DirectoryForms.Training> {
    let texts = terms.texts.filter { $0.kind == .training }
    return DirectoryForms.training(
      CodeList("training", version: 1, texts.map { .init($0.code, $0.title) })
    )
  }

  private func trainingPage(
    _ person: AccountList.Person,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var around = Self.about(person, "Record training", "training", "Record it")
    around["lead"] = "For training of which you saw the certificate, or which you gave."
    return try formPage(trainingForm.model(values, errors: errors), around, errors, context)
  }
}
