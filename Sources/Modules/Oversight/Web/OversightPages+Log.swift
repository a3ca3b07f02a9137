import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// The access logs, searched.
extension OversightPages {
  /// What is asked of a log.
  struct Asked: Equatable, Sendable {
    var vault = Vault.safeguarding.rawValue
    var person = ""
    var act = ""
    var purpose = ""
    /// What people call a record by.
    var reference = ""
    var kind = ""
    var record = ""
    var from: PartialDate?
    var until: PartialDate?
  }

  static func form(people: CodeList, vaults: CodeList) -> Form<Asked> {
    let purposes = CodeList(
      Purpose.list.name,
      version: Purpose.list.version,
      Purpose.list.codes.map { .init($0.code, $0.label) }
    )
    return Form(
      "access-log",
      [
        .choice(\.vault, "vault", "Log", vaults),
        .choice(\.person, "person", "Who", people),
        .choice(\.act, "act", "Did what", OversightWording.actList),
        .text(\.reference, "reference", "With which record", hint: "Its reference", max: 40),
        .choice(\.purpose, "purpose", "What for", purposes),
        .date(\.from, "from", "From", precision: .day),
        .date(\.until, "until", "Until", precision: .day),
      ]
    )
  }

  /// The vaults whose logs a viewer may search: a supervisor those that hold records of areas.
  func vaults(_ viewer: Viewer) -> [Vault] {
    Vault.allCases.filter { OversightPolicy.policy.allows(.readLog, viewer, .init(ofLog: $0)) }
  }

  private func vaultList(_ viewer: Viewer) -> CodeList {
    CodeList("vault", version: 1, vaults(viewer).map { .init($0.rawValue, OversightWording.vault($0)) })
  }

  private func vault(_ name: String, _ context: SiteContext) throws -> Vault {
    guard let vault = Vault(rawValue: name) else { throw NotFound() }
    try requireToWatch(context, vault)
    return vault
  }

  /// A log and what is asked of it, as the viewer may ask it.
  struct Search: Sendable {
    let vault: Vault
    var query: AccessList.Query
    /// What was asked, to be asked again.
    let pairs: [(name: String, value: String)]
  }

  /// - Throws: ``Denied`` for a log that the viewer may not search.
  func search(_ asked: Asked, _ context: SiteContext) async throws -> Search {
    let vault = try vault(asked.vault, context)
    var query = AccessList.Query(areas: watched(context.viewer))
    query.by = asked.person.isEmpty ? nil : asked.person
    query.act = AccessLine.Act(rawValue: asked.act)
    query.purpose = asked.purpose.isEmpty ? nil : asked.purpose
    query.from = asked.from
    query.until = asked.until
    if !asked.record.isEmpty { query.record = Reference(kind: asked.kind, id: asked.record) }
    if !asked.reference.isEmpty {
      // A reference that nobody knows finds nothing, and not everything.
      query.record =
        try await site.sealedRecord(called: asked.reference)?.reference
        ?? Reference(kind: "none", id: asked.reference)
    }
    let all = [
      ("vault", asked.vault), ("person", asked.person), ("act", asked.act), ("purpose", asked.purpose),
      ("reference", asked.reference), ("kind", asked.kind), ("record", asked.record),
      ("from", asked.from?.iso ?? ""), ("until", asked.until?.iso ?? ""),
    ]
    return Search(
      vault: vault,
      query: query,
      pairs: all.filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
    )
  }

  private static let size = 50

