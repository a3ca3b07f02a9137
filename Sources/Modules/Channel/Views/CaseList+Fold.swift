import Domain
import GRDB
import Kernel
import Projection

/// How each event changes what a list shows.
extension CaseRow {
  func fold(screening event: Case.Event) throws {
    switch event {
    case .opened(let body): try open(body)
    case .screened: try settle(.screening)
    case .rejectionProposed: try owe(.signature, by: day)
    case .rejectionReturned: try settle(.signature)
    case .decided(let body):
      try settle(.signature, .decision)
      if body.isReasonable { try enter(.informationGathering) } else { try set(["is_rejected": true]) }
      if let day = body.panelDue { try owe(.panelDue, by: day) }
    case .letterSent(let body):
      guard body.kind.code == "mistaken" else { return }
      try settle(.letter)
      try answer(about: "letter-unsent")
    case .putToPanel(let body):
      if try life() == .informationGathering { try enter(.panel) }
      // The day that was said last counts.
      try settle(.panel)
      try owe(.panel, by: body.on, item: body.meeting)
    case .panelDecided(let body): try take(body)
    default: return
    }
  }

  private func open(_ body: Case.Opened) throws {
    let opening = body.opening
    try run(
      """
      INSERT INTO case_list VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, NULL, 0, NULL, NULL, NULL, NULL, ?, '')
      """,
      [
        id, Case.reference(of: id), opening.referral, opening.area, opening.owner,
        Case.Life.screening.rawValue, day.iso, opening.received.iso, day.iso, opening.follows, CaseList.never,
      ]
    )
    // Not when the closed case names the one that follows: until then that one is not there.
    if let closed = opening.follows {
      try run("UPDATE case_list SET followed_by = ? WHERE id = ?", [id, closed])
    }
    try stage(.screening)
    try owe(.screening, by: body.screeningDue)
    try owe(.decision, by: body.decisionDue)
  }

  private func take(_ body: Case.PanelDecided) throws {
    try settle(.panel, .panelDue, .closing)
    try answer(about: "panel-late")
    try answer(about: "closing-late")
    if let day = body.closingDue { try owe(.closing, by: day) }
    if let day = body.panelDue { try owe(.panelDue, by: day) }
    if let day = body.nextContact { try owe(.contact, by: day) }
    switch body.resolution.code.code {
    case PanelMeeting.offer: try enter(.consentPending)
    case PanelMeeting.noSupport:
      try settle(.contact)
      try enter(.panel)
    case PanelMeeting.moreInformation:
      try settle(.contact)
      try enter(.informationGathering)
    default: return
    }
  }

  func fold(support event: Case.Event) throws {
    switch event {
    case .consentAnswered(let body):
      guard body.isGiven else { return }
      try settle(.override)
      if try isAdopted() { try enter(.support) }
      try expectSessions(body.sessionsDue)
    case .consentWithdrawn:
      try enter(.consentPending)
      try expectSessions([])
    case .overrideGranted(let body): try owe(.override, by: body.reviewDue)
    case .overrideReviewed: try settle(.override)
    case .adopted(let body):
      try set(["is_adopted": true])
      try enter(.support)
      try owe(.contact, by: body.nextContact)
      try owe(.review, by: body.reviewDue)
      try expectSessions(body.sessionsDue)
    case .planned(let body): try expectSessions(body.sessionsDue)
    case .sessionRecorded(let body):
      if Case.heldCodes.contains(body.attendance.code) {
        try hear(until: body.nextContact)
      } else {
        try bringContactForward(to: body.nextContact)
      }
      guard let next = body.nextSession, try sessions()[body.support] != next.iso else { return }
      try owe(.session, by: next, item: body.support)
      try answer(about: "support-gap-\(body.support)")
    case .contactMade(let body):
      if body.with.code != Case.notReached { try hear(until: body.nextContact) }
    case .contactMoved(let body): try owe(.contact, by: body.to)
    case .reviewed(let body):
      try owe(.review, by: body.next)
      try answer(about: "review-late")
    default: return
    }
  }

