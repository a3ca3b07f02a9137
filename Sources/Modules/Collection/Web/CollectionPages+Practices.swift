import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// The practices of a collection: why each is in, their order, and taking them out.
extension CollectionPages {
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
