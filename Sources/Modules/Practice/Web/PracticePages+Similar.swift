import Domain
import Kernel
import Platform
import Views

/// What else in the library is like a practice.
extension PracticePages {
  /// The most like first.
  func similar(_ record: PracticeRecord.Row, _ viewer: Viewer) async throws -> [PracticeList.Row] {
    guard !record.life.isOver else { return [] }
    let scope = PracticeList.Scope(of: viewer, on: site.today).and(.published)
    let ids = try await site.similar(PracticeSearch.self, to: record.id, scope.condition, limit: 4)
    return ids.isEmpty ? [] : try await site.read(.learning) { try PracticeList.rows(ids, scope, in: $0) }
  }

  static func like(_ rows: [PracticeList.Row]) -> Model {
    [
      "hasSimilar": !rows.isEmpty,
      "similar": rows.map { row -> Model in
        [
          "similarAddress": "/practices/\(row.id)", "similarTitle": row.title,
          "similarMeta": PracticeIndexModel.meta(row),
        ]
      },
    ]
  }
}
