import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform

/// The steps of the public form, each saved as it is left.
extension ReferPages {
  @Sendable func steps(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await within(request) { begun in
      let rows = begun.form.sections.map { section -> Model in
        let isDone = begun.form.isDone(section, begun.kept.values, on: site.today)
        return [
          "stepTitle": section.title, "stepAddress": "/refer/form/\(section.id)", "isDone": isDone,
          "stepId": "step-\(section.id)",
        ]
      }
      return try site.page(
        "channel/refer-steps",
        [
          "code": begun.kept.code.text, "until": PartialDate(on: begun.kept.expires).words, "steps": rows,
          "isWhole": begun.form.sections.allSatisfy {
            begun.form.isDone($0, begun.kept.values, on: site.today)
          },
        ],
        context
      )
    }
  }

  @Sendable func step(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await within(request) { begun in
      try stepPage(begun, try section(begun, context), [], context)
    }
  }

  private func section(_ begun: Begun, _ context: SiteContext) throws -> FormSection<ReferralForm.Sent> {
    let id = try context.parameters.require("section")
    guard let section = begun.form.sections.first(where: { $0.id == id }) else { throw NotFound() }
    return section
  }

  private func stepPage(
    _ begun: Begun,
    _ section: FormSection<ReferralForm.Sent>,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let place = (begun.form.sections.firstIndex { $0.id == section.id } ?? 0) + 1
    let model = begun.form.model(begun.kept.values, errors: errors, only: section.id)
    let page: Model = [
      "heading": section.title, "caption": "Step \(place) of \(begun.form.sections.count)",
      "lead": section.lead ?? false, "action": "/refer/form/\(section.id)",
    ]
    return try site.page(
      "channel/refer-step",
      model.merging(page) { $1 },
      context,
      errors.isEmpty ? .ok : .unprocessableContent
    )
  }

  /// Keeps what was typed, right or wrong, before anything else: nothing of it is lost.
  @Sendable func saveStep(_ request: Request, _ context: SiteContext) async throws -> Response {
    let sent = try await site.values(of: request, context)
    return try await within(request) { begun in
      var begun = begun
      let section = try section(begun, context)
      begun.kept.values.take(sent, of: section)
      guard begun.kept.values.isShort else { throw TooLarge(limit: FormValues.longestDraft) }
      try await forms.keep(begun.kept)
      if !sent.text("later").isEmpty { return try savedPage(begun, context) }
      do {
        _ = try ReferralForm.read(begun.kept.values, as: begun.form, only: section.id, on: site.today)
      } catch let invalid as Invalid {
        return try stepPage(begun, section, invalid.errors, context)
      }
      let ids = begun.form.sections.map(\.id)
      let next = ids.drop { $0 != section.id }.dropFirst().first
      return site.redirect(to: next.map { "/refer/form/\($0)" } ?? "/refer/check")
    }
  }

  /// What is kept is told once more with its code, and this browser forgets both.
  private func savedPage(_ begun: Begun, _ context: SiteContext) throws -> Response {
    var response = try site.page(
      "channel/refer-saved",
      ["code": begun.kept.code.text, "until": PartialDate(on: begun.kept.expires).words],
      context
    )
    forms.leave(&response)
    return response
  }
}

extension Form where Value == ReferralForm.Sent {
  /// Whether a step was opened, and nothing is wrong with it.
  fileprivate func isDone(_ section: FormSection<Value>, _ values: FormValues, on today: PartialDate) -> Bool
  {
    let names = section.fields.flatMap { FormValues.names(of: $0) }
    guard names.contains(where: values.has) else { return false }
    do {
      _ = try ReferralForm.read(values, as: self, only: section.id, on: today)
      return true
    } catch {
      return false
    }
  }
}

extension FormValues {
  /// Bytes.
  static let longestDraft = 60_000

  fileprivate var isShort: Bool {
    names.reduce(0) { $0 + all($1).reduce(0) { $0 + $1.utf8.count } } <= Self.longestDraft
  }

  /// The names under which a browser sends a field.
  fileprivate static func names(of field: Field<ReferralForm.Sent>) -> [String] {
    if case .date = field.kind { return ["day", "month", "year"].map { "\(field.name)-\($0)" } }
    return [field.name]
  }

  /// Takes over what was sent of a section, and nothing else.
  fileprivate mutating func take(_ sent: FormValues, of section: FormSection<ReferralForm.Sent>) {
    for name in section.fields.flatMap(Self.names) { set(name, sent.all(name)) }
  }
}
