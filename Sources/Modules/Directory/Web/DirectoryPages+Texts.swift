import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// The texts that roles need: read by anyone, accepted and completed by whoever has such a role.
extension DirectoryPages {
  var terms: RoleTerms { site.options.terms }

  /// The asker's own account; nil where nobody is signed in.
  func own(_ context: SiteContext) async throws -> AccountList.Person? {
    guard let account = context.viewer.account else { return nil }
    return try await site.read(.directory) { try AccountList.find(account, in: $0) }
  }

  /// The texts that somebody's roles need, whether or not they agreed to them, in the order of the list.
  func needed(by person: AccountList.Person) -> [HouseText] {
    let roles = person.standings(under: terms, on: site.today).filter { !$0.isOver }.map(\.holding.role)
    return terms.texts.filter { !$0.roles.isDisjoint(with: roles) }
  }

  func houseText(_ context: SiteContext) throws -> HouseText {
    let code = try context.parameters.require("code")
    guard let text = terms.texts.first(where: { $0.code == code }) else { throw NotFound() }
    return text
  }

  @Sendable func texts(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await own(context)
    let needed = person.map { self.needed(by: $0) } ?? []
    return try site.page(
      "directory/texts",
      [
        "texts": terms.texts.map { text -> Model in
          let state = needed.contains(text) ? person.map { Self.state(text, of: $0, on: site.today) } : nil
          return [
            "textTitle": text.title, "address": "/texts/\(text.code)", "about": Self.about(text),
            "state": state?.words ?? false, "colour": state?.colour ?? "",
          ]
        }
      ],
      context
    )
  }

  @Sendable func text(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await textPage(try houseText(context), FormValues(), [], context)
  }

  /// Accepts a text, or says that training was completed; then leads to the next text that waits.
  @Sendable func agree(_ request: Request, _ context: SiteContext) async throws -> Response {
    let text = try houseText(context)
    let values = try await site.values(of: request, context)
    do {
      try await agree(to: text, values, context)
    } catch let invalid as Invalid {
      return try await textPage(text, values, invalid.errors, context)
    }
    let next = try await own(context).flatMap { person in
      terms.missing(of: person.standings(under: terms, on: site.today)).first
    }
    return site.redirect(to: next.map { "/texts/\($0.code)" } ?? "/account/roles")
  }

  /// For pages and programs alike.
  func agree(to text: HouseText, _ values: FormValues, _ context: SiteContext) async throws {
    let act: DirectoryPolicy.Act = text.kind == .conduct ? .accept : .completeTraining
    let person = try await own(context)
    let needs = person.map { needed(by: $0).contains(text) } ?? false
    let facts = DirectoryPolicy.Facts(account: person?.id, needsText: needs)
    try DirectoryPolicy.policy.require(act, context.viewer, facts)
    let form = text.kind == .conduct ? DirectoryForms.acceptance : DirectoryForms.completion
    let asked = try form.parse(values, into: .init())
    guard Int(asked.version) == text.version else {
      throw Invalid([FieldError("version", "The text changed meanwhile. Read it as it is now")])
    }
    try await site.perform(
      .agree(to: text, on: asked.on ?? site.today),
      on: person?.id ?? "",
      of: Account.self,
      refusing: text.kind == .conduct ? "version" : "on",
      by: context.viewer
    )
  }

  private func textPage(
    _ text: HouseText,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) async throws -> Response {
    let person = try await own(context)
    let isNeeded = person.map { needed(by: $0).contains(text) } ?? false
    let isMet = person.map { text.isMet(by: $0.agreements, on: site.today) } ?? false
    let isTraining = text.kind == .training
    var model = DirectoryForms.completion.model(values, errors: errors)
    model["fields"] =
      isTraining ? (model["fields"] as? [Model])?.filter { $0["name"] as? String == "on" } : []
    // Training is completed again before it runs out; a code is accepted once.
    let offers = isNeeded && (isTraining || !isMet)
    let state = isNeeded ? person.map { Self.state(text, of: $0, on: site.today) } : nil
    return try site.page(
      "directory/text",
      model.merging([
        "textTitle": text.title, "about": Self.about(text), "parts": Self.parts(text),
        "version": text.version, "state": state?.words ?? false, "colour": state?.colour ?? "",
        "action": offers ? "/account/texts/\(text.code)" : false, "isTraining": isTraining,
        "button": isTraining ? "I completed this training" : "I have read this and accept it",
      ]) { $1 },
      context,
      errors.isEmpty ? .ok : .unprocessableContent
    )
  }

  private static func about(_ text: HouseText) -> String {
    let kind = text.kind == .conduct ? "To be accepted" : "Training"
    let lasting = text.months.map { ", " + DirectoryWording.often($0) } ?? ""
    let who =
      text.roles.count == Role.allCases.count
      ? "everyone who holds a role"
      : Role.allCases.filter(text.roles.contains).map { $0.label.lowercased() }.joined(separator: ", ")
    return "\(kind)\(lasting), by: \(who). Version \(text.version)."
  }

  /// What somebody whose roles need a text has to do with it, or did.
  static func state(
    _ text: HouseText,
    of person: AccountList.Person,
    on day: PartialDate
  ) -> (words: String, colour: String) {
    guard let last = person.agreements.first(where: { $0.text == text.code }) else {
      return (text.kind == .conduct ? "Not accepted yet" : "Not completed yet", "orange")
    }
    if last.version < text.version { return ("Changed since you agreed on \(last.on.words)", "orange") }
    guard let end = text.end(last) else { return ("Accepted on \(last.on.words)", "green") }
    return end < day ? ("Ran out on \(end.words)", "orange") : ("Completed, until \(end.words)", "green")
  }

  /// Headings, lists and paragraphs, in their order.
  private static func parts(_ text: HouseText) -> [Model] {
    var parts: [Model] = []
    for paragraph in text.paragraphs {
      var part: Model = ["partHeading": false, "hasItems": false, "sentence": false]
      if paragraph.hasPrefix("## ") {
        part["partHeading"] = String(paragraph.dropFirst(3))
      } else if paragraph.hasPrefix("* ") {
        let item: Model = ["item": String(paragraph.dropFirst(2))]
        if let items = parts.last?["items"] as? [Model] {
          parts[parts.count - 1]["items"] = items + [item]
          continue
        }
        part.merge(["hasItems": true, "items": [item]]) { $1 }
      } else {
        part["sentence"] = paragraph
      }
      parts.append(part)
    }
    return parts
  }
}
