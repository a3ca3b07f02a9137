import Domain
import Kernel
package import Platform
import Views

extension AdoptionPages {
  /// How many of them stand on the home page.
  private static let mostShown = 10

  /// What the viewer's organisation does and has not reported on, the longest first.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    let (viewer, today) = (context.viewer, site.today)
    guard let account = viewer.account, viewer.holdsAnywhere(.contributor) else { return [] }
    let items = try await site.read(.learning) { db in
      try AdoptionList.silent(organisation: viewer.organisation, account: account, in: db)
        .compactMap { adoption -> Waiting.Item? in
          guard let practice = try PracticeRecord.find(adoption.details.practice, in: db),
            PracticePolicy.policy.allows(.read, viewer, .init(practice, on: today))
          else { return nil }
          return Waiting.Item(
            "/adoptions/\(adoption.id)",
            practice.details.title,
            "Recorded on \(PartialDate(on: adoption.recordedAt).words), no result yet"
          )
        }
        .prefix(Self.mostShown)
    }
    return [Waiting("You do it; how did it go?", Array(items))]
  }
}
