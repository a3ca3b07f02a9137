import Domain
import Kernel

/// Panels: every area's meets in every fourth week, where something waits for it.
extension FictionCasework {
  private static let cycle = 20
  /// Working days before the meeting.
  private static let (notice, agenda, papers) = (9, 6, 3)

  func keepPanel(of area: String) throws {
    let place = cast.areas.firstIndex { $0.code == area } ?? 0
    let ahead = (place * 7 - now % Self.cycle + 2 * Self.cycle * 40) % Self.cycle
    if ahead == Self.notice, waiting[area]?.isEmpty == false { try arrange(in: area, at: now + ahead) }
    guard let meeting = meetings[area] else { return }
    switch ahead {
    case Self.agenda: try enter(meeting)
    case Self.papers:
      try perform([.sharePapers], on: &meeting.record, by: cast.coordinator(of: area))
    case 0:
      meetings[area] = nil
      try hold(meeting)
    default: return
    }
  }

  private func arrange(in area: String, at day: Int) throws {
    let meeting = FictionMeeting(chance.identifier(), area, day)
    let command = PanelMeeting.Command.arrange(
      id: meeting.record.id,
      area: area,
      on: days[day],
      place: chance.one(of: FictionWords.places),
      rules.quorum
    )
    try perform([command], on: &meeting.record, by: cast.coordinator(of: area))
    meetings[area] = meeting
  }

  private func enter(_ meeting: FictionMeeting) throws {
    let cases = (waiting[meeting.area] ?? []).filter(\.state.life.isOpen)
    waiting[meeting.area] = []
    for told in cases {
      // Whoever moved meanwhile is on the agenda of where they live now.
      guard told.state.area == meeting.area else {
        waiting[told.state.area, default: []].append(told)
        continue
      }
      let entry = PanelMeeting.Command.enter(caseID: told.record.id, subject: told.referral)
      try perform([entry], on: &meeting.record, by: told.state.owner)
      try act([.putToPanel(meeting: meeting.record.id, on: days[meeting.day])], on: told)
      meeting.cases.append(told)
    }
  }

  private func hold(_ meeting: FictionMeeting) throws {
    let clerk = cast.coordinator(of: meeting.area)
    let cases = meeting.cases.filter { $0.state.life.isOpen && $0.state.area == meeting.area }
    if cases.isEmpty || chance.happens(4) {
      try perform([.cancel(reason: "The heating of the town hall failed.")], on: &meeting.record, by: clerk)
      for told in meeting.cases where told.state.life.isOpen {
        waiting[told.state.area, default: []].append(told)
      }
      return
    }
    for told in meeting.cases where !cases.contains(where: { $0 === told }) {
      let reason = "Closed or moved before the day."
      try perform([.strike(caseID: told.record.id, reason: reason)], on: &meeting.record, by: clerk)
      if told.state.life.isOpen { waiting[told.state.area, default: []].append(told) }
    }
    let present = attendees()
    let seats = panels[meeting.area]?.seats(in: meeting.area) ?? []
    guard try perform([.recordAttendance(present, seats)], on: &meeting.record, by: clerk) else { return }
    for told in cases { try discuss(told, in: meeting, present, clerk) }
    try perform([.end], on: &meeting.record, by: clerk)
    plan(.agreeMinutes(meeting), in: chance.from(1...3))
  }

  private func attendees() -> [PanelMeeting.Attendee] {
    let chair = PanelMeeting.Attendee(account: cast.chair, agency: listed("local-authority"), isChair: true)
    let others = cast.members.enumerated().filter { $0.offset < 2 || chance.happens(70) }.map { _, member in
      PanelMeeting.Attendee(account: member.account, agency: listed(member.agency))
    }
    return [chair] + others
  }

  private func discuss(
    _ told: FictionCase,
    in meeting: FictionMeeting,
    _ present: [PanelMeeting.Attendee],
    _ clerk: String
  ) throws {
    told.isWaiting = false
    let isSplit = chance.happens(8) && present.count > 3
    let accounts = present.map(\.account)
    let discussion = PanelMeeting.Discussion(
      caseID: told.record.id,
      views: present.prefix(3).map { .init(agency: $0.agency, words: chance.one(of: FictionWords.views)) },
      resolution: listed(resolution(on: told)),
      rule: listed(isSplit ? "majority" : "unanimous"),
      inFavour: isSplit ? Array(accounts.dropLast()) : accounts,
      against: isSplit ? Array(accounts.suffix(1)) : [],
      reasons: chance.one(of: FictionWords.reasons),
      dissent: isSplit ? "Would rather have waited a month." : ""
    )
    guard try perform([.decide(discussion)], on: &meeting.record, by: clerk),
      let resolved = meeting.record.state.resolution(on: told.record.id)
    else { return }
    if chance.happens(50) { try agree(told, in: meeting, clerk) }
    let contact = today.adding(days: chance.from(12...26))
    try act([.takeResolution(resolved, nextContact: contact, rules)], on: told, by: clerk)
    try after(resolved.code.code, told, clerk)
  }

  private func resolution(on told: FictionCase) -> String {
    if told.state.isAdopted {
      let isOver = now - told.adoptedOn >= told.length && told.ending.isPanels
      return isOver ? PanelMeeting.close : told.chance.one(of: ["continue": 80, "revise": 20])
    }
    if told.chance.happens(12) { return PanelMeeting.moreInformation }
    return told.ending.isOffered ? PanelMeeting.offer : PanelMeeting.noSupport
  }

  private func after(_ resolution: String, _ told: FictionCase, _ clerk: String) throws {
    switch resolution {
    case PanelMeeting.offer: plan(.seek(told), in: told.chance.from(1...4))
    case PanelMeeting.moreInformation:
      try ask(told)
      plan(.wait(told), in: 6)
    case PanelMeeting.noSupport, PanelMeeting.close:
      // Of the last some are not closed yet, though nothing more is to be done.
      if !isLeft(35, of: 30) { plan(.close(told), in: told.chance.from(1...3)) }
    default: try review(told, clerk)
    }
  }

  private func agree(_ told: FictionCase, in meeting: FictionMeeting, _ clerk: String) throws {
    let id = chance.identifier()
    let action = PanelMeeting.Action(
      caseID: told.record.id,
      owner: chance.happens(60) ? told.state.owner : chance.one(of: cast.members).account,
      due: today.adding(days: 14),
      what: chance.one(of: FictionWords.actions)
    )
    try perform([.agreeAction(id: id, action)], on: &meeting.record, by: clerk)
    if !isLeft(60, of: 40) { plan(.finish(meeting, action: id), in: chance.from(3...12)) }
  }

  func agreeMinutes(_ meeting: FictionMeeting) throws {
    let clerk = cast.coordinator(of: meeting.area)
    if meeting.record.state.minutes == nil {
      try perform([.proposeMinutes(remarks: [:])], on: &meeting.record, by: clerk)
    } else if chance.happens(8) {
      try perform(
        [.returnMinutes(reason: "Say who was asked to write.")],
        on: &meeting.record,
        by: cast.chair
      )
    } else {
      try perform([.approveMinutes], on: &meeting.record, by: cast.chair)
      return
    }
    if !isLeft(15, of: 30) { plan(.agreeMinutes(meeting), in: chance.from(2...8)) }
  }
}
