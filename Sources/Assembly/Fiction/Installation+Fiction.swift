import Domain
import JournalSQLite
import Kernel
import Keyring
import Platform
import Projection
import Views
import Web

/// Made-up cases for the made-up people, so that each page can be seen full.
extension Installation {
  /// Any number does; the same one makes the same story on the same day.
  private static let seed: UInt64 = 60
  /// Entries that are written at once.
  private static let batch = 4000

  /// Takes in so many cases; does nothing where there are any.
  ///
  /// - Parameter areBrief: Hardly any of them comes to a panel.
  /// - Throws: `Fault(.incomplete)` where a decider declined what the story tells.
  package func makeDemonstrationCases(
    _ count: Int,
    areBrief: Bool = false,
    progress: Progress = { _, _ in }
  ) async throws {
    guard count > 0, try await site.read(.safeguarding, { try ReferralList.count(areas: nil, in: $0) }) == 0
    else { return }
    let open = try vault(.safeguarding)
    let work = FictionCasework(
      count,
      until: site.today,
      try await fictionCast(),
      site.channelRules,
      open.service.dispatcher,
      seed: Self.seed,
      endings: areBrief ? FictionCase.Ending.brief : FictionCase.Ending.usual,
      makeKeys: open.keyring.make
    )
    progress(0, Int64(work.days.count))
    try await open.views.grow()
    while !work.isOver {
      // What was written is folded while the next is told and written.
      async let folded: Void = open.views.catchUp()
      while !work.isOver, work.pending.count < Self.batch { try work.tellDay() }
      _ = try await open.journal.record.append(work.told(), occasion)
      try await folded
      progress(Int64(work.now), Int64(work.days.count))
    }
    try await open.views.finishGrowing()
    guard work.refusals.isEmpty else {
      let first = work.refusals.prefix(3).joined(separator: "; ")
      throw Fault(.incomplete, "the made-up cases were declined \(work.refusals.count) times: \(first)")
    }
  }

  private func fictionCast() async throws -> FictionCast {
    let areas = try ReferenceData.forces().compactMap { force in force.area.map { (force.region, $0) } }
    let people = try await site.read(.directory) { try AccountList.demonstrations(in: $0) }
    let missing = FictionCast.more.filter { more in !people.contains { $0.name == more.name } }
    try await open(
      missing.map { name, role, regions in
        let inside = areas.filter { regions.contains($0.0) }.map { Scope.area($0.1.id) }
        return (name, role, regions.isEmpty ? [.everywhere] : inside)
      },
      in: people.first?.organisation
    )
    let all = try await site.read(.directory) { try AccountList.demonstrations(in: $0) }
    let ids = Dictionary(all.map { ($0.name ?? $0.id, $0.id) }) { first, _ in first }
    var cast = FictionCast()
    cast.cora = ids["Cora Coordinator"] ?? ""
    cast.supervisor = ids["Sue Supervisor"] ?? ""
    cast.chair = ids["Charlie Chair"] ?? ""
    cast.protection = ids["Dee Protection"] ?? ""
    cast.members = zip(
      ["Max Member", "Mina Member", "Maya Member", "Milo Member"],
      ["police", "health", "education", "social-care"]
    ).map { (ids[$0] ?? "", $1) }
    cast.providers = ["Piet Provider", "Pearl Provider", "Perry Provider"].map { (ids[$0] ?? "", $0) }
    for (region, area) in areas {
      cast.areas.append((area.id, (area.listing.populations["2011-03-27"] ?? 500_000) / 100_000 + 1))
      let owner = FictionCast.more.first { $0.role == .channelCoordinator && $0.regions.contains(region) }
      cast.coordinators[area.id] = owner.flatMap { ids[$0.name] }
    }
    return cast
  }
}
