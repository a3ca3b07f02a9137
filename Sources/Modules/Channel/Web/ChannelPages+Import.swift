import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// Referrals from a file: looked over first, then recorded, all or none.
extension ChannelPages {
  /// Bytes; a larger file is read with `touchstone import referrals`.
  static let importLimit = 400_000

  func registerImport(on routes: RouterGroup<SiteContext>) {
    routes.get("referrals/import", use: importPage)
    routes.post("referrals/import", use: lookOver)
    routes.post("referrals/import/record", use: recordImport)
  }

  @Sendable func importPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    _ = try await requireToMake(context)
    return try importPage([], context)
  }

  private func importPage(_ errors: [FieldError], _ context: SiteContext) throws -> Response {
    let columns = ReferralForm.form(areas: Practice.areaList, concerns: Referral.concernList(on: site.today))
      .fields
    let needed = columns.filter { $0.required != nil }.map(\.name).joined(separator: ", ")
    let page: Model = [
      "heading": "Record referrals from a file", "action": "/referrals/import", "button": "Look it over",
      "lead":
        "A CSV file in UTF-8 whose first line names the columns. Nothing is recorded before you have looked it over.",
      "notes": [
        ["sentence": "Columns: \(columns.map(\.name).joined(separator: ", ")). Needed: \(needed)."] as Model
      ],
      "backAddress": "/referrals", "backLabel": "Referrals", "isMultipart": true, "fields": [Model](),
      "hasErrors": !errors.isEmpty,
      "errors": errors.map { ["message": $0.message, "anchor": $0.field] as Model },
      "file": [
        "fileName": "file", "fileLabel": "File", "fileError": errors.first?.message ?? false,
        "fileHint": "Up to \(Self.importLimit / 1000) kB; what is larger is read by the operator",
      ] as Model,
    ]
    return try site.formPage(page, errors, context)
  }

  /// What the file says, or every error with its line and column; nothing is recorded.
  @Sendable func lookOver(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await requireToMake(context)
    let values = try await site.values(of: request, context)
    guard let file = values.uploads["file"], !file.bytes.isEmpty else {
      return try importPage([FieldError("file", "Choose a file")], context)
    }
    let plan = try await plan(file.bytes, areas, as: site.newID())
    return try await planPage(plan, file.bytes, context)
  }

  struct Plan: Sendable {
    /// Gives the rows their identifiers: what is sent twice is recorded once.
    let id: String
    let new: [ReferralImport.Row]
    /// Rows that stand in the record already, word for word.
    let known: Int
    let errors: [RowReader.RowError]
  }

  private func plan(_ bytes: Data, _ areas: CodeList, as id: String) async throws -> Plan {
    let read = ReferralImport(bytes, areas: areas, on: site.today, limit: Self.importLimit) {
      Secret.digest("\(id) \($0)").prefix(16).hex
    }
    let known = try await site.read(Referral.vault) { db in
      try Set(read.rows.filter { try ReferralList.holds($0.made, in: db) }.map(\.id))
    }
    return Plan(
      id: id,
      new: read.rows.filter { !known.contains($0.id) },
      known: known.count,
      errors: read.errors
    )
  }

  private func planPage(_ plan: Plan, _ bytes: Data, _ context: SiteContext) async throws -> Response {
    let areas = try await site.areaNames()
    let isGood = plan.errors.isEmpty && !plan.new.isEmpty
    let count = plan.errors.count
    let model: Model = [
      "isGood": isGood, "known": plan.known > 0 ? String(plan.known) : false,
      "hasErrors": !plan.errors.isEmpty,
      "wrongWords": count == 1 ? "one thing is wrong" : "\(count) things are wrong",
      "wrong": ShownTable(
        "What is wrong",
        ["Line", "Column", "What is wrong", "What stands there"].map { .init($0) },
        plan.errors.prefix(500).map { error in
          [String(error.line), error.column, error.reason, error.value].map { .init($0) }
        }
      ).model,
      "good": ShownTable(
        "What would be recorded: \(plan.new.count)",
        ["Line", "Name", "Area", "Type of concern"].map { .init($0) },
        plan.new.prefix(20).map { row in
          let name = row.made.person.value.map(ChannelWording.name) ?? ""
          let area = areas[row.made.area] ?? row.made.area
          return [String(row.line), name, area, ChannelWording.concern(row.made.concern)].map { .init($0) }
        }
      ).model,
      "more": plan.new.count > 20 ? String(plan.new.count - 20) : false,
      "import": plan.id, "content": bytes.base64EncodedString(),
    ]
    return try site.page("channel/import", model, context, isGood ? .ok : .unprocessableContent)
  }

  @Sendable func recordImport(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await requireToMake(context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID("import")
    guard let bytes = Data(base64Encoded: values.text("content")) else {
      throw Unreadable("The form is not one that this site made. Open it again.")
    }
    let plan = try await plan(bytes, areas, as: id)
    guard plan.errors.isEmpty else { return try await planPage(plan, bytes, context) }
    try await site.performAll(
      plan.new.map { (id: $0.id, command: .make($0.made)) },
      of: Referral.self,
      by: context.viewer
    )
    return site.redirect(to: "/referrals")
  }
}
