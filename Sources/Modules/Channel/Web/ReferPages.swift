import Domain
import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// A referral by anybody, without an account: begun, gone on with by a code, sent, and asked after by the same code.
///
/// What is unfinished is sealed with its code. No page tells anything about the person, nor whether they are known.
package struct ReferPages: Sendable {
  let site: Site
  let forms: CodedForms

  package init(site: Site) {
    self.site = site
    forms = CodedForms("refer", site)
  }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("refer", use: start)
    routes.post("refer", use: begin)
    routes.get("refer/form", use: steps)
    routes.get("refer/form/{section}", use: step)
    routes.post("refer/form/{section}", use: saveStep)
    routes.get("refer/check", use: check)
    routes.post("refer/check", use: send)
    routes.get("refer/code", use: codePage)
    routes.post("refer/code", use: goOn)
    routes.get("refer/receipt", use: receipt)
    routes.post("refer/leave", use: leave)
    routes.post("refer/delete", use: delete)
  }

  /// Whoever has no form here is led to where one begins.
  struct NothingBegun: Error {}

  /// The form that this browser goes on with, and what it asks.
  struct Begun: Sendable {
    var kept: CodedForm
    let form: Form<ReferralForm.Sent>
    let concerns: CodeList
  }

  /// - Throws: ``NothingBegun`` where nothing is unfinished in this browser.
  func begun(_ request: Request) async throws -> Begun {
    guard let kept = try await forms.current(request), kept.record == nil else { throw NothingBegun() }
    let concerns = Referral.concernList(on: site.today)
    let form = PublicReferral.form(areas: try await site.areaList(), concerns: concerns)
    return Begun(kept: kept, form: form, concerns: concerns)
  }

  /// Answers with a page of the form; where none is begun, with the way to begin.
  func within(
    _ request: Request,
    _ serve: (Begun) async throws -> Response
  ) async throws -> Response {
    do {
      return try await serve(try await begun(request))
    } catch is NothingBegun {
      return site.redirect(to: "/refer")
    }
  }

  // MARK: Beginning

  @Sendable func start(_ request: Request, _ context: SiteContext) async throws -> Response {
    let kept = try await forms.current(request)
    let days = site.settings[ReferSettings.draftDays]
    return try site.page(
      "channel/refer",
      [
        "days": days == 1 ? "1 day" : "\(days) days",
        "goOnAddress": kept.map { $0.record == nil ? "/refer/form" : "/refer/receipt" } ?? false,
      ],
      context
    )
  }

  @Sendable func begin(_ request: Request, _ context: SiteContext) async throws -> Response {
    try ChannelPolicy.policy.require(.refer, context.viewer, .none)
    _ = try await site.values(of: request, context)
    let end = site.now().addingTimeInterval(Double(site.settings[ReferSettings.draftDays]) * 86_400)
    let form = try await forms.begin(until: end, context)
    var response = site.redirect(to: "/refer/form")
    forms.remember(form, in: &response)
    return response
  }

  // MARK: Going on with a code

  static let asking = Form<String>(
    "refer-code",
    [
      .text(
        \.self,
        "code",
        "Your code",
        hint: "Four groups of four, such as 0123-4567-89AB-CDEF",
        max: 60,
        required: "Enter your code"
      )
    ]
  )

  @Sendable func codePage(_ request: Request, _ context: SiteContext) async throws -> Response {
    try codePage(FormValues(), [], context)
  }

  private func codePage(
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let page: Model = [
      "heading": "Go on with a referral", "action": "/refer/code", "button": "Go on",
      "lead":
        "With the code that you were shown you go on with what you began, or see how far a referral is that you sent.",
      "backAddress": "/refer", "backLabel": "Refer somebody",
    ]
    return try site.formPage(
      Self.asking.model(values, errors: errors).merging(page) { $1 },
      errors,
      context
    )
  }

  @Sendable func goOn(_ request: Request, _ context: SiteContext) async throws -> Response {
    let values = try await site.values(of: request, context)
    do {
      let typed = try Self.asking.parse(values, into: "")
      guard let form = try await forms.find(typed, context) else {
        throw Invalid([FieldError("code", "There is no referral with this code, or its time has run out")])
      }
      var response = site.redirect(to: form.record == nil ? "/refer/form" : "/refer/receipt")
      forms.remember(form, in: &response)
      return response
    } catch let invalid as Invalid {
      return try codePage(values, invalid.errors, context)
    }
  }

  // MARK: Leaving

  /// Lets the next who uses this browser see nothing.
  @Sendable func leave(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try await site.values(of: request, context)
    var response = site.redirect(to: "/refer")
    forms.leave(&response)
    return response
  }

  @Sendable func delete(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try await site.values(of: request, context)
    return try await within(request) { begun in
      try await forms.forget(begun.kept)
      var response = try site.message(
        "What you wrote is deleted",
        ["Nothing of it is kept, and the code leads nowhere any more."],
        goingTo: ("Refer somebody", "/refer"),
        context,
        .ok
      )
      forms.leave(&response)
      return response
    }
  }
}
