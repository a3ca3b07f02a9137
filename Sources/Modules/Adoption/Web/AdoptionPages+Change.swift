import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Changing an adoption, reporting and correcting results, ending it and taking it back.
extension AdoptionPages {
  private func model(_ form: Model, _ found: Found, _ frame: FormFrame) -> Model {
    frame.model(form, caption: found.practice.details.title, at: found.address, back: "Back to the adoption")
  }

  // MARK: Its details

  private static func revising(_ version: Int) -> FormFrame {
    FormFrame(heading: "Change it", path: "/edit", button: "Save", hidden: ("version", String(version)))
  }

  @Sendable func edit(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .revise)
    let values = AdoptionForm.details.values(of: found.adoption.details)
    let form = Reason.model(under: AdoptionForm.details, values)
    return try site.formPage(model(form, found, Self.revising(found.adoption.version)), [], context)
  }

  @Sendable func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .revise)
    let values = try await site.values(of: request, context)
    let seen = try values.seenVersion()
    do {
      try await revise(found, values, expecting: seen, context)
    } catch let invalid as Invalid {
      let form = Reason.model(under: AdoptionForm.details, values, invalid.errors)
      return try site.formPage(model(form, found, Self.revising(seen)), invalid.errors, context)
    } catch let conflict as VersionConflict {
      let old = try await site.load(Adoption.self, found.adoption.id, upTo: seen).state.details
      return try site.conflictPage(
        AdoptionForm.details,
        seen: old,
        now: found.adoption.details,
        yours: AdoptionForm.details(values, into: old, on: site.today),
        values,
        context
      ) {
        model(Reason.model(under: AdoptionForm.details, $0), found, Self.revising(conflict.actual))
      }
    }
    return site.redirect(to: found.address)
  }

  func revise(
    _ found: Found,
    _ values: FormValues,
    expecting seen: Int,
    present: Bool = false,
    _ context: SiteContext
  ) async throws {
    let (details, reason) = try Reason.parse(
      beside: { () throws(Invalid) in
        try AdoptionForm.details(values, into: found.adoption.details, on: site.today, present: present)
      },
      values
    )
    try await site.perform(
      .revise(details, reason: reason),
      on: found.adoption.id,
      of: Adoption.self,
      expecting: seen,
      by: context.viewer
    )
  }

  // MARK: Results

  private static func reporting(_ id: String) -> FormFrame {
    FormFrame(
      heading: "Report a result",
      path: "/results",
      button: "Report it",
      lead: "One measure at a time. Say plainly what is not known.",
      hidden: ("record", id)
    )
  }

  @Sendable func newResult(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .report)
    let form = AdoptionForm.result.model(AdoptionForm.result.values(of: .init()))
    return try site.formPage(model(form, found, Self.reporting(site.newID())), [], context)
  }

  @Sendable func report(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .report)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await report(found, values, as: id, context)
    } catch let invalid as Invalid {
      let form = AdoptionForm.result.model(values, errors: invalid.errors)
      return try site.formPage(model(form, found, Self.reporting(id)), invalid.errors, context)
    }
    return site.redirect(to: found.address)
  }

  func report(_ found: Found, _ values: FormValues, as id: String, _ context: SiteContext) async throws {
    let result = try AdoptionForm.result(values, into: .init(), on: site.today)
    try await site.perform(
      .report(result, id: id),
      on: found.adoption.id,
      of: Adoption.self,
      by: context.viewer
    )
  }

  private static func correcting(_ id: String, _ version: Int) -> FormFrame {
    FormFrame(
      heading: "Correct a result",
      path: "/results/\(id)/edit",
      button: "Save",
      lead: "The page shows it corrected; what was reported first stays in the log.",
      hidden: ("version", String(version))
    )
  }

  func result(of found: Found, _ context: SiteContext) throws -> AdoptionList.Report {
    let id = try context.parameters.require("result")
    guard let result = found.adoption.results.first(where: { $0.id == id }) else { throw NotFound() }
    return result
  }

  @Sendable func editResult(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .correct)
    let report = try result(of: found, context)
    let form = Reason.model(under: AdoptionForm.result, AdoptionForm.result.values(of: report.result))
    return try site.formPage(
      model(form, found, Self.correcting(report.id, found.adoption.version)),
      [],
      context
    )
  }

  @Sendable func correct(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .correct)
    let report = try result(of: found, context)
    let values = try await site.values(of: request, context)
    let seen = try values.seenVersion()
    do {
      try await correct(found, report, values, expecting: seen, context)
    } catch let invalid as Invalid {
      let form = Reason.model(under: AdoptionForm.result, values, invalid.errors)
      return try site.formPage(model(form, found, Self.correcting(report.id, seen)), invalid.errors, context)
    } catch let conflict as VersionConflict {
      let old = try await site.load(Adoption.self, found.adoption.id, upTo: seen).state.results[report.id]
      return try site.conflictPage(
        AdoptionForm.result,
        seen: old ?? report.result,
        now: report.result,
        yours: AdoptionForm.result(values, into: old ?? report.result, on: site.today),
        values,
        context
      ) {
        model(
          Reason.model(under: AdoptionForm.result, $0),
          found,
          Self.correcting(report.id, conflict.actual)
        )
      }
    }
    return site.redirect(to: found.address)
  }

  func correct(
    _ found: Found,
    _ report: AdoptionList.Report,
    _ values: FormValues,
    expecting seen: Int,
    present: Bool = false,
    _ context: SiteContext
  ) async throws {
    let (result, reason) = try Reason.parse(
      beside: { () throws(Invalid) in
        try AdoptionForm.result(values, into: report.result, on: site.today, present: present)
      },
      values
    )
    try await site.perform(
      .correct(result, id: report.id, reason: reason),
      on: found.adoption.id,
      of: Adoption.self,
      expecting: seen,
      by: context.viewer
    )
  }

  // MARK: Its end

  private static let ending = FormFrame(
    heading: "It is not done any more",
    path: "/end",
    button: "Record the end"
  )
  private static let takingBack = FormFrame(
    heading: "Recorded by mistake",
    path: "/take-back",
    button: "Take it back",
    lead: "It then counts nowhere. If it was done and has ended, record its end instead.",
    style: "govuk-button--warning"
  )

  @Sendable func endPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .end)
    return try site.formPage(model(AdoptionForm.ending.model(FormValues()), found, Self.ending), [], context)
  }

  @Sendable func end(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .end)
    let values = try await site.values(of: request, context)
    do {
      try await site.perform(
        AdoptionForm.end(values, on: site.today),
        on: found.adoption.id,
        of: Adoption.self,
        refusing: "reason",
        by: context.viewer
      )
    } catch let invalid as Invalid {
      let form = AdoptionForm.ending.model(values, errors: invalid.errors)
      return try site.formPage(model(form, found, Self.ending), invalid.errors, context)
    }
    return site.redirect(to: found.address)
  }

  @Sendable func takeBackPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .takeBack)
    return try site.formPage(
      model(Reason.form.model(FormValues()), found, Self.takingBack),
      [],
      context
    )
  }

  @Sendable func takeBack(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .takeBack)
    let values = try await site.values(of: request, context)
    do {
      let reason = try Reason.form.parse(values, into: "")
      try await site.perform(
        .takeBack(reason: reason),
        on: found.adoption.id,
        of: Adoption.self,
        refusing: "reason",
        by: context.viewer
      )
    } catch let invalid as Invalid {
      let form = Reason.form.model(values, errors: invalid.errors)
      return try site.formPage(model(form, found, Self.takingBack), invalid.errors, context)
    }
    return site.redirect(to: found.address)
  }
}
