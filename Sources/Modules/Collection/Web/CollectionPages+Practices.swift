import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Putting practices into a collection, in order, and taking them out.
extension CollectionPages {
  // MARK: Adding

  private static let adding = FormFrame(heading: "Add a practice", path: "/add", button: "Add it")

  @Sendable func addPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .add)
    let form = CollectionForm.item.model(FormValues())
    return try site.formPage(model(form, row, Self.adding), [], context)
  }

  @Sendable func add(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .add)
    let values = try await site.values(of: request, context)
    let practice: String
    do {
      practice = try await add(values, to: row, context)
    } catch let invalid as Invalid {
      let form = CollectionForm.item.model(values, errors: invalid.errors)
      return try site.formPage(model(form, row, Self.adding), invalid.errors, context)
    }
    return site.redirect(to: "/collections/\(row.id)#practice-\(practice)")
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

  // MARK: One of its practices

  /// A practice of the collection that the viewer may see, and what they may do with it.
  func entry(
    _ context: SiteContext,
    to act: CollectionPolicy.Act
  ) async throws -> (row: CollectionList.Row, entry: CollectionList.Shown) {
    let row = try await found(context, to: act)
    let id = try context.parameters.require("practice")
    guard let entry = try await shown(row, context).first(where: { $0.practice.id == id }) else {
      throw NotFound()
    }
    return (row, entry)
  }

  private static func wording(_ entry: CollectionList.Shown, _ version: Int) -> FormFrame {
    FormFrame(
      heading: entry.practice.title,
      path: "/practices/\(entry.practice.id)/edit",
      button: "Save",
      hidden: ("version", String(version))
    )
  }

  @Sendable func wordingPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await entry(context, to: .reword)
    let values = CollectionForm.wording.values(of: .init(practice: entry.practice.id, why: entry.why))
    let form = CollectionForm.wording.model(values)
    return try site.formPage(model(form, row, Self.wording(entry, row.version)), [], context)
  }

  @Sendable func reword(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await entry(context, to: .reword)
    let values = try await site.values(of: request, context)
    let seen = try values.seenVersion()
    do {
      try await reword(entry, of: row, values, expecting: seen, context)
    } catch let invalid as Invalid {
      let form = CollectionForm.wording.model(values, errors: invalid.errors)
      return try site.formPage(model(form, row, Self.wording(entry, seen)), invalid.errors, context)
    } catch let conflict as VersionConflict {
      let now = Collection.Item(practice: entry.practice.id, why: entry.why)
      let old = try await site.load(Collection.self, row.id, upTo: seen).state.item(entry.practice.id)
      return try site.conflictPage(
        CollectionForm.wording,
        seen: old ?? now,
        now: now,
        yours: CollectionForm.wording.parse(values, into: old ?? now),
        values,
        context
      ) {
        model(CollectionForm.wording.model($0), row, Self.wording(entry, conflict.actual))
      }
    }
    return site.redirect(to: "/collections/\(row.id)#practice-\(entry.practice.id)")
  }

  func reword(
    _ entry: CollectionList.Shown,
    of row: CollectionList.Row,
    _ values: FormValues,
    expecting seen: Int,
    _ context: SiteContext
  ) async throws {
    let item = Collection.Item(practice: entry.practice.id, why: entry.why)
    try await site.perform(
      .reword(CollectionForm.wording.parse(values, into: item)),
      on: row.id,
      of: Collection.self,
      expecting: seen,
      by: context.viewer
    )
  }

  /// Without scripts: each practice has a button for up and one for down.
  @Sendable func move(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await entry(context, to: .move)
    let values = try await site.values(of: request, context)
    let command = try Self.move(entry, values)
    try await site.perform(command, on: row.id, of: Collection.self, by: context.viewer)
    return site.redirect(to: "/collections/\(row.id)#practice-\(entry.practice.id)")
  }

  static func move(_ entry: CollectionList.Shown, _ values: FormValues) throws(Invalid) -> Collection.Command
  {
    let before = try CollectionForm.place.parse(values, into: "")
    return .move(entry.practice.id, before: before.isEmpty ? nil : before)
  }

  private static func takingOut(_ entry: CollectionList.Shown) -> FormFrame {
    FormFrame(
      heading: "Take out “\(entry.practice.title)”",
      path: "/practices/\(entry.practice.id)/take-out",
      button: "Take it out",
      lead: "The practice stays in the library.",
      style: "govuk-button--warning"
    )
  }

  @Sendable func takeOutPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await entry(context, to: .takeOut)
    return try site.formPage(
      model(Reason.form.model(FormValues()), row, Self.takingOut(entry)),
      [],
      context
    )
  }

  @Sendable func takeOut(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, entry) = try await entry(context, to: .takeOut)
    let values = try await site.values(of: request, context)
    do {
      try await perform(Self.takeOut(entry, values), on: row, refusing: "reason", context)
    } catch let invalid as Invalid {
      let form = Reason.form.model(values, errors: invalid.errors)
      return try site.formPage(model(form, row, Self.takingOut(entry)), invalid.errors, context)
    }
    return site.redirect(to: "/collections/\(row.id)")
  }

  static func takeOut(
    _ entry: CollectionList.Shown,
    _ values: FormValues
  ) throws(Invalid) -> Collection.Command {
    .takeOut(entry.practice.id, reason: try Reason.form.parse(values, into: ""))
  }
}
