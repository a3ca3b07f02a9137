import Domain
import Kernel
import Platform
import Views

/// What it answers.
extension CollectionAPI {
  static let collections = APIList("collections", of: listed, isCounted: true)

  /// A collection, with its practices as the reader may see them.
  struct Whole: Sendable {
    let row: CollectionList.Row
    let practices: [CollectionList.Shown]
  }

  private static func own<Value>(
    _ row: @escaping @Sendable (Value) -> CollectionList.Row
  ) -> [Shape<Value>.Part] {
    [
      .value("id", "Identifier") { row($0).id },
      .form(CollectionForm.details) { row($0).details },
      .value(
        "life",
        "Where it is in its life",
        of: Collection.Life.allCases.filter { $0 != .absent }.map(\.rawValue)
      ) { row($0).life.rawValue },
      .value("version", "How many changes made it what it is") { row($0).version },
    ]
  }

  private static let listed = Shape<CollectionList.Listed>(
    "CollectionSummary",
    own { $0.row } + [
      .value("practice_count", "How many of its practices you may read") { $0.practices },
      .value("href", "Where it can be read") { "/api/v1/collections/\($0.row.id)" },
    ]
  )

  private static let practice = Shape<CollectionList.Shown>(
    "CollectionPractice",
    [
      .value("practice", "Identifier") { $0.practice.id },
      .value("title", "Title") { $0.practice.title },
      .value("why", "Why it is in") { $0.why },
      .value("evidence_stage", "Evidence stage") { $0.practice.stage },
      .value("superseded_by", "The practice that took its place") { $0.successor?.id },
      .value("href", "Where it can be read") { "/api/v1/practices/\($0.practice.id)" },
    ]
  )

  static let holding = APIList(
    "collections",
    of: Shape<CollectionList.Row>(
      "CollectionOfPractice",
      own { $0 } + [.value("href", "Where it can be read") { "/api/v1/collections/\($0.id)" }]
    )
  )

  static let collection = Shape<Whole>(
    "Collection",
    own { $0.row } + [
      .list("practices", "Those of its practices that you may read, in order", of: practice) { $0.practices }
    ]
  )
}
