import Domain
import Kernel
import Platform
import Views

/// What the list of practices shows.
struct PracticeIndexModel {
  let model: Model

  init(
    _ query: PracticeQuery,
    _ found: PracticeList.Found,
    _ paging: Paging,
    on today: PartialDate,
    _ context: SiteContext
  ) {
    let words = query.filter.words ?? ""
    let shown: Model = [
      "words": words,
      "isFiltered": query.isFiltered,
      "canDeposit": PracticePolicy.policy.allows(.deposit, context.viewer, .none),
      "totalWords": Self.total(found.total),
      "filters": PracticeQuery.filters.map { filter in
        [
          "name": filter.name, "label": filter.label,
          "options": Self.options(
            filter.list,
            found.counts[filter.name] ?? [:],
            chosen: query.chosen(filter.name)
          ),
        ] as Model
      },
      "practices": found.rows.map { Self.practice($0, on: today) },
      "canCompare": found.rows.count > 1,
      "paging": paging.model(total: found.total, at: "/practices", query.pairs),
    ]
    model = shown.merging(ListFile.links("/practices", query.pairs, total: found.total)) { $1 }
  }

  private static func total(_ count: Int) -> String {
    switch count {
    case 0: "No practices"
    case 1: "1 practice"
    default: "\(count.grouped) practices"
    }
  }

  static func practice(_ row: PracticeList.Row, on today: PartialDate) -> Model {
    let isDue = row.life == .published && row.reviewDue.map { $0 < today } == true
    return [
      "id": row.id, "title": row.title, "problem": excerpt(row.problem), "meta": meta(row),
      "tags": PracticeShowModel.tags(row.life, row.stage, row.marking, isDue: isDue, row.supersededBy != nil),
    ]
  }

  static func meta(_ row: PracticeList.Row) -> String {
    [row.strand.isEmpty ? "" : Practice.strandList.label(row.strand), row.leadBody, row.country]
      .filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// The first sentences, up to some 200 characters and never within a word.
  private static func excerpt(_ text: String) -> String {
    guard text.count > 200 else { return text }
    let cut = text.prefix(200)
    let end = cut.lastIndex(of: " ") ?? cut.endIndex
    return cut[..<end] + "…"
  }

  private static func options(_ list: CodeList?, _ counts: [String: Int], chosen: String?) -> [Model] {
    let codes = list?.codes.map { ($0.code, $0.label) } ?? counts.keys.sorted().map { ($0, $0) }
    return codes.filter { !$0.0.isEmpty }.compactMap { code, label in
      let count = counts[code] ?? 0
      guard count > 0 || code == chosen else { return nil }
      return ["code": code, "label": label, "count": count, "isSelected": code == chosen]
    }
  }
}
