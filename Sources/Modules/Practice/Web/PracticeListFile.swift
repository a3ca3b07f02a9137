import Domain
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

extension PracticePages {
  /// The list as a file, narrowed as its page is.
  ///
  /// It says more of a practice than its line in the list: an OFFICIAL-SENSITIVE one stands in the access log, and
  /// where it holds what the public does not read, whoever takes it shows that it is them.
  @Sendable func listFile(_ request: Request, _ context: SiteContext) async throws -> ListFile {
    let query = PracticeQuery(request.asked, on: site.today)
    let scope = PracticeList.Scope(of: context.viewer, on: site.today)
    let found = try await find(query, scope, offset: 0, limit: ListFile.limit)
    let ofAnyone = PracticeList.Scope(of: .anyone, on: site.today)
    if try await find(query, ofAnyone, offset: 0, limit: 1).total < found.total {
      try site.requireRecentProof(context)
    }
    let details = try await site.read(.learning) {
      try PracticeRecord.details(of: found.rows.map(\.id), in: $0)
    }
    try await noteConsulted(found.rows.map { ($0.id, $0.marking) }, reason: "download", context)
    let marking = found.rows.map(\.marking).max() ?? .none
    return ListFile(
      "practices",
      "Practices",
      [PracticeTable.sheet(found.rows, details, context.origin)],
      total: found.total,
      notes: query.words + PracticeTable.note(marking)
    )
  }
}

extension PracticeQuery {
  /// By what the list is narrowed, as people say it.
  var words: [(label: String, words: String)] {
    let others = [
      filter.words.map { ("Words", $0) },
      filter.life.map { ("Where it stands", Practice.Life(rawValue: $0).map(PracticeWording.life) ?? $0) },
      filter.dueBefore.map { ("To be looked at again before", $0.words) },
    ]
    return others.compactMap { $0 } + chosen.map { ($0.label, $0.words) }
  }
}

/// Practices as rows of a table, with what a practitioner looks for.
enum PracticeTable {
  private static let columns: [Sheet.Column] = [
    .init("Title", width: 7), .init("Problem", width: 11), .init("Settings"), .init("Strand"),
    .init("Objectives", width: 6), .init("Country"), .init("Area"), .init("Lead organisation", width: 5),
    .init("Evidence stage"), .init("Cost in pounds", width: 3, isNumber: true), .init("Marking"),
    .init("Where it stands"), .init("Changed on"), .init("Page", width: 8),
  ]

  static func sheet(
    _ rows: [PracticeList.Row],
    _ details: [String: Practice.Details],
    _ origin: String
  ) -> Sheet {
    Sheet(
      "Practices",
      about: "One practice in each row: what it was, where, and how far anyone knows whether it worked.",
      columns,
      rows.map { cells($0, details[$0.id] ?? .init(), origin) }
    )
  }

  private static func cells(
    _ row: PracticeList.Row,
    _ details: Practice.Details,
    _ origin: String
  ) -> [Sheet.Cell] {
    [
      .text(row.title), .known(row.problem),
      labels(details.settings, Practice.settingList),
      labels(row.strand.isEmpty ? [] : [row.strand], Practice.strandList),
      labels(details.objectives, Practice.objectiveList),
      .known(row.country), .known(row.area), .known(row.leadBody),
      .text(Practice.stageList.label(row.stage)), details.cost.map { .integer($0) } ?? .notKnown,
      .text(Marking.list.label(row.marking.rawValue)),
      .text(PracticeWording.life(row.life) + (row.supersededBy == nil ? "" : ", superseded")),
      .date(PartialDate(on: row.changedAt)), .link("\(origin)/practices/\(row.id)"),
    ]
  }

  private static func labels(_ codes: [String], _ list: CodeList) -> Sheet.Cell {
    .known(codes.map(list.label).joined(separator: "; "))
  }

  /// The highest marking of what is in a file; none where nothing is marked.
  static func note(_ marking: Marking) -> [(label: String, words: String)] {
    marking == .none ? [] : [("Marking", Marking.list.label(marking.rawValue))]
  }
}
