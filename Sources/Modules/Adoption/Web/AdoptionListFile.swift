import Domain
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

extension AdoptionPages {
  /// Who does a practice too and how it went there, for those who read the practice while it stands in the library.
  @Sendable func listFile(_ request: Request, _ context: SiteContext) async throws -> ListFile {
    let practice = try await practices.record(context, to: .read)
    let facts = AdoptionPolicy.Facts(practice, for: context.viewer, on: site.today)
    guard facts.isListed else { throw NotFound() }
    if practice.details.marking != .none { try site.requireRecentProof(context) }
    let adoptions = try await site.read(Adoption.vault) {
      try AdoptionList.adoptions(of: practice.id, in: $0)
    }
    let sheet = AdoptionTable.sheet(adoptions, try await site.organisationNames(), context.origin)
    return ListFile(
      "adoptions",
      "Where else it is done: \(practice.details.title)",
      [sheet],
      notes: PracticeTable.note(practice.details.marking)
    )
  }
}

/// Adoptions as rows of a table, with a row for each result.
enum AdoptionTable {
  private static let columns: [Sheet.Column] = [
    .init("Who", width: 6), .init("How"), .init("What is done otherwise", width: 8), .init("Area"),
    .init("For whom", width: 5), .init("Since"), .init("Until"), .init("Measure", width: 6), .init("Value"),
    .init("How it went"), .init("Compared", width: 5), .init("Compared with", width: 5),
    .init("Measured from"), .init("Measured until"), .init("Reach"),
    .init("Cost in pounds", width: 3, isNumber: true), .init("Harms", width: 6), .init("Reported on"),
    .init("Page", width: 8),
  ]

  static func sheet(
    _ adoptions: [AdoptionList.Row],
    _ organisations: [String: String],
    _ origin: String
  ) -> Sheet {
    Sheet(
      "Adoptions",
      about: "Who does the practice too. Each row is one result; where none is reported yet, one adoption.",
      columns,
      adoptions.flatMap { adoption in
        let who = cells(adoption, organisations)
        let page = Sheet.Cell.link("\(origin)/adoptions/\(adoption.id)")
        let results = adoption.results.isEmpty ? [nil] : adoption.results.map(Optional.some)
        return results.map { who + result($0) + [page] }
      }
    )
  }

  private static func cells(
    _ adoption: AdoptionList.Row,
    _ organisations: [String: String]
  ) -> [Sheet.Cell] {
    let details = adoption.details
    return [
      .text(AdoptionWording.who(details.organisation, organisations)),
      .text(Adoption.kindList.label(details.kind)),
      .text(details.changes), .text(details.area), .text(details.audience),
      date(details.start), date(adoption.endedOn),
    ]
  }

  private static func result(_ report: AdoptionList.Report?) -> [Sheet.Cell] {
    guard let report else {
      return ["Not reported yet"].map { .text($0) } + Array(repeating: .text(""), count: 10)
    }
    let result = report.result
    return [
      .text(result.measure), .text(result.value), .text(Adoption.verdictList.label(result.verdict)),
      .text(Adoption.comparisonList.label(result.comparison)), .text(result.comparedWith),
      date(result.from), date(result.until), .text(result.reach),
      result.cost.map { .integer($0) } ?? .text(""), .text(result.harms),
      .date(PartialDate(on: report.at)),
    ]
  }

  private static func date(_ date: PartialDate?) -> Sheet.Cell { date.map { .date($0) } ?? .text("") }
}
