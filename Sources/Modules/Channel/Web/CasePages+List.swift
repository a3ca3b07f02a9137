import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// The list of cases: mine, my area's, the late and silent ones. Nothing in it is sealed.
extension CasePages {
  private static let size = 50

  /// What a list can be narrowed to.
  struct Asked: Equatable, Sendable {
    var whose = ""
    var area = ""
    var stage = ""
    var waits = ""
  }

  static let whoseList = CodeList(
    "whose",
    version: 1,
    [.init("area", "All that I may know of"), .init("mine", "Those I carry or share")]
  )

  static let waitsList = CodeList(
    "waits",
    version: 1,
    [
      .init("late", "Something is late"), .init("silent", "Silent: no contact by its day"),
      .init("alarm", "An alarm that nobody answered"), .init("signature", "A second signature"),
      .init("transfer", "A transfer"), .init("access", "Somebody asks for access"),
      .init("nothing", "Open, and no day is set for anything"),
    ]
  )

  /// `none` stands where nothing is said.
  private static let stageList = CodeList(
    CaseWording.lifeList.name,
    version: CaseWording.lifeList.version,
    [CodeList.Code("none", "Any open stage")] + CaseWording.lifeList.codes
  )

  static func filter(_ areas: CodeList) -> Form<Asked> {
    Form(
      "case-filter",
      [
        .choice(\.whose, "whose", "Which", whoseList), .choice(\.area, "area", "Area", areas),
        .choice(\.stage, "stage", "Stage", stageList),
        .choice(\.waits, "waits", "What waits", waitsList),
      ]
    )
  }

  func requireToList(_ context: SiteContext) throws {
    try CasePolicy.policy.require(.list, context.viewer, .none)
    try site.requireSecondFactor(for: Case.vault, context)
  }

  /// - Throws: ``Invalid``.
  func query(_ values: FormValues, _ areas: CodeList, _ context: SiteContext) throws -> CaseList.Query {
    let asked = try Self.filter(areas).parse(values, into: .init())
    var query = CaseList.Query(
      account: try context.account(),
      areas: context.viewer.areas(ChannelPolicy.circleRoles),
      today: site.today
    )
    query.whose = CaseList.Query.Whose(rawValue: asked.whose) ?? .area
    query.area = asked.area
    query.lives = Case.Life(rawValue: asked.stage).map { [$0] } ?? []
    switch asked.waits {
    case "": break
    case "nothing": query.hasNoDay = true
    case "late": query.late = CaseList.Due.What.late
    case "silent": query.late = [.contact]
    default:
      query.late = CaseList.Due.What(rawValue: asked.waits).map { [$0] } ?? []
      query.isLate = false
    }
    if !query.late.isEmpty { query.isOpen = false }
    return query
  }

  private static let columns: [Sheet.Column] = [
    .init("Case"), .init("Stage", width: 5), .init("Since", width: 4), .init("Who carries it", width: 5),
    .init("Due next", width: 6), .init("By", width: 4), .init("State", width: 4), .init("Area", width: 5),
  ]

  private func sheet(_ rows: [CaseList.Row]) async throws -> (Sheet, colours: [String]) {
    let names = try await site.names(of: rows.map(\.owner))
    let areas = try await site.areaNames()
    let states = rows.map { Self.state($0, on: site.today) }
    let sheet = Sheet(
      "Cases",
      about: "Each row is one case. Nothing in it is about the person.",
      Self.columns,
      zip(rows, states).map { row, state in
        [
          .text(row.reference), .text(CaseWording.life(row.life)), .date(row.since),
          .text(names.name(of: row.owner)),
          .text(row.due.map { CaseWording.due($0.what).what } ?? "Nothing"),
          row.due.map { .date($0.day) } ?? .text(""), .text(state.words),
          .text(areas[row.area] ?? row.area),
        ]
      }
    )
    return (sheet, states.map(\.colour))
  }

  /// Whether what is due first is late, in a word and a colour of the tag: of the work, never of the person.
  static func state(_ row: CaseList.Row, on today: PartialDate) -> (words: String, colour: String) {
    guard row.life != .closed || row.due != nil else { return ("Closed", "govuk-tag--grey") }
    guard let due = row.due else { return ("No day set", "govuk-tag--yellow") }
    guard due.day < today || CaseWording.isOpenEnded(due.what) else {
      return (row.life == .closed ? "Closed" : "In time", "govuk-tag--grey")
    }
    return switch due.what {
    case .contact: ("Silent", "govuk-tag--yellow")
    case let what where CaseWording.isOpenEnded(what): ("Waits", "govuk-tag--yellow")
    default: ("Late", "govuk-tag--yellow")
    }
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToList(context)
    let areas = try await site.areaList()
    let values = request.asked
    let paging = Paging(request, size: Self.size)
    var errors: [FieldError] = []
    var rows: [CaseList.Row] = []
    var total = 0
    do {
      let query = try query(values, areas, context)
      (rows, total) = try await site.read(Case.vault) { db in
        (
          try CaseList.slice(query, offset: paging.offset, limit: paging.size, in: db),
          try CaseList.count(query, in: db)
        )
      }
    } catch let invalid as Invalid {
      errors = invalid.errors
    }
    let (sheet, colours) = try await sheet(rows)
    let table = OversightTable(
      sheet: sheet,
      addresses: rows.map { ["/cases/\($0.id)"] + Array(repeating: nil, count: 7) },
      tags: (6, colours),
      empty: "No case is found here."
    )
    let pairs = Self.pairs(values)
    var model = Self.filter(areas).model(values, errors: errors)
    try model.merge([
      "heading": "Cases", "seesAreas": context.viewer.areas(ChannelPolicy.circleRoles) != [],
      "isNarrowed": !pairs.isEmpty,
      "table": table.model.merging(ListFile.links("/cases", pairs, total: total)) { $1 },
      "paging": paging.model(total: total, at: "/cases", pairs),
    ]) { $1 }
    return try site.page("channel/cases", model, context, errors.isEmpty ? .ok : .unprocessableContent)
  }

  private static func pairs(_ values: FormValues) -> [(name: String, value: String)] {
    ["whose", "area", "stage", "waits"].map { ($0, values.text($0)) }.filter {
      !$0.1.isEmpty && !($0.0 == "stage" && $0.1 == "none")
    }
  }

  @Sendable func listFile(_ request: Request, _ context: SiteContext) async throws -> ListFile {
    try requireToList(context)
    let query = try query(request.asked, try await site.areaList(), context)
    let (rows, total) = try await site.read(Case.vault) { db in
      (try CaseList.slice(query, limit: ListFile.limit, in: db), try CaseList.count(query, in: db))
    }
    return ListFile("cases", "Cases", [try await sheet(rows).0], total: total)
  }
}
