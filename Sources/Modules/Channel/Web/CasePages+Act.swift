import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Every act of a case as a page with a form, made of its declaration.
extension CasePages {
  @Sendable func actPage(
    _ act: CaseAct,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let found = try await found(context, to: act.act)
    try await consult(found, act, request, context)
    guard act.isPossible(found.state) else {
      let life = CaseWording.life(found.state.life).lowercased()
      return try notNow(found, "“\(act.heading)” is not possible as the case stands: \(life).", context)
    }
    let scene = try await scene(found, for: act, id: site.newID())
    if act.needs.contains(.signposts), scene.signposts.codes.isEmpty {
      return try notNow(found, "There is no service of which that is still to be said.", context)
    }
    var values = act.form(scene).values(of: act.initial(scene))
    // From the entry itself.
    let entry = request.asked.text("entry")
    if scene.entries[entry] != nil { values.set("entry", [entry]) }
    return try await page(act, found, scene, values, seen: found.version, [], context)
  }

  /// What the form may show is sealed: whoever opens it has said what for, and stands in the log.
  ///
  /// Who is outside the circle is asked nothing, and shown what the act itself needs: the words of a transfer.
  private func consult(
    _ found: Found,
    _ act: CaseAct,
    _ request: Request,
    _ context: SiteContext
  ) async throws {
    guard found.allows(.read) else {
      try site.requireSecondFactor(for: Case.vault, context)
      var line = AccessLine(.consultation, found.record.reference, reason: act.name)
      line.area = found.row.area
      return try await site.note(line, in: Case.vault, by: found.viewer)
    }
    try await site.consult(found.record, to: act.name, under: found.glass?.id, request, context)
  }

  private func notNow(_ found: Found, _ sentence: String, _ context: SiteContext) throws -> Response {
    try site.message(
      "That cannot be done now",
      [sentence],
      goingTo: ("Go to the case", found.record.address),
      context,
      .conflict
    )
  }

  private func page(
    _ act: CaseAct,
    _ found: Found,
    _ scene: CaseScene,
    _ values: FormValues,
    seen version: Int,
    _ errors: [FieldError],
    _ context: SiteContext
  ) async throws -> Response {
    let form = act.form(scene).model(values, errors: errors)
    var model = Self.around(form, act, found, scene, seen: version)
    if let restriction = try await site.restriction(of: found.record) {
      model["notes"] = [["sentence": restriction.sentence] as Model] + (model["notes"] as? [Model] ?? [])
    }
    return try site.formPage(model, errors, context)
  }

  /// What stands around the fields of an act.
  static func around(
    _ form: Model,
    _ act: CaseAct,
    _ found: Found,
    _ scene: CaseScene,
    seen version: Int
  ) -> Model {
    let frame = FormFrame(
      heading: act.heading,
      path: "/\(act.name)",
      button: act.button,
      lead: act.lead,
      style: act.style
    )
    var model = frame.model(
      form,
      caption: found.record.title,
      at: found.record.address,
      back: "Back to the case"
    )
    let hidden = [("record", scene.id)] + (act.isRevision ? [("version", String(version))] : [])
    model["hidden"] = hidden.map { ["hiddenName": $0.0, "hiddenValue": $0.1] as Model }
    model["notes"] = act.notes(scene).map { ["sentence": $0] as Model }
    return model
  }

  @Sendable func perform(
    _ act: CaseAct,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let found = try await found(context, to: act.act)
    let purpose = try await purpose(found, request, context)
    let values = try await site.values(of: request, context)
    do {
      return try await perform(act, found, values, for: purpose, context)
    } catch is VersionConflict where act.isRevision {
      // Somebody was a moment quicker: they are shown what that one wrote.
      return try await perform(act, try await self.found(context, to: act.act), values, for: purpose, context)
    }
  }

  private func perform(
    _ act: CaseAct,
    _ found: Found,
    _ values: FormValues,
    for purpose: StatedPurpose?,
    _ context: SiteContext
  ) async throws -> Response {
    let scene = try await scene(found, for: act, id: try values.recordID(), sending: values)
    let seen = act.isRevision ? try values.seenVersion() : found.version
    do {
      if act.isRevision, let conflict = try await conflict(act, found, scene, values, seen: seen, context) {
        return conflict
      }
      try await perform(act, found, scene, values, for: purpose, byForm: true)
    } catch let invalid as Invalid {
      var again = scene
      // Whoever goes back to a form that was recorded and writes something else can send that, too.
      if scene.state.items[scene.id] != nil { again.id = site.newID() }
      return try await page(act, found, again, values, seen: seen, invalid.errors, context)
    }
    return site.redirect(to: found.record.address)
  }

  /// What whoever belongs to the circle does it for; nil for who is outside it.
  func purpose(
    _ found: Found,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> StatedPurpose? {
    guard found.allows(.read) else {
      try site.requireSecondFactor(for: Case.vault, context)
      return nil
    }
    return try await site.statedPurpose(for: found.record, request, context)
  }

  /// - Parameter byForm: Whether a refusal is to stand at a field.
  func perform(
    _ act: CaseAct,
    _ found: Found,
    _ scene: CaseScene,
    _ values: FormValues,
    for purpose: StatedPurpose?,
    byForm: Bool
  ) async throws {
    let form = act.form(scene)
    let sent = try form.parse(values, into: .init())
    if scene.namesService {
      let declared = sent.code("declaration", of: Section38.list)
      guard declared.code == "named-only" else {
        throw Invalid([FieldError("declaration", Case.Refusal.sensitiveInformation.sentence)])
      }
    }
    let deed = try act.deed(sent, scene)
    let names = Set(form.fields.map(\.name))
    do {
      switch deed {
      case .decide(let command):
        try await noteDisclosure(command, found, as: act.name, for: purpose)
        let version = act.isRevision ? found.version : nil
        try await site.perform(
          command,
          on: found.row.id,
          of: Case.self,
          expecting: version,
          by: found.viewer
        )
        if case .plan(_, let planning, _, _) = command { try await endSharing(found, planning) }
      case .signpost(let command, let id):
        try await site.perform(command, on: id, of: Signpost.self, by: found.viewer)
      }
    } catch let refusal as any WordedRefusal where byForm {
      // At the field that it is about, where the form has it.
      let about = (refusal as? Case.Refusal)?.mayBeAbout ?? [refusal.field].compactMap { $0 }
      let field = about.first { names.contains($0) } ?? form.fields.first?.name
      throw Invalid([FieldError(field ?? "record", refusal.sentence)])
    }
  }
}