  private func isAdopted() throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT is_adopted FROM case_list WHERE id = ?"),
      arguments: [id]
    ) ?? false
  }

  /// From now on sessions are due of these supports and no others; nil where nothing changes.
  private func expectSessions(_ dues: [Case.SessionDue]?) throws {
    guard let dues else { return }
    let known = try sessions()
    for support in known.keys where !dues.contains(where: { $0.support == support }) {
      try settle(.session, item: support)
      try answer(about: "support-gap-\(support)")
    }
    // Of one whose day stays it stays, too, whether that has become an alarm.
    for due in dues where known[due.support] != due.by.iso {
      try owe(.session, by: due.by, item: due.support)
    }
  }

  /// By when a session of each support is due.
  private func sessions() throws -> [String: String] {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT item, day FROM case_list_due WHERE case_id = ? AND what = ?"),
      arguments: [id, CaseList.Due.What.session.rawValue]
    )
    return Dictionary(rows.map { ($0["item"], $0["day"]) }) { first, _ in first }
  }

  /// Nobody was spoken to: what is due comes forward, and never moves away.
  private func bringContactForward(to day: PartialDate) throws {
    let what = CaseList.Due.What.contact
    let due = try String.fetchOne(
      db.cachedStatement(sql: "SELECT day FROM case_list_due WHERE case_id = ? AND what = ?"),
      arguments: [id, what.rawValue]
    )
    if let due, day.iso < due { try owe(what, by: day) }
  }

  private func hear(until day: PartialDate) throws {
    try owe(.contact, by: day)
    try answer(about: "silent")
  }

  /// What ended by itself is to be answered no longer.
  func answer(about: String) throws {
    try run(
      "DELETE FROM case_list_due WHERE case_id = ? AND what = ? AND substr(item, 1, ?) = ?",
      [id, CaseList.Due.What.alarm.rawValue, about.count + 1, "\(about)-"]
    )
  }

  func fold(alarm event: Case.Event) throws {
    switch event {
    case .alarmRaised(let body):
      try owe(.alarm, by: body.due, item: body.id, who: body.to)
      try mark(body.id, isAlarmed: true)
    case .alarmEscalated(let body):
      // Without a name it belongs to all who supervise.
      try run(
        "UPDATE case_list_due SET who = NULL WHERE case_id = ? AND what = ? AND item = ?",
        [id, CaseList.Due.What.alarm.rawValue, body.id]
      )
    case .alarmAnswered(let body):
      try settle(.alarm, item: body.id)
      try mark(body.id, isAlarmed: false)
    default: return
    }
  }

  /// What is late has become an alarm, or somebody answered it: then it is looked at again.
  private func mark(_ alarm: String, isAlarmed: Bool) throws {
    let what = CaseList.Due.What.alarming.first { alarm.hasPrefix("\($0.alarm ?? "")-") }
    guard let what else { return }
    try run(
      """
      UPDATE case_list_due SET is_alarmed = ?1
      WHERE case_id = ?2 AND what = ?3 AND day = substr(?4, -10)
        AND (what <> ?5 OR instr(?4, '-' || item || '-') > 0)
      """,
      [isAlarmed, id, what.rawValue, alarm, CaseList.Due.What.session.rawValue]
    )
  }

  func fold(closing event: Case.Event) throws {
    switch event {
    case .closed(let body): try close(body)
    case .laterReviewHeld(let body):
      try settle(.laterReview, item: body.due.iso)
      try run(
        "DELETE FROM case_list_due WHERE case_id = ? AND what = ? AND item LIKE ?",
        [id, CaseList.Due.What.alarm.rawValue, "later-review-due-%\(body.due.iso)"]
      )
    case .followed: try answer(about: "review-concern")
    case .retentionChanged(let body):
      try set(["retain_until": body.until.iso])
      try owe(.retention, by: body.until)
    default: return
    }
  }

  private func close(_ body: Case.Closed) throws {
    try enter(.closed)
    try set([
      "closed_on": day.iso, "reason": body.reason.code, "reason_version": body.reason.version,
      "retain_until": body.retainUntil.iso,
    ])
    // What was late is late no longer; a session that was missed or raised a concern is still to be answered.
    try run(
      """
      DELETE FROM case_list_due WHERE case_id = ? AND NOT (what IN (?, ?) OR (what = ? AND item LIKE ?))
      """,
      [
        id, CaseList.Due.What.access.rawValue, CaseList.Due.What.transfer.rawValue,
        CaseList.Due.What.alarm.rawValue, "session-%",
      ]
    )
    for day in body.laterReviews { try owe(.laterReview, by: day, item: day.iso) }
    try owe(.retention, by: body.retainUntil)
    if body.reason.code == "mistaken", !body.isAdopted {
      try owe(.letter, by: body.letterDue ?? day, isAlarmed: body.letterDue == nil)
    }
  }
}
