import Domain
import Kernel
package import Platform
import Views

/// Referrals that nobody has taken up: at home, so that none lies unread in a list.
extension ChannelPages {
  /// For whoever may open a case of them, the earliest first; for supervisors once the day of screening has passed.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    let viewer = context.viewer
    guard viewer.account != nil, context.mayEnter(Referral.vault),
      ChannelPolicy.policy.allows(.list, viewer, .none)
    else { return [] }
    let areas = viewer.areas([.channelCoordinator, .supervisor])
    let found = try await site.read(Referral.vault) {
      try ReferralList.waiting(areas: areas, limit: Waiting.most * 5, in: $0)
    }
    let (rules, today) = (site.channelRules, site.today)
    var items: [Waiting.Item] = []
    for row in found where items.count < Waiting.most {
      let due = rules.day(rules.screeningWorkingDays, after: row.received)
      let isTheirs = viewer.holds(.channelCoordinator, for: Place(area: row.area))
      guard isTheirs || due < today else { continue }
      // Nobody is kept out of a case that there is not.
      guard ChannelPolicy.policy.allows(.read, viewer, .init(area: row.area)) else { continue }
      items.append(
        Waiting.Item(
          "/referrals/\(row.id)",
          "\(row.reference): nobody has opened a case",
          "Received on \(row.received.words), screening due on \(due.words)\(due < today ? ", late" : "")"
        )
      )
    }
    return [
      Waiting(
        "Referrals that nobody has taken up",
        items
          + Waiting.rest(of: items.count, at: Self.waitingAddress, "All of them, in the list of referrals")
      )
    ]
  }
}
