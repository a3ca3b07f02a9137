import Domain
import Kernel
package import Platform
import Views

extension RightsPages {
  /// What is due soon or waits for whoever asks, on the home page.
  private static let mostShown = 10

  /// Requests that whoever asks answers, the earliest due first, and those that wait for a second person.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    let viewer = context.viewer
    guard RightsPolicy.policy.allows(.list, viewer, .none) else { return [] }
    let rows = try await site.read(RightsRequest.vault) {
      try RightsList.open(limit: 500, in: $0)
    }
    let mine = rows.filter { row in
      RightsStep.allCases.contains { step in
        step.movesOn && step.isOffered(for: row)
          && RightsPolicy.policy.allows(step.act, viewer, .init(row))
      }
    }
    let items = mine.prefix(Self.mostShown).map { row in
      Waiting.Item(
        "/rights/\(row.id)",
        "\(RightsRequest.kindList.label(row.kind)), \(row.reference)",
        row.due.map { "\($0 < site.today ? "Was due on" : "Due on") \($0.words)" }
          ?? (row.owes ? "Granted, and not carried out yet" : "Waits for proof of who asks")
      )
    }
    return [
      Waiting("Requests for rights", items), Waiting("Still to be told", try await toBeTold(viewer)),
    ]
  }

  /// How many answers are looked through for recipients who were not told; the last are looked at first.
  private static let mostLookedAt = 300

  private func toBeTold(_ viewer: Viewer) async throws -> [Waiting.Item] {
    // Whoever tells nobody is not asked for, either.
    guard RightsPolicy.policy.allows(.tell, viewer, .init(life: .answered)) else { return [] }
    let rows = try await site.read(RightsRequest.vault) {
      try RightsList.changing(limit: Self.mostLookedAt, in: $0)
    }
    .filter { RightsPolicy.policy.allows(.tell, viewer, .init($0)) }
    let waiting = try await toBeTold(by: rows)
    // Whoever waits longest comes first.
    return rows.reversed().compactMap { row -> Waiting.Item? in
      guard let count = waiting[row.id]?.count, count > 0 else { return nil }
      return Waiting.Item(
        "/rights/\(row.id)",
        "\(RightsRequest.kindList.label(row.kind)), \(row.reference)",
        "\(count == 1 ? "1 recipient" : "\(count) recipients") to be told what became of it"
      )
    }
    .prefix(Self.mostShown).map(\.self)
  }
}
