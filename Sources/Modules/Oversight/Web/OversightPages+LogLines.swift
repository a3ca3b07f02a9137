import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// The lines of a log, as a page and as a file.
extension OversightPages {
  /// Lines of one page.
  static let size = 50

  @Sendable func log(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.readLog, context.viewer, .none)
    var values = request.asked
    if !values.has("vault") { values.set("vault", [Vault.safeguarding.rawValue]) }
    let people = try await people(inLogOf: values.text("vault"), and: values.text("person"), context)
    let form = Self.form(people: people, vaults: vaultList(context.viewer))
    var asked = Asked()
    var errors: [FieldError] = []
    do { asked = try form.parse(values, into: asked) } catch { errors = error.errors }
    // What the form has no field for: a record that a page led from.
    (asked.kind, asked.record) = (values.text("kind"), values.text("record"))
    var model: Model = form.model(values, errors: errors).merging([
      "heading": "Who looked, and what was done",
      "lead": "Every look at what is sealed and every change to it, the latest first.",
      "backAddress": "/oversight", "backLabel": "Oversight", "olderAddress": false,
      "allAddress": false,
    ]) { $1 }
    guard errors.isEmpty else {
      model["tables"] = [Model]()
      return try site.page("oversight/log", model, context, .unprocessableContent)
    }
    let search = try await search(asked, context)
    if search.isNarrowed {
      model["allAddress"] = "/oversight/log".withQuery([("vault", search.vault.rawValue)])
    }
    try await noteReading(in: search.vault, context)
    let found = try await lines(search, before: Self.before(values.text("before")), limit: Self.size + 1)
    let rows = Array(found.prefix(Self.size))
    let total = try await site.readAccess(search.vault) {
      try AccessList.count(search.query, upTo: ListFile.limit + 1, in: $0)
    }
    let table = try await table(rows, search, context)
    model["tables"] = [
      table.model.merging(ListFile.links("/oversight/log", search.pairs, what: "these lines", total: total)) {
        $1
      }
    ]
    if found.count > Self.size, let last = rows.last {
      let before = (name: "before", value: "\(last.at.milliseconds)-\(last.position)")
      model["olderAddress"] = "/oversight/log".withQuery(search.pairs + [before])
    }
    return try site.page("oversight/log", model, context)
  }

  /// Where the lines of a page go on; what nobody made begins at the beginning.
  private static func before(_ text: String) -> (at: Int64, position: Int64)? {
    let parts = text.split(separator: "-").compactMap { Int64($0) }
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }

  func lines(
    _ search: Search,
    before: (at: Int64, position: Int64)?,
    limit: Int
  ) async throws -> [AccessList.Row] {
    try await site.readAccess(search.vault) {
      try AccessList.slice(search.query, before: before, limit: limit, in: $0)
    }
  }

  /// Who stands in a log, to choose from: nobody's name is typed, so that none stands in an address.
  ///
  /// - Parameter account: Somebody who is asked for, and may have done nothing.
  private func people(
    inLogOf name: String,
    and account: String,
    _ context: SiteContext
  ) async throws -> CodeList {
    let vault = try vault(name, context)
    let query = AccessList.Query(areas: watched(context.viewer))
    let found = try await site.readAccess(vault) { try AccessList.people(query, limit: 500, in: $0) }
    let names = try await site.names(of: found + [account])
    let others = found.contains(account) || names[account] == nil ? [] : [account]
    let codes = (found + others).map { CodeList.Code($0, who($0, names)) }.sorted { $0.label < $1.label }
    return CodeList("person", version: 1, codes)
  }

  private static let columns: [Sheet.Column] = [
    .init("When", width: 5), .init("Who", width: 5), .init("Did"), .init("Record", width: 5),
    .init("What for", width: 8), .init("Given to", width: 5),
  ]

  /// Lines as rows, with what each leads to.
  func table(
    _ rows: [AccessList.Row],
    _ search: Search,
    _ context: SiteContext
  ) async throws -> OversightTable {
    let names = try await site.names(of: rows.map(\.by))
    let titles = try await titles(of: Set(rows.compactMap(\.record)))
    let cells = rows.map { row -> [Sheet.Cell] in
      [
        .text(PracticeWording.moment(row.at)), .text(who(row.by, names)),
        .text(OversightWording.actList.label(row.act.rawValue)),
        .text(row.record.map { label($0, titles) } ?? ""), .text(OversightWording.why(row)),
        .text(OversightWording.toWhom(row)),
      ]
    }
    let vault = (name: "vault", value: search.vault.rawValue)
    let addresses = rows.map { row -> [String?] in
      let person =
        names[row.by].map { _ in "/oversight/log".withQuery([vault, ("person", row.by)]) }
      let record = row.record.flatMap { record in
        record.kind == BreakGlass.category
          ? "/break-glass/\(record.id)"
          : titles[record].map { _ in "/oversight/records/\(record.kind)/\(record.id)" }
      }
      return [nil, person, nil, record, nil, nil]
    }
    return OversightTable(
      sheet: Sheet("Lines", about: "Each row is one line of the access log.", Self.columns, cells),
      addresses: addresses,
      empty: "No line fits what was asked."
    )
  }

  /// The lines as a file; that they were taken stands in the log too.
  @Sendable func logFile(_ request: Request, _ context: SiteContext) async throws -> ListFile {
    try OversightPolicy.policy.require(.readLog, context.viewer, .none)
    try site.requireRecentProof(context)
    let values = request.asked
    let people = try await people(
      inLogOf: values.has("vault") ? values.text("vault") : Vault.safeguarding.rawValue,
      and: values.text("person"),
      context
    )
    let form = Self.form(people: people, vaults: vaultList(context.viewer))
    var asked = try form.parse(values, into: Asked(), present: true)
    (asked.kind, asked.record) = (values.text("kind"), values.text("record"))
    let search = try await search(asked, context)
    try await noteReading("download of the access log", in: search.vault, context)
    let rows = try await lines(search, before: nil, limit: ListFile.limit)
    let total = try await site.readAccess(search.vault) {
      try AccessList.count(search.query, upTo: .max, in: $0)
    }
    return ListFile(
      "access-log",
      "Access log: \(OversightWording.vault(search.vault))",
      [try await table(rows, search, context).sheet],
      total: total,
      notes: [("Care", "This file names people. Delete it when you no longer need it.")]
    )
  }
}
