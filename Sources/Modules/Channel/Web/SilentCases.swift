import Domain
import Kernel
package import Platform
import Views

/// Looks each day for what is late or silent in a case, so that it becomes somebody's alarm, and for alarms that
/// nobody answered, so that they go to the supervisors.
package enum SilentCases {
  /// How many are looked at in one run; the rest come in the next.
  static let mostAtOnce = 1000

  package static let task = DailyTask("Looked for silence in cases") { site in
    let today = site.today
    let ids = try await site.read(Case.vault) { try CaseList.toLookAt(on: today, limit: mostAtOnce, in: $0) }
    let rules = site.channelRules
    for id in ids {
      try await site.perform(.lookForSilence(rules), on: id, of: Case.self, by: Site.itself)
    }
    return .init(ids.count, ids.count == 1 ? "1 case was late" : "\(ids.count) cases were late")
  }
}
