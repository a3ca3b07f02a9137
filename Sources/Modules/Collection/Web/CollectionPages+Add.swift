import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Adding practices to a collection, from its page or from theirs.
extension CollectionPages {
  // MARK: From its page

  private static let adding = FormFrame(heading: "Add a practice", path: "/add", button: "Add it")

  @Sendable func addPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .add)
    let form = CollectionForm.item.model(FormValues())
    return try site.formPage(model(form, row, Self.adding), [], context)
  }

  @Sendable func add(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .add)
    return try await answer(CollectionForm.item, Self.adding, row, request, context) { values in
      let practice = try await add(values, to: row, context)
      return "/collections/\(row.id)#practice-\(practice)"
    }
  }

  /// - Returns: The identifier of the practice that was added.
  func add(
    _ values: FormValues,
    to row: CollectionList.Row,
    _ context: SiteContext
  ) async throws -> String {
    var item = try CollectionForm.item.parse(values, into: CollectionForm.blank())
    // An identifier, or the address of a page of this site, which ends in one.
    let id = item.practice.split(separator: "/").last.map(String.init) ?? ""
    let practice = try await site.read(Practice.vault) { try PracticeRecord.find(id, in: $0) }
    guard let practice, practice.life == .published || practice.life == .compiled,
      PracticePolicy.policy.allows(.read, context.viewer, .init(practice, on: site.today))
    else { throw Invalid([FieldError("practice", "There is no such practice in the library")]) }
    item.practice = practice.id
    try await perform(.add(item), on: row, refusing: "practice", context)
    return item.practice
  }

  // MARK: From a practice's page

  /// The practice, and the collections that the viewer may add it to.
  private func choosable(
    _ context: SiteContext
  ) async throws -> (practice: PracticeRecord.Row, collections: [CollectionList.Row]) {
    let practice = try await practices.record(context, to: .read)
    try CollectionPolicy.policy.require(.make, context.viewer, .none)
    guard practice.life == .published || practice.life == .compiled else { throw NotFound() }
    let lives = CollectionPolicy.listed(for: context.viewer)
    let rows = try await site.read(Collection.vault) {
      try CollectionList.collections(in: lives, holding: practice.id, false, in: $0)
    }
    return (practice, rows.filter { allows(.add, $0, context) })
  }

  @Sendable func choosePage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (practice, collections) = try await choosable(context)
    return try choosePage(practice, collections, FormValues(), [], context)
  }

  @Sendable func choose(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (practice, collections) = try await choosable(context)
    let values = try await site.values(of: request, context)
    let form = CollectionForm.choice(of: collections.map { ($0.id, $0.details.title) })
    do {
      let asked = try form.parse(values, into: .init())
      guard let row = collections.first(where: { $0.id == asked.collection }) else { throw NotFound() }
      try await perform(
        .add(.init(practice: practice.id, why: asked.why)),
        on: row,
        refusing: "collection",
        context
      )
      return site.redirect(to: "/collections/\(row.id)#practice-\(practice.id)")
    } catch let invalid as Invalid {
      return try choosePage(practice, collections, values, invalid.errors, context)
    }
  }

  private func choosePage(
    _ practice: PracticeRecord.Row,
    _ collections: [CollectionList.Row],
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    guard !collections.isEmpty else {
      return try makePage(
        values,
        errors,
        id: site.newID(),
        lead:
          "There is no collection that you can add this practice to. Make one first; then add the practice on its page.",
        context
      )
    }
    let form = CollectionForm.choice(of: collections.map { ($0.id, $0.details.title) })
    var model = form.model(values, errors: errors)
    model.merge([
      "caption": practice.details.title, "heading": "Add to a collection",
      "action": "/practices/\(practice.id)/collections", "button": "Add it",
      "backAddress": "/practices/\(practice.id)", "backLabel": "Back to the practice",
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }
}
