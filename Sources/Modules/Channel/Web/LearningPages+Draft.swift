import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Writing a lesson for others, and where it is to go.
extension LearningPages {
  @Sendable func newLesson(_ request: Request, _ context: SiteContext) async throws -> Response {
    let learning = try await record(to: CasePolicy.Act.work.rawValue, request, context)
    _ = try learning.found.ended()
    return try newPage(learning.found, FormValues(), [], id: site.newID(), context)
  }

  @Sendable func draft(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await cases.found(context, to: .work)
    _ = try await site.statedPurpose(for: found.record, request, context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await draft(values, found, as: id, refusing: "title", context)
    } catch let invalid as Invalid {
      return try newPage(found, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/lessons/\(id)")
  }

  /// - Parameter field: Where a refusal stands; nil for programs, which are refused as such.
  func draft(
    _ values: FormValues,
    _ found: CasePages.Found,
    as id: String,
    refusing field: String?,
    _ context: SiteContext
  ) async throws {
    let drafting = try LearningForms.lesson.parse(values, into: .init())
    try await site.requireUnrestricted(found.record, besides: "title")
    let command = Lesson.Command.draft(
      try found.ended(),
      drafting.text,
      practice: try await site.practice(at: drafting.practice)
    )
    try await site.perform(command, on: id, of: Lesson.self, refusing: field, by: context.viewer)
  }

  private func newPage(
    _ found: CasePages.Found,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    let frame = FormFrame(
      heading: "Write a lesson for others",
      path: "/lessons",
      button: "Save and check it",
      lead:
        "Write it so that nobody can tell whose case it was: no names, no places, no days, no ages. It is checked, and nothing leaves before somebody else approves it.",
      hidden: ("record", id)
    )
    let model = frame.model(
      LearningForms.lesson.model(values, errors: errors),
      caption: "Case \(found.record.title)",
      at: found.record.address,
      back: "Back to the case"
    )
    return try site.formPage(model, errors, context)
  }
}

extension Site {
  /// The identifier of the practice that an address leads to; nil where none is given.
  ///
  /// - Throws: ``Invalid`` where everybody who reads the library finds none there.
  func practice(at address: String) async throws -> String? {
    let text = address.trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty else { return nil }
    let id = String(text.split(separator: "/").last ?? "")
    guard try await isInLibrary(id) else {
      throw Invalid([FieldError("practice", "There is no practice in the library at this address")])
    }
    return id
  }
}
