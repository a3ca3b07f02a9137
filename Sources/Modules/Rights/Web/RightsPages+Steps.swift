import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

extension RightsPages {
  /// Under which name a form brings the identifier of what it makes.
  private static let key = "key"

  func stepPage(_ step: RightsStep, _ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: step.act)
    // The form of a step shows parts of the request; who sees it has said what for.
    _ = try await site.statedPurpose(for: Self.record(row), request, context)
    if step.needsProof { try site.requireRecentProof(context) }
    var input = RightsForms.Step()
    input.record = String(request.asked.text("record").prefix(40))
    let form = RightsForms.form(step, try await choices(row, in: step))
    return try stepPage(step, row, form, form.values(of: input), [], id: site.newID(), context)
  }

  func take(_ step: RightsStep, _ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: step.act)
    let values = try await site.values(of: request, context)
    let purpose = try await site.statedPurpose(for: Self.record(row), request, context)
    if step.needsProof { try site.requireRecentProof(context, sending: values) }
    let id = try values.recordID(Self.key)
    do {
      try await take(step, row, values, as: id, for: purpose, context)
    } catch let invalid as Invalid {
      let form = RightsForms.form(step, try await choices(row, in: step))
      return try stepPage(step, row, form, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: try await mayStillRead(row.id, context) ? "/rights/\(row.id)" : "/rights")
  }

  /// Who is the second person has done their part, and then has no more to do with the request.
  private func mayStillRead(_ id: String, _ context: SiteContext) async throws -> Bool {
    let row = try await site.find(RightsRequest.vault) { try RightsList.find(id, in: $0) }
    return RightsPolicy.policy.allows(.read, context.viewer, .init(row))
  }

  /// What can be chosen in a step; nil where nothing of the records is.
  private func choices(_ row: RightsList.Row, in step: RightsStep) async throws -> RightsChoices? {
    guard step.isAboutRecords else { return nil }
    let bundle = try await bundle(row.id)
    let withheld = try await site.read(RightsRequest.vault) { try RightsList.withheld(of: row.id, in: $0) }
    return RightsChoices(
      bundle,
      withheld: withheld,
      outstanding: try await outstanding(row, bundle.disclosures)
    )
  }

  /// Takes a step.
  ///
  /// - Throws: ``Invalid``.
  func take(
    _ step: RightsStep,
    _ row: RightsList.Row,
    _ values: FormValues,
    as id: String,
    for purpose: StatedPurpose,
    _ context: SiteContext
  ) async throws {
    var input = try RightsForms.form(step, try await choices(row, in: step)).parse(values, into: .init())
    input.id = id
    if step == .link { input = try await linked(input, purpose, context) }
    if step == .withhold { try await requireWords(of: input) }
    if step == .answer { input.copy = try await copy(of: row) }
    try await site.perform(
      step.command(input, on: site.today, rules),
      on: row.id,
      of: RightsRequest.self,
      refusing: step.refusedField,
      by: context.viewer
    )
    if step == .answer { try await disclose(row, for: purpose, context) }
    if step == .link, let found = input.found { try await linkBeside(found, row, purpose, context) }
  }

  /// The record that a reference names; that it was found for a request is written at the record.
  private func linked(
    _ input: RightsForms.Step,
    _ purpose: StatedPurpose,
    _ context: SiteContext
  ) async throws -> RightsForms.Step {
    let title = input.record
    guard let record = try await site.sealedRecord(called: title),
      record.reference.kind != RightsRequest.category
    else { throw Invalid([FieldError("record", "No record has this reference")]) }
    try await site.note(
      .combination,
      [record],
      as: RightsRequest.category,
      for: purpose,
      by: context.viewer
    )
    var input = input
    (input.record, input.found) = (record.title, record)
    return input
  }

  /// Words that are kept back must stand in the part that they are kept back of.
  private func requireWords(of input: RightsForms.Step) async throws {
    let passage = RightsChoices.passage(input.record)
    let passages = try await site.sealedKind(passage.record.kind)?.passages(site, passage.record.id)
    let text = passages?.first { $0.field == passage.field }?.text ?? ""
    let missing = input.only.filter { !text.contains($0) }
    guard missing.isEmpty else {
      let words = missing.map { "“\($0)”" }.joined(separator: ", ")
      throw Invalid([FieldError("only", "That part does not say \(words)")])
    }
  }

  /// The bundle that goes out with an answer, as it is then; nil where none does.
  private func copy(of row: RightsList.Row) async throws -> String? {
    guard row.kind == "access", row.life == .approved else { return nil }
    let sealed = try await site.read(RightsRequest.vault) { try RightsList.sealed(row.id, in: $0) }
    let bundle = try await bundle(row.id)
    return String(
      decoding: try JSONText.data(RightsAPI.bundle.json(.init(row: row, sealed: sealed, bundle: bundle))),
      as: UTF8.self
    )
  }

  /// Writes at each record of a bundle that it went out; sent again, the form of a step that was cut off writes it.
  private func disclose(
    _ row: RightsList.Row,
    for purpose: StatedPurpose,
    _ context: SiteContext
  ) async throws {
    guard row.kind == "access", row.life == .approved else { return }
    for (record, _) in try await linkedRecords(row.id) {
      try await site.disclose(
        record,
        to: recipient(of: row),
        as: Self.bundleAct,
        for: purpose,
        by: context.viewer
      )
    }
  }

  private func stepPage(
    _ step: RightsStep,
    _ row: RightsList.Row,
    _ form: Form<RightsForms.Step>,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    let frame = FormFrame(
      heading: step.label,
      path: "/\(step.path)",
      button: step.label,
      lead: step.lead,
      hidden: (Self.key, id)
    )
    let model = frame.model(
      form.model(values, errors: errors),
      caption: row.reference,
      at: "/rights/\(row.id)",
      back: "Back to the request"
    )
    return try site.formPage(model, errors, context)
  }
}
