import Domain
import Kernel
package import Platform
import Views

/// What waits at home around meetings: the next ones, what to write up, what to approve, what was promised.
extension MeetingPages {
  /// How many days ahead a meeting stands at home.
  private static let days = 14

  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    guard context.viewer.account != nil, context.mayEnter(PanelMeeting.vault),
      MeetingPolicy.policy.allows(.list, context.viewer, .none)
    else { return [] }
    return try await [coming(context), promised(context), unwritten(context), proposed(context)]
  }

  /// The meetings of whoever sits on a panel, chairs it or prepares it, on the days that come.
  private func coming(_ context: SiteContext) async throws -> Waiting {
    let (account, today) = (context.viewer.account ?? "", site.today)
    let held = context.viewer.areas([.panelChair, .channelCoordinator]) ?? []
    let rows = try await site.read(PanelMeeting.vault) { db in
      try MeetingList.next(
        in: Set(PanelList.areas(of: account, in: db) + held).sorted(),
        from: today,
        through: today.adding(days: Self.days),
        limit: Waiting.most,
        in: db
      )
    }
    let papers = { (row: MeetingList.Row) in
      row.arePapersShared ? "papers are shared" : "papers are not shared yet"
    }
    return try await waiting("Meetings of your panels", rows) { row, area in
      let cases = row.cases == 1 ? "1 case" : "\(row.cases) cases"
      return "\(area), on \(row.on.words), \(cases), \(papers(row))"
    }
  }

  private func promised(_ context: SiteContext) async throws -> Waiting {
    let (account, today) = (context.viewer.account ?? "", site.today)
    let actions = try await site.read(PanelMeeting.vault) {
      try MeetingList.actions(of: account, limit: Waiting.most, in: $0)
    }
    return Waiting(
      "What you do for a panel",
      actions.map {
        Waiting.Item(
          "/meetings/\($0.meeting)/actions/\($0.id)/finish",
          "\(Case.reference(of: $0.caseID)): an action of a meeting",
          "By \($0.due.words)\($0.due < today ? ", late" : "")"
        )
      } + Waiting.rest(of: actions.count, at: "/meetings", "The others, at their meetings")
    )
  }

  private func unwritten(_ context: SiteContext) async throws -> Waiting {
    let areas = context.viewer.areas([.panelChair, .channelCoordinator])
    let today = site.today
    let found = try await site.read(PanelMeeting.vault) {
      try MeetingList.unwritten(areas: areas, before: today, limit: 100, in: $0)
    }
    return try await waiting("Meetings to write up", allowed(.writeMinutes, found, context)) { row, area in
      let isHeld = row.life == .held
      return isHeld
        ? "\(area), held on \(row.on.words), no minutes yet" : "\(area), was to be on \(row.on.words)"
    }
  }

  private func proposed(_ context: SiteContext) async throws -> Waiting {
    let areas = context.viewer.areas([.panelChair, .supervisor])
    let found = try await site.read(PanelMeeting.vault) {
      try MeetingList.proposedMinutes(areas: areas, limit: 100, in: $0)
    }
    return try await waiting("Minutes to approve", allowed(.approveMinutes, found, context)) { row, area in
      "\(area), held on \(row.on.words)"
    }
  }

  private func waiting(
    _ title: String,
    _ rows: [MeetingList.Row],
    _ words: (MeetingList.Row, _ area: String) -> String
  ) async throws -> Waiting {
    let names = rows.isEmpty ? [:] : try await site.areaNames()
    let items = rows.map {
      Waiting.Item("/meetings/\($0.id)", $0.reference, words($0, names[$0.area] ?? $0.area))
    }
    return Waiting(
      title,
      items + Waiting.rest(of: rows.count, at: "/meetings", "The others, at their meetings")
    )
  }

  /// Those whose minutes the viewer may write or approve, as many as stand at home: neither asks who sits on the panel.
  private func allowed(
    _ act: MeetingPolicy.Act,
    _ found: [MeetingList.Row],
    _ context: SiteContext
  ) -> [MeetingList.Row] {
    let allowed = found.filter { row in
      var facts = MeetingPolicy.Facts(area: row.area)
      facts.writer = row.writer
      return MeetingPolicy.policy.allows(act, context.viewer, facts)
    }
    return Array(allowed.prefix(Waiting.most))
  }
}
