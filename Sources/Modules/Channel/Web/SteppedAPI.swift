import Hummingbird
import Kernel
import Platform

/// Calls that take the steps which the pages of a kind of record offer.
protocol SteppedAPI: InterfacePart {
  associatedtype Pages: SteppedPages
  var pages: Pages { get }
  /// Of a record, before the path of a step: `lessons/{id}`.
  static var place: String { get }
  /// What a step answers.
  static var answered: APIAnswer { get }
  /// Whether a step says what the record is opened for.
  static var needsPurpose: Bool { get }
  /// The record after a step.
  func answer(_ record: Pages.Record) async throws -> Response
}

extension SteppedAPI {
  var site: Site { pages.site }
  static var needsPurpose: Bool { false }

  static func step(_ step: RecordStep<Pages>, _ name: String, _ summary: String) -> APICall<Self> {
    step.call(
      place + step.frame.path,
      name,
      summary,
      answer: answered,
      needsPurpose: needsPurpose,
      { $0.pages },
      { try await $0.answer($1) }
    )
  }
}

/// Calls whose steps answer with the row of the record.
protocol SteppedRowsAPI: SteppedAPI where Pages.Record: Identifiable<String> {
  associatedtype Row: Sendable
  static var rows: RecordRows<Row> { get }
}

extension SteppedRowsAPI {
  static var place: String { "\(rows.path)/{id}" }
  static var answered: APIAnswer { .record(rows.shape) }

  func answer(_ record: Pages.Record) async throws -> Response { try await site.answer(Self.rows, record.id) }
}
