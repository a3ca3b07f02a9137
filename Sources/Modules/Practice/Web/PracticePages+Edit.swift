import Domain
import Hummingbird
import Kernel
import Platform
import Views

/// Changing a practice, one section at a time.
extension PracticePages {
  /// What one edit sent, beside the section's fields.
  private struct Edit {
    let record: PracticeRecord.Row
    let section: FormSection<Practice.Details>
    var values: FormValues
    /// The version that the form was made from.
    var seen: Int

    var hasFile: Bool { section.id == "learning" }
  }

  @Sendable func edit(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .revise)
    guard record.life != .inReview else { throw Practice.Refusal.notPossible(in: .inReview) }
    let loaded = try await site.load(Practice.self, record.id)
    let values = PracticeForm.form.values(of: loaded.state.details)
    let edit = Edit(record: record, section: try section(context), values: values, seen: loaded.version)
    return try editPage(edit, [], context)
  }

  @Sendable func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .read)
    let values = try await site.values(of: request, context)
    let seen = try values.seenVersion()
    if record.life == .inReview, record.contributors.contains(context.viewer.account ?? "") {
      return try underReview(record, values, seen, context)
    }
    try PracticePolicy.policy.require(.revise, context.viewer, .init(record, on: site.today))
    let edit = Edit(record: record, section: try section(context), values: values, seen: seen)
    let current = try await site.load(Practice.self, record.id)
    do {
      let details = try await details(edit, current.state.details, context)
      try await site.perform(
        .revise(details, reason: values.text("reason")),
        on: record.id,
        of: Practice.self,
        expecting: seen,
        by: context.viewer
      )
    } catch let invalid as Invalid {
      return try editPage(edit, invalid.errors, context)
    } catch is VersionConflict {
      return try await conflictPage(edit, current, context)
    }
    return site.redirect(to: "/practices/\(record.id)")
  }

  /// A form left open while the practice was submitted: it is not stored, and it stays to be copied.
  private func underReview(
    _ record: PracticeRecord.Row,
    _ values: FormValues,
    _ seen: Int,
    _ context: SiteContext
  ) throws -> Response {
    let edit = Edit(record: record, section: try section(context), values: values, seen: seen)
    let reason =
      "It is being reviewed, so it cannot change now. Keep a copy of what you wrote: it can change again when it is returned or published"
    return try editPage(edit, [FieldError(edit.section.fields.first?.name ?? "", reason)], context)
  }

  /// The details with the edit in them.
  ///
  /// - Throws: ``Invalid`` with every error, that of the reason and of the file among them.
  private func details(
    _ edit: Edit,
    _ current: Practice.Details,
    _ context: SiteContext
  ) async throws -> Practice.Details {
    var details = current
    var errors: [FieldError] = []
    do {
      details = try PracticeForm.form.parse(edit.values, into: current, only: edit.section.id)
      details.nameContacts(site.newID)
      if edit.record.life != .draft { errors += PracticeForm.emptied(details, current) }
    } catch {
      errors += error.errors
    }
    if edit.record.life != .draft, edit.values.text("reason").isEmpty {
      errors.append(FieldError("reason", "Say why you change it"))
    }
    let dropped = Set(edit.values.all("drop"))
    details.attachments.removeAll { dropped.contains($0.digest) }
    do {
      if let file = edit.values.uploads["attachment"] {
        let kind = try site.kind(of: file, "attachment")
        if errors.isEmpty { try await attach(file, kind, to: &details, context) }
      }
    } catch let invalid as Invalid {
      errors += invalid.errors
    }
    guard errors.isEmpty else { throw Invalid(errors) }
    return details
  }

  private func section(_ context: SiteContext) throws -> FormSection<Practice.Details> {
    let id = try context.parameters.require("section")
    guard let section = PracticeForm.form.sections.first(where: { $0.id == id }) else { throw NotFound() }
    return section
  }

  private func editPage(_ edit: Edit, _ errors: [FieldError], _ context: SiteContext) throws -> Response {
    var model = self.model(edit, errors)
    model.merge(["heading": edit.section.title, "lead": edit.section.lead ?? false, "button": "Save"]) { $1 }
    model["notes"] = PracticeWording.lessonNotices(edit.record)
    return try site.formPage(model, errors, context)
  }

  private func model(_ edit: Edit, _ errors: [FieldError]) -> Model {
    var model = PracticeForm.form.model(edit.values, errors: errors, only: edit.section.id)
    if edit.record.life != .draft {
      let reason = Self.reason.model(edit.values, errors: errors)
      model["fields"] = ((model["fields"] as? [Model]) ?? []) + ((reason["fields"] as? [Model]) ?? [])
    }
    if edit.section.id == "evidence" { Self.suggestStage(&model, edit.values) }
    model.merge([
      "caption": edit.record.details.title, "action": "/practices/\(edit.record.id)/edit/\(edit.section.id)",
      "backAddress": "/practices/\(edit.record.id)", "backLabel": "Back to the practice",
      "hidden": [["hiddenName": "version", "hiddenValue": String(edit.seen)] as Model],
    ]) { $1 }
    if edit.hasFile {
      model["isMultipart"] = true
      model["file"] =
        [
          "fileName": "attachment", "fileLabel": "Add an attachment",
          "fileHint":
            "A PDF, an office document, a picture or plain text, up to \(site.options.uploadLimit / 1_000_000) MB",
          "fileError": errors.first { $0.field == "attachment" }?.message ?? false,
        ] as Model
      let dropped = Set(edit.values.all("drop"))
      let files = edit.record.details.attachments
      model["hasDrops"] = !files.isEmpty
      model["drops"] = files.map { file -> Model in
        ["dropValue": file.digest, "dropLabel": file.name, "isDropped": dropped.contains(file.digest)]
      }
    }
    return model
  }

  /// Beside the evidence stage, what the answers suggest as they stand in the form.
  private static func suggestStage(_ model: inout Model, _ values: FormValues) {
    var details = Practice.Details()
    details.maryland = values.text("maryland")
    let note = PracticeEvidence.suggestion(details) + " You decide."
    model["fields"] = (model["fields"] as? [Model] ?? []).map { field in
      field["name"] as? String == "evidence_stage" ? field.merging(["note": note]) { $1 } : field
    }
  }

  private static let reason = Form<String>(
    "reason",
    [
      .area(
        \.self,
        "reason",
        "Why do you change it?",
        hint: "It stands in the history",
        max: 1000,
        required: "",
        rows: 2
      )
    ]
  )

  private func conflictPage(
    _ edit: Edit,
    _ current: (state: Practice.State, version: Int),
    _ context: SiteContext
  ) async throws -> Response {
    let seen = try await site.load(Practice.self, edit.record.id, upTo: edit.seen).state.details
    let file = edit.values.uploads["attachment"].map {
      FieldError("attachment", "Choose \($0.name.prefix(100)) again: it is not stored yet")
    }
    return try site.conflictPage(
      PracticeForm.form,
      seen: seen,
      now: current.state.details,
      yours: PracticeForm.form.parse(edit.values, into: seen, only: edit.section.id),
      edit.values,
      context
    ) { values in
      var edit = edit
      (edit.values, edit.seen) = (values, current.version)
      return model(edit, file.map { [$0] } ?? [])
    }
  }
}
