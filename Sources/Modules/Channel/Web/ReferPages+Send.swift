import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Looking over a public referral, sending it, and what its code tells afterwards.
extension ReferPages {
  @Sendable func check(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await within(request) { begun in try checkPage(begun, [], context) }
  }

  /// All that was written, whatever is wrong with it.
  private func checkPage(_ begun: Begun, _ errors: [FieldError], _ context: SiteContext) throws -> Response {
    let sections = begun.form.sections.map { section -> Model in
      [
        "sectionTitle": section.title, "sectionId": section.id, "changeAddress": "/refer/form/\(section.id)",
        "rows": section.fields.map { Model.row($0.label, Self.words($0, begun.kept.values)) },
      ]
    }
    let wrong = errors.map { error -> Model in
      let section = begun.form.sections.first { $0.fields.contains { $0.name == error.field } }
      return ["message": error.message, "anchor": section?.id ?? "main-content"]
    }
    let model: Model = ["sections": sections, "errors": wrong, "hasErrors": !wrong.isEmpty]
    return try site.page(
      "channel/refer-check",
      model,
      context,
      errors.isEmpty ? .ok : .unprocessableContent
    )
  }

  /// A value as people read it; as it was typed where it cannot be read.
  private static func words(_ field: Field<ReferralForm.Sent>, _ values: FormValues) -> String {
    let words: String
    do {
      words = field.words(try Form(field.name, [field]).parse(values, into: .init()))
    } catch {
      words = values.text(field.name)
    }
    return words.isEmpty ? "Not said" : words
  }

  @Sendable func send(_ request: Request, _ context: SiteContext) async throws -> Response {
    try ChannelPolicy.policy.require(.refer, context.viewer, .none)
    _ = try await site.values(of: request, context)
    return try await within(request) { begun in
      do {
        let made = try ReferralForm.made(
          begun.kept.values,
          as: begun.form,
          concerns: begun.concerns,
          on: site.today,
          subject: begun.kept.code.record
        )
        try await send(made, by: begun.kept)
      } catch let invalid as Invalid {
        return try checkPage(begun, invalid.errors, context)
      }
      return site.redirect(to: "/refer/receipt")
    }
  }

  /// Records a referral, and lets its code tell how far it is.
  ///
  /// The record has an identifier that its code gives it: sent twice, it is one referral.
  func send(_ made: Referral.Made, by form: CodedForm) async throws {
    let id = form.code.record
    let partner = Viewer(account: form.code.actor)
    try await site.perform(.make(made), on: id, of: Referral.self, by: partner)
    let end = site.today.adding(months: site.settings[ReferSettings.codeMonths]).moment
    try await forms.handOver(form, to: id, until: end)
  }

  // MARK: What became of it

  /// How far a referral is, as its referrer is told: nothing about the person.
  enum Progress: String, CaseIterable, Sendable {
    case received
    case lookedAt = "looked-at"
    case finished

    var sentence: String {
      switch self {
      case .received: "It has reached the people who work in this area. Nobody has opened it yet."
      case .lookedAt: "Somebody whose work this is has opened it."
      case .finished: "The work on it is finished. What was done stays between those whom it concerns."
      }
    }
  }

  func progress(of id: String) async throws -> Progress {
    let (isErased, cases) = try await site.read(Referral.vault) { db in
      (try ReferralList.sealed(id, in: db) == nil, try CaseList.cases(of: [id], in: db))
    }
    if isErased { return .finished }
    if !cases.isEmpty { return cases.allSatisfy { $0.life == .closed } ? .finished : .lookedAt }
    var query = AccessList.Query(areas: nil)
    query.record = Reference(kind: Referral.category, id: id)
    query.act = .consultation
    let asked = query
    let looks = try await site.readAccess(Referral.vault) {
      try AccessList.slice(asked, limit: 1, in: $0)
    }
    return looks.isEmpty ? .received : .lookedAt
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    guard let kept = try await forms.current(request), let id = kept.record else {
      return site.redirect(to: "/refer")
    }
    return try site.page(
      "channel/refer-receipt",
      [
        "code": kept.code.text, "reference": Referral.reference(of: id),
        "sentOn": PracticeWording.moment(kept.begun), "until": PartialDate(on: kept.expires).words,
        "progress": try await progress(of: id).sentence,
      ],
      context
    )
  }
}
