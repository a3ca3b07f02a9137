import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// The page where an administrator sees why a person may or may not do a thing.
extension DirectoryPages {
  struct WhyQuestion: Equatable, Sendable {
    var act = ""
    var record = ""
  }

  static func whyForm(_ explainers: [Explainer]) -> Form<WhyQuestion> {
    let codes = explainers.flatMap { explainer in
      explainer.acts.map { CodeList.Code($0.code, $0.words, group: explainer.label) }
    }
    return Form(
      "why",
      [
        .choice(
          \.act,
          "act",
          "What",
          CodeList("act", version: 1, codes),
          required: "Choose what they want to do"
        ),
        .text(
          \.record,
          "record",
          "On which record",
          hint: "Paste its address. Leave it empty to ask of any record",
          max: 300
        ),
      ]
    )
  }

  @Sendable func why(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .explain)
    let form = Self.whyForm(site.options.explainers)
    guard request.asked.has("act") else { return try whyPage(person, form, request.asked, [], [:], context) }
    do {
      let asked = try form.parse(request.asked, into: .init())
      let (words, answer) = try await answer(asked, about: person, context)
      return try whyPage(person, form, request.asked, [], Self.model(words, answer, person), context)
    } catch let invalid as Invalid {
      return try whyPage(person, form, request.asked, invalid.errors, [:], context)
    }
  }

  /// That somebody looked stands in the access log; what is asked of is a person's access, not a record.
  func answer(
    _ asked: WhyQuestion,
    about person: AccountList.Person,
    _ context: SiteContext
  ) async throws -> (words: String, DirectoryWhy) {
    let pair = site.options.explainers.lazy.compactMap { explainer in
      explainer.acts.first { $0.code == asked.act }.map { (explainer, $0.words) }
    }.first
    guard let (explainer, words) = pair else {
      throw Invalid([FieldError("act", "Choose what they want to do")])
    }
    let record = DirectoryWhy.record(asked.record, at: explainer.path)
    let viewer = person.viewer(under: terms, on: site.today)
    let found = try await explainer.answer(site, asked.act, record, about: viewer, for: context.viewer)
    guard let found else {
      throw Invalid([
        FieldError(
          "record",
          "There is no such record under \(explainer.label.lowercased()). Paste its address"
        )
      ])
    }
    let line = AccessLine(
      .consultation,
      Reference(kind: Account.category, id: person.id),
      reason: "why: \(asked.act)"
    )
    try await site.note(line, in: .directory, by: context.viewer)
    let standings = person.standings(under: terms, on: site.today)
    let places = try await places().names
    let history = try await site.read(.directory) { try AccountList.history(of: person.id, in: $0) }
    return (words, DirectoryWhy(found, standings, namesRecord: record != nil, places, history))
  }

  private func whyPage(
    _ person: AccountList.Person,
    _ form: Form<WhyQuestion>,
    _ values: FormValues,
    _ errors: [FieldError],
    _ answer: Model,
    _ context: SiteContext
  ) throws -> Response {
    let model: Model = [
      "person": person.name ?? "A person who was erased", "address": "/people/\(person.id)",
      "isClosedAccount": !person.isOpen, "answer": answer.isEmpty ? false : answer,
    ]
    return try site.page(
      "directory/why",
      form.model(values, errors: errors).merging(model) { $1 },
      context,
      errors.isEmpty ? .ok : .unprocessableContent
    )
  }

  private static func model(_ act: String, _ why: DirectoryWhy, _ person: AccountList.Person) -> Model {
    let name = person.name ?? "This person"
    let heading: String
    let sentence: String
    switch why.verdict {
    case .allowed:
      heading = "\(name) may do this"
      sentence = why.isClosed ? "A rule below allows it." : "The rule that allows it: \(why.allowingRule)."
    case .provided:
      heading = "\(name) may do this, where the rest is so"
      sentence = "They hold what a rule below asks for. The rest hangs on the record, or on how they ask."
    case .denied:
      heading = "\(name) may not do this"
      sentence = "What no rule allows is denied. Below is each rule that might have allowed it."
    }
    return [
      "answerHeading": heading, "act": act, "sentence": sentence, "isClosedRecord": why.isClosed,
      "rules": why.rules.map { rule -> Model in
        [
          "ruleName": rule.name.prefix(1).uppercased() + rule.name.dropFirst(),
          "parts": rule.parts.map { part -> Model in
            let mark = part.isMet.map { $0 ? ("Yes", "green") : ("No", "red") } ?? ("It depends", "grey")
            return [
              "mark": mark.0, "markColour": mark.1, "partWords": part.words,
              "details": part.details.map { ["detail": $0] as Model },
            ]
          },
          "isOpenToAll": rule.parts.isEmpty,
        ]
      },
    ]
  }
}
