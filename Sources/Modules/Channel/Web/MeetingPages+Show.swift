import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// One meeting, opened for a purpose; what was said of each case is shown to who may read it.
extension MeetingPages {
  /// A meeting that the viewer may open, and which part of it is asked for.
  struct Met: Sendable {
    let row: MeetingList.Row
    let state: PanelMeeting.State
    let facts: MeetingPolicy.Facts
    let areaName: String
    let seats: [Panel.Seat]
    let viewer: Viewer
    /// Cases of the meeting that the viewer is kept out of: they do not learn that these are on its agenda.
    let keptOut: Set<String>
    /// Of the address.
    var caseID: String?
    var action: PanelMeeting.ActionAgreed?

    /// The cases on the agenda that the viewer may know of, by their reference.
    var agenda: [String] {
      state.agenda.keys.filter { !keptOut.contains($0) }
        .sorted { Case.reference(of: $0) < Case.reference(of: $1) }
    }

    func allows(_ act: MeetingPolicy.Act) -> Bool { MeetingPolicy.policy.allows(act, viewer, facts) }
  }

  func facts(_ row: MeetingList.Row) async throws -> MeetingPolicy.Facts {
    let members = try await site.read(Panel.vault) { try PanelList.members(of: row.area, in: $0) }
    var facts = MeetingPolicy.Facts(area: row.area)
    facts.members = Set(members.map(\.account))
    facts.writer = row.writer
    return facts
  }

  func found(_ context: SiteContext, to act: MeetingPolicy.Act) async throws -> Met {
    let id = try context.parameters.require("id")
    guard let row = try await site.read(PanelMeeting.vault, { try MeetingList.find(id, in: $0) }) else {
      throw NotFound()
    }
    let state = try await site.load(PanelMeeting.self, id).state
    var met = Met(
      row: row,
      state: state,
      facts: try await facts(row),
      areaName: try await site.areaNames()[row.area] ?? row.area,
      seats: MeetingWording.inOrder(try await site.load(Panel.self, row.area).state.seats(in: row.area)),
      viewer: context.viewer,
      keptOut: try await keptOut(context.viewer, of: id)
    )
    if let caseID = context.parameters.get("case") {
      guard met.agenda.contains(caseID) else { throw NotFound() }
      met.caseID = caseID
    }
    var facts = met.facts
    if let action = context.parameters.get("action") {
      guard let agreed = state.actions[action], !met.keptOut.contains(agreed.caseID) else { throw NotFound() }
      met.action = agreed
      facts.owner = agreed.owner
    }
    let reference = Reference(kind: PanelMeeting.category, id: id)
    let mayKnow = met.allows(.read) || facts.owner != nil && facts.owner == context.viewer.account
    if !mayKnow {
      try MeetingPolicy.policy.require(.read, context.viewer, facts, on: reference, hidden: true)
    }
    try MeetingPolicy.policy.require(act, context.viewer, facts, on: reference)
    try site.requireSecondFactor(for: PanelMeeting.vault, context)
    return met
  }

  // MARK: Case by case

  /// One case on the agenda, as the viewer may see it.
  struct Item: Sendable {
    let caseID: String
    let state: Case.State
    /// Whether the viewer sees what was said of it.
    let isOpen: Bool
    /// Whether they may open its own page.
    let hasPage: Bool
    /// Whether the case has what was decided about it.
    let isTaken: Bool
  }

  /// Whether the viewer may read what was said of a case: whoever may read the case; and who was there for it, until
  /// the minutes are approved, which nobody can write or approve unread.
  func mayRead(_ caseID: String, of met: Met, _ facts: CasePolicy.Facts) -> Bool {
    if CasePolicy.policy.allows(.read, met.viewer, facts) { return true }
    guard let account = met.viewer.account, !facts.keptOut.contains(account),
      met.state.conflicts[caseID]?.contains(account) != true, !met.state.areMinutesApproved
    else { return false }
    return met.state.attendees.contains { $0.account == account }
  }

  private func keptOut(_ viewer: Viewer, of id: String) async throws -> Set<String> {
    guard let account = viewer.account else { return [] }
    return try await site.read(PanelMeeting.vault) { try MeetingList.keptOut(account, from: id, in: $0) }
  }

  func items(of met: Met) async throws -> [Item] {
    var items: [Item] = []
    for caseID in met.agenda {
      let state = try await site.load(Case.self, caseID).state
      let facts = try await site.caseFacts(caseID, state)
      let resolution = met.state.resolution(on: caseID)
      items.append(
        Item(
          caseID: caseID,
          state: state,
          isOpen: mayRead(caseID, of: met, facts),
          hasPage: CasePolicy.policy.allows(.read, met.viewer, facts),
          isTaken: resolution.map { Self.isTaken($0, state) } ?? true
        )
      )
    }
    return items
  }

  /// A later panel's word takes the place of an earlier one's, and nothing is taken to a closed case.
  private static func isTaken(_ resolution: PanelMeeting.Resolution, _ state: Case.State) -> Bool {
    !state.life.isOpen || state.resolution.map { $0 == resolution || $0.on > resolution.on } ?? false
  }

  /// A meeting as it is opened, after its lines are written: one for it, and one for each case of which something is
  /// shown.
  struct Opened: Sendable {
    let met: Met
    let items: [Item]
    let names: [String: String]
    let purpose: StatedPurpose
    let history: [HistoryLine]

    func name(_ account: String) -> String { names[account] ?? PanelWording.gone }
  }

  func open(_ request: Request, _ context: SiteContext) async throws -> Opened {
    let met = try await found(context, to: .read)
    let items = try await items(of: met)
    let purpose = try await site.consult(
      MeetingWording.record(met.row),
      to: MeetingPolicy.Act.read.rawValue,
      also: items.filter(\.isOpen).map {
        AccessLine(
          .consultation,
          Reference(kind: Case.category, id: $0.caseID),
          reason: PanelMeeting.category
        )
      },
      request,
      context
    )
    let state = met.state
    let accounts =
      state.attendees.map(\.account) + state.actions.values.map(\.owner)
      + state.conflicts.values.flatMap { $0 }
    return Opened(
      met: met,
      items: items,
      names: try await site.names(of: accounts),
      purpose: purpose,
      history: try await history(of: met)
    )
  }

  private func history(of met: Met) async throws -> [HistoryLine] {
    let acts = try await site.read(PanelMeeting.vault) { try MeetingList.history(of: met.row.id, in: $0) }
      .filter { !met.keptOut.contains($0.caseID) }
    return try await site.history(acts, what: MeetingWording.act, reason: { _ in "" })
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let opened = try await open(request, context)
    return try site.page("channel/meeting", MeetingModel(opened, on: site.today).model, context)
  }

  /// The minutes as what was recorded, to be printed.
  @Sendable func minutes(_ request: Request, _ context: SiteContext) async throws -> Response {
    let opened = try await open(request, context)
    return try site.page("channel/minutes", MeetingModel(opened, on: site.today).model, context)
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: found(context, to: .read))
    return try await site.receipt(among: lines.map(\.position), in: PanelMeeting.vault, context)
  }
}

extension MeetingList.Act: KeptAct {}