  @Sendable func log(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.readLog, context.viewer, .none)
    var values = request.asked
    if !values.has("vault") { values.set("vault", [Vault.safeguarding.rawValue]) }
    let people = try await people(inLogOf: values.text("vault"), context)
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
    ]) { $1 }
    guard errors.isEmpty else {
      model["tables"] = [Model]()
      return try site.page("oversight/log", model, context, .unprocessableContent)
    }
    let search = try await search(asked, context)
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
  private func people(inLogOf name: String, _ context: SiteContext) async throws -> CodeList {
    let vault = try vault(name, context)
    let query = AccessList.Query(areas: watched(context.viewer))
    let found = try await site.readAccess(vault) { try AccessList.people(query, limit: 500, in: $0) }
    let names = try await site.names(of: found)
    let codes = found.map { CodeList.Code($0, who($0, names)) }.sorted { $0.label < $1.label }
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
        .text(row.recipient ?? ""),
      ]
    }
    let vault = (name: "vault", value: search.vault.rawValue)
    let addresses = rows.map { row -> [String?] in
      let person =
        names[row.by].map { _ in "/oversight/log".withQuery([vault, ("person", row.by)]) }
      let record = row.record.flatMap { record in
        titles[record].map { _ in "/oversight/records/\(record.kind)/\(record.id)" }
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
      context
    )
    let form = Self.form(people: people, vaults: vaultList(context.viewer))
    var asked = try form.parse(values, into: Asked(), present: true)
    (asked.kind, asked.record) = (values.text("kind"), values.text("record"))
    let search = try await search(asked, context)
    try await site.note(
      AccessLine(.consultation, reason: "download of the access log"),
      in: search.vault,
      by: context.viewer
    )
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

  // MARK: One record

  @Sendable func lookers(_ request: Request, _ context: SiteContext) async throws -> Response {
    let reference = Reference(
      kind: try context.parameters.require("kind"),
      id: try context.parameters.require("id")
    )
    try requireToWatch(context)
    guard let record = try await site.sealedRecord(reference) else { throw NotFound() }
    let facts = OversightPolicy.Facts(area: record.area)
    try OversightPolicy.policy.require(.readLookers, context.viewer, facts, on: reference, hidden: true)
    var query = AccessList.Query(areas: nil)
    query.record = reference
    let asked = query
    let (lookers, rows) = try await site.readAccess(record.vault) { db in
      (
        try AccessList.lookers(asked, in: db),
        try AccessList.slice(asked, limit: Self.size + 1, in: db)
      )
    }
    let pairs = [
      (name: "vault", value: record.vault.rawValue), ("kind", reference.kind), ("record", reference.id),
    ]
    let search = Search(vault: record.vault, query: asked, pairs: pairs)
    let names = try await site.names(of: lookers.map(\.by))
    let kind = site.sealedKind(reference.kind)?.label ?? reference.kind
    var lines = try await table(Array(rows.prefix(Self.size)), search, context)
    lines.empty = "Nobody has looked at it."
    let all = "/oversight/log".withQuery(pairs)
    return try site.page(
      "oversight/table",
      [
        "heading": "Who looked at \(kind.lowercased()) \(record.title)",
        "lead": "Everybody who looked at it or changed it, what for, and who was turned away.",
        "hasBullets": false, "bullets": [Model](), "moreAddress": all,
        "moreLabel": "Search these lines, or take them with you",
        "backAddress": "/oversight", "backLabel": "Oversight",
        "tables": [people(lookers, names).model, lines.model],
        "olderAddress": rows.count > Self.size ? all : false,
      ],
      context
    )
  }

  private func people(_ lookers: [AccessList.Looker], _ names: [String: String]) -> OversightTable {
    OversightTable(
      sheet: Sheet(
        "By person",
        about: "Each row is one person.",
        [
          .init("Who"), .init("Lines", isNumber: true), .init("First"), .init("Last"),
          .init("What for", width: 8),
        ],
        lookers.map { looker in
          [
            .text(who(looker.by, names)), .integer(looker.count),
            .text(PracticeWording.moment(looker.first)), .text(PracticeWording.moment(looker.last)),
            .text(looker.purposes.map(Purpose.list.label).joined(separator: ", ")),
          ]
        }
      ),
      empty: "Nobody has looked at it."
    )
  }

  // MARK: Failed sign-ins

  private func failed(_ context: SiteContext) async throws -> [(day: PartialDate, count: Int)] {
    try OversightPolicy.policy.require(.readAll, context.viewer, .none)
    var query = AccessList.Query(areas: nil)
    query.act = .signInFailed
    query.from = site.today.adding(days: -site.options.oversight.days)
    let asked = query
    let lines = try await site.readAccess(.directory) {
      try AccessList.slice(asked, limit: 200_000, in: $0)
    }
    let days = Dictionary(grouping: lines) { PartialDate(on: $0.at) }
    return days.map { (day: $0.key, count: $0.value.count) }.sorted { $0.day > $1.day }
  }

  private func sheet(_ days: [(day: PartialDate, count: Int)]) -> Sheet {
    Sheet(
      "Failed sign-ins",
      about: "Each row is one day on which there were any.",
      [.init("Day"), .init("Failed sign-ins", isNumber: true)],
      days.map { [.date($0.day), .integer($0.count)] }
    )
  }

  @Sendable func signIns(_ request: Request, _ context: SiteContext) async throws -> Response {
    let days = try await failed(context)
    let table = OversightTable(
      sheet: sheet(days),
      empty: "Nobody failed to sign in in the last \(site.options.oversight.days) days."
    )
    let all: [(name: String, value: String)] = [("vault", "directory"), ("act", "sign-in-failed")]
    return try site.page(
      "oversight/table",
      [
        "heading": "Failed sign-ins",
        "lead":
          "Of the last \(site.options.oversight.days) days. The log holds no name that somebody tried: a password is often typed into its field.",
        "hasBullets": false, "bullets": [Model](),
        "moreAddress": watched(context.viewer) == nil ? "/oversight/log".withQuery(all) : false,
        "moreLabel": "Every line, with its time", "backAddress": "/oversight", "backLabel": "Oversight",
        "olderAddress": false,
        "tables": [
          table.model.merging(ListFile.links("/oversight/sign-ins", total: days.count)) { $1 }
        ],
      ],
      context
    )
  }

  func signInsFile(_ context: SiteContext) async throws -> ListFile {
    ListFile("failed-sign-ins", "Failed sign-ins", [sheet(try await failed(context))])
  }

  // MARK: Releases

  /// No module gives a release yet: the page says which kinds there will be, and that none was made.
  @Sendable func releases(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.readAll, context.viewer, .none)
    let kinds = OversightTable(
      sheet: Sheet(
        "Kinds of release",
        about: "Each row is one kind.",
        [.init("What"), .init("Out of"), .init("Into")],
        ReleaseKind.allCases.map { kind in
          [
            .text(kind.rawValue.replacing("-", with: " ")), .text(OversightWording.vault(kind.giver)),
            .text(OversightWording.vault(kind.receiver)),
          ]
        }
      ),
      empty: ""
    )
    return try site.page(
      "oversight/table",
      [
        "heading": "Releases between vaults",
        "lead":
          "None has been made. What one vault holds reaches another only as a document without anybody's identity, which somebody other than its author approved; both vaults record it, and it will stand here.",
        "hasBullets": false, "bullets": [Model](), "moreAddress": false, "backAddress": "/oversight",
        "backLabel": "Oversight", "olderAddress": false,
        "tables": [kinds.model.merging(["hasDownloads": false]) { $1 }],
      ],
      context
    )
  }
}
