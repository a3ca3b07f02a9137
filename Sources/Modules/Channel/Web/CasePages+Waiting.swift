import Domain
import Kernel
package import Platform
import Views

/// What waits in cases for whoever asks: at home, and nowhere with more than a reference.
extension CasePages {
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    guard let account = context.viewer.account, context.mayEnter(Case.vault),
      CasePolicy.policy.allows(.list, context.viewer, .none)
    else { return [] }
    let (viewer, today) = (context.viewer, site.today)
    let (own, supervised, transfers) = try await site.read(Case.vault) { db in
      var supervised: [CaseList.Waiting] = []
      var transfers: [CaseList.Waiting] = []
      if viewer.holdsAnywhere(.supervisor) {
        let areas = viewer.areas([.supervisor])
        supervised = try CaseList.waitingForSupervisors(of: areas, on: today, limit: Waiting.most, in: db)
      }
      if ChannelPolicy.circleRoles.contains(where: viewer.holdsAnywhere) {
        let areas = viewer.areas(ChannelPolicy.circleRoles)
        transfers = try CaseList.transfers(askedOf: areas, limit: Waiting.most, in: db)
      }
      let own = try CaseList.waiting(for: account, on: today, limit: Waiting.most, in: db)
      return (own, supervised, transfers)
    }
    return [
      Waiting("In the cases that you carry", own.map(item) + rest(of: own, at: "/cases?whose=mine")),
      Waiting(
        "In the cases that you supervise",
        try await open(supervised, to: viewer).map(item) + rest(of: supervised, at: "/cases?waits=alarm")
      ),
      Waiting("Transfers to answer", try await open(transfers, to: viewer).map(item)),
      Waiting("Cases that your area handed over", try await handedOver(context)),
    ]
  }

  /// For so many days whoever handed a case over is told what came of that.
  private static let toldDays = 14

  private func handedOver(_ context: SiteContext) async throws -> [Waiting.Item] {
    let viewer = context.viewer
    guard ChannelPolicy.circleRoles.contains(where: viewer.holdsAnywhere) else { return [] }
    let areas = viewer.areas(ChannelPolicy.circleRoles)
    let since = site.today.adding(days: -Self.toldDays)
    let account = viewer.account ?? ""
    let found = try await site.read(Case.vault) { db in
      let all = try CaseList.lately(leftBy: areas, since: since, limit: Waiting.most, in: db)
      let out = try CaseList.keptOut(account, of: Set(all.map(\.row.id)), in: db)
      return all.filter { !out.contains($0.row.id) }
    }
    guard !found.isEmpty else { return [] }
    let names = try await site.areaNames()
    return found.map { row, leftOn in
      let taken = "Taken over by \(names[row.area] ?? row.area) on \(leftOn.words)"
      let ended = row.reason.map { "Closed: \(CaseWording.exit($0.code))" }
      return Waiting.Item("/cases/\(row.id)", row.reference, ended ?? taken)
    }
  }

  private func rest(of shown: [CaseList.Waiting], at address: String) -> [Waiting.Item] {
    Waiting.rest(of: shown.count, at: address, "All of them, in the list of cases")
  }

  /// Those of cases that the viewer is not kept out of.
  private func open(_ found: [CaseList.Waiting], to viewer: Viewer) async throws -> [CaseList.Waiting] {
    let ids = Set(found.map(\.caseID))
    let account = viewer.account ?? ""
    let out = try await site.read(Case.vault) { try CaseList.keptOut(account, of: ids, in: $0) }
    return found.filter { !out.contains($0.caseID) }
  }

  private func item(_ waiting: CaseList.Waiting) -> Waiting.Item {
    let due = waiting.due
    let what =
      due.what == .alarm ? "Alarm: \(Case.alarmLabel(due.item))" : CaseWording.due(due.what).what
    let by = CaseWording.isOpenEnded(due.what) ? "Since \(due.day.words)" : "Due on \(due.day.words)"
    return Waiting.Item(
      "/cases/\(waiting.caseID)",
      "\(Case.reference(of: waiting.caseID)): \(what.lowercasedFirst)",
      by
    )
  }
}
