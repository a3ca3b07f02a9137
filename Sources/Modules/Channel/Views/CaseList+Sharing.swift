import Domain
import GRDB
import Kernel
import Projection

/// Who is near to a case, and which area carries it.
extension CaseRow {
  func fold(sharing event: Case.Event) throws {
    switch event {
    case .transferOffered(let body):
      try ask(body, "offered")
    case .transferRequested(let body):
      try ask(body, "requested")
    case .transferAccepted(let body):
      try endTransfer()
      try run("INSERT OR REPLACE INTO case_list_former VALUES (?, ?, ?)", [id, body.from, day.iso])
      try set(["area": body.to])
      try own(body.owner)
    case .transferDeclined, .transferRevoked: try endTransfer()
    case .assigned(let body): try own(body.owner)
    case .shared(let body):
      try place(body.account, as: body.role.code, until: body.until)
    case .sharingEnded(let body): try leave(body.account)
    case .keptOut(let body):
      try place(body.account, as: CaseList.keptOut, until: nil)
      if let cover = body.cover { try place(cover, as: "cover", until: nil) }
    case .accessAsked:
      let asker = entry.occasion.by
      try run(
        "INSERT OR IGNORE INTO case_list_near VALUES (?, ?, ?, NULL)",
        [id, asker, CaseList.asks]
      )
      try owe(.access, by: day, item: asker)
    case .accessRefused(let body):
      try settle(.access, item: body.account)
      try run(
        "DELETE FROM case_list_near WHERE case_id = ? AND account = ? AND role = ?",
        [id, body.account, CaseList.asks]
      )
    default: return
    }
  }

  private func ask(_ body: Case.TransferOpened, _ how: String) throws {
    try owe(.transfer, by: body.due ?? day, item: how, who: body.to, isAlarmed: body.due == nil)
  }

  private func endTransfer() throws {
    try settle(.transfer)
    try answer(about: "transfer-unanswered")
  }

  /// What is to be done goes with the case to whoever carries it from now on, alarms that wait for them, too.
  private func own(_ account: String) throws {
    try set(["owner": account])
    try run(
      """
      UPDATE case_list_due SET owner = ?1, who = CASE WHEN what = 'alarm' AND who IS NOT NULL THEN ?1 ELSE who END
      WHERE case_id = ?2
      """,
      [account, id]
    )
  }

  private func place(_ account: String, as role: String, until: PartialDate?) throws {
    try settle(.access, item: account)
    try run("INSERT OR REPLACE INTO case_list_near VALUES (?, ?, ?, ?)", [id, account, role, until?.iso])
  }

  private func leave(_ account: String) throws {
    try run("DELETE FROM case_list_near WHERE case_id = ? AND account = ?", [id, account])
  }
}
