import HTTPTypes
package import Hummingbird
import Kernel

/// Asks what a sealed record is opened for, and goes on to where one was going.
package struct PurposePages: Sendable {
  /// Characters.
  static let longestWords = 300

  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("purpose/{kind}/{id}", use: ask)
    routes.post("purpose/{kind}/{id}", use: choose)
  }

  struct Asked: Equatable, Sendable {
    var code = ""
    var words = ""
  }

  static let form = Form<Asked>(
    "purpose",
    [
      .choice(
        \.code,
        "purpose",
        "What do you open it for?",
        Purpose.list,
        required: "Choose what you open it for"
      ),
      .text(
        \.words,
        "words",
        "In your own words",
        hint: "Needed for something else. It stands in the access log, sealed with the record's key",
        max: longestWords
      ),
    ]
  )

  /// The record of the address, where the viewer may open it; who could break the glass is shown how, and for
  /// everybody else it does not exist.
  private func record(_ context: SiteContext) async throws -> SealedRecord {
    let kind = try context.parameters.require("kind")
    let id = try context.parameters.require("id")
    let hidden = Denied(act: Self.act, record: Reference(kind: kind, id: id), isHidden: true)
    guard let sealed = site.sealedKind(kind), let record = try await sealed.find(site, id) else {
      throw hidden
    }
    if try await sealed.mayOpen(site, record, context.viewer) { return record }
    guard try await sealed.mayBreakGlass(site, record, context.viewer) else { throw hidden }
    throw OutsideCircle(record, act: Self.act)
  }

  private static let act = "purpose"

  @Sendable func ask(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context)
    let back = request.asked.untrimmed("back")
    return try page(record, FormValues(), [], back: back, context)
  }

  @Sendable func choose(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context)
    let values = try await site.values(of: request, context)
    try site.requireSecondFactor(for: record.vault, context)
    guard let session = context.session else { throw SecondFactorNeeded() }
    do {
      let asked = try Self.form.parse(values, into: Asked())
      if asked.code == Purpose.other, asked.words.isEmpty {
        throw Invalid([FieldError("words", "Say what you open it for")])
      }
      let purpose = StatedPurpose(asked.code, words: asked.words)
      try await site.keep(purpose, for: record, in: session)
    } catch let invalid as Invalid {
      return try page(record, values, invalid.errors, back: values.text("back"), context)
    }
    let given = SignInPages.back(values.text("back"))
    let back = given == "/" ? record.address : given
    guard let resend = Resend(carriedBy: values) else { return site.redirect(to: back) }
    let heading = resend.isBare ? "Go on" : "Now send what you wrote"
    return try site.resendPage(resend, heading, back: back, context, .ok)
  }

  private func page(
    _ record: SealedRecord,
    _ values: FormValues,
    _ errors: [FieldError],
    back: String,
    _ context: SiteContext
  ) throws -> Response {
    let around = model(record, back: back, carried: Resend(carriedBy: values)?.carried ?? [])
    return try site.formPage(
      Self.form.model(values, errors: errors).merging(around) { $1 },
      errors,
      context
    )
  }

  private func model(_ record: SealedRecord, back: String, carried: [Model]) -> Model {
    let minutes = Int(site.oversight.purpose / 60)
    return [
      "caption": record.title, "heading": "Say what you open this record for",
      "lead":
        "It holds what people were told in confidence. Who opened it, when and what for is written down, and those who answer for the record can see it. Your answer stands for this record for \(minutes) minutes.",
      "action": "/purpose/\(record.reference.kind)/\(record.reference.id)", "button": "Go on",
      "backAddress": "/", "backLabel": "Home",
      "hidden": [["hiddenName": "back", "hiddenValue": SignInPages.back(back)] as Model] + carried,
    ]
  }

  /// The page for a form that was sent when its purpose had run out: what was written goes along.
  func page(carrying resend: Resend, for record: SealedRecord, _ context: SiteContext) throws -> Response {
    let form = Self.form.model(FormValues())
    let around = model(record, back: record.address, carried: resend.carried)
    return try site.page("site/form", form.merging(around) { $1 }, context, .preconditionRequired)
  }
}
