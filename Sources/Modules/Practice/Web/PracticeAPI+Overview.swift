import Charts
import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Practices beside each other and as a whole, for programs.
extension PracticeAPI {
  static let overviewCalls: [APICall<PracticeAPI>] = [
    APICall(
      .get,
      "practices/compare",
      "comparePractices",
      "Put practices side by side",
      query: [
        APIParameter("ids", "The identifiers of the practices", .records(PracticePages.comparable))
      ],
      answer: .plain(PracticeShapes.comparison)
    ) { api, request, context in
      let comparison = try await api.pages.comparison(of: request.asked.records("ids"), context)
      return try api.site.json(PracticeShapes.comparison.json(comparison))
    },
    APICall(
      .get,
      "practices/overview",
      "readOverview",
      "Read what is known as a whole, and where the gaps are",
      answer: .plain(PracticeShapes.overview)
    ) { api, _, context in
      try api.site.json(PracticeShapes.overview.json(.init(try await api.pages.overview(context))))
    },
    APICall(
      .get,
      "practices/facets",
      "countPractices",
      "Count what a list would hold, by everything that it can be narrowed by",
      query: query.filter { $0.name != "sort" },
      answer: .plain(PracticeShapes.facets)
    ) { try await $0.facets($1, $2) },
    APICall(
      .get,
      "practices/{id}/similar",
      "listSimilarPractices",
      "List what else in the library is like a practice, the most like first",
      answer: .plain(PracticeShapes.similar)
    ) { api, _, context in
      let record = try await api.pages.record(context, to: .read)
      let today = api.site.today
      let rows = try await api.pages.similar(record, context.viewer)
      return try api.site.json(PracticeShapes.similar.json(rows.map { .init(row: $0, today: today) }))
    },
  ]

  private func facets(_ request: Request, _ context: SiteContext) async throws -> Response {
    let query = PracticeQuery(request.asked, on: site.today)
    let scope = PracticeList.Scope(of: context.viewer, on: site.today)
    let found = try await pages.find(query, scope, offset: 0, limit: 1)
    return try site.json(PracticeShapes.facets.json(.init(query: query, finding: found)))
  }
}

extension PracticeShapes {
  private static let cell = Shape<PracticeComparison.Cell>(
    "ComparedCell",
    [
      .value("words", "As people read it") { $0.words },
      .value("is_known", "Whether anything is known") { $0.isKnown },
    ]
  )

  static let comparison = Shape<PracticeComparison>(
    "Comparison",
    [
      .list(
        "practices",
        "In the order of the cells",
        of: Shape<PracticeComparison.Column>(
          "ComparedPractice",
          [
            .value("id", "Identifier") { $0.id },
            .value("title", "Title") { $0.title },
            .value("href", "Where it can be read") { "/api/v1/practices/\($0.id)" },
          ]
        )
      ) { $0.columns },
      .list(
        "rows",
        "What is compared",
        of: Shape<PracticeComparison.Row>(
          "ComparedRow",
          [
            .value("field", "The name of the field") { $0.name },
            .value("label", "What people call it") { $0.label },
            .list("cells", "For each practice", of: cell) { $0.cells },
          ]
        )
      ) { $0.rows },
    ]
  )

  private static let row = Shape<Table.Row>(
    "TableRow",
    [
      .value("label", "What the row is of") { $0.label },
      .value("cells", "For each column; null where it is not known") { $0.cells.map { Int($0) } },
    ]
  )

  /// The numbers of the overview, without what is drawn of them.
  struct Overview: Sendable {
    struct Numbers: Sendable {
      let title: String
      let about: String
      let first: String
      let table: Table
    }

    let about: String
    let facts: PracticeOverview.Facts
    let tables: [Numbers]

    init(_ overview: PracticeOverview) {
      about = overview.lead
      facts = overview.facts
      tables = overview.parts.map {
        Numbers(title: $0.title, about: $0.lead, first: $0.first, table: $0.table)
      }
    }
  }

  private static let table = Shape<Overview.Numbers>(
    "Table",
    [
      .value("title", "Title") { $0.title },
      .value("about", "What is counted") { $0.about },
      .value("first_column", "What the labels of the rows are") { $0.first },
      .value("columns", "What the others are") { $0.table.columns },
      .list("rows", "Rows", of: row) { $0.table.rows },
    ]
  )

  static let overview = Shape<Overview>(
    "Overview",
    [
      .value("about", "In a few words") { $0.about },
      .value("total", "How many practices you may read in the library") { $0.facts.total },
      .value("compiled", "How many of them nobody has reviewed yet") { $0.facts.compiled },
      .list("tables", "The numbers, in the order of the page", of: table) { $0.tables },
    ]
  )

  struct Counted: Sendable {
    let query: PracticeQuery
    let finding: PracticeFinding
  }

  private static let option = Shape<PracticeFacet.Option>(
    "FacetValue",
    [
      .value("code", "What to ask the list with") { $0.code },
      .value("label", "What people call it") { $0.label },
      .value("count", "How many there would be") { $0.count },
      .value("is_chosen", "Whether it was asked for") { $0.isChosen },
    ]
  )

  private static let facet = Shape<PracticeFacet>(
    "Facet",
    [
      .value("name", "The parameter of the list") { $0.name },
      .value("label", "What people call it") { $0.label },
      .list("values", "Those that lead anywhere, and the one that is chosen", of: option) { $0.options },
    ]
  )

  static let facets = Shape<Counted>(
    "Facets",
    [
      .value("total", "How many there are as asked") { $0.finding.total },
      .list("facets", "What the list can be narrowed by, the others as they are", of: facet) {
        PracticeFacet.all($0.query, $0.finding.counts)
      },
      .value("suggestion", "The words put right, where that finds something") { $0.finding.suggestion },
      .value("is_loosened", "Whether nothing has all the words: these have some") { $0.finding.isLoosened },
      .value("is_plain", "Whether search is made anew, so that words are found as they are written only") {
        $0.finding.isPlain
      },
    ]
  )

  static let similar = Shape<[Listed]>(
    "SimilarPractices",
    [.list("practices", "The most like first", of: summary) { $0 }]
  )
}
