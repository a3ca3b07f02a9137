import Assembly
import Domain
import Foundation
import JournalSQLite
import Kernel
import Platform
import Synchronization
import Testing
import Views

/// Made-up cases: what nobody did, by the rules of what anybody does.
struct FictionTests {
  private func withDemonstration(
    _ count: Int,
    on day: String,
    _ body: (Installation, DataFolder) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fiction-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let now = try #require(PartialDate(day)).moment.addingTimeInterval(10 * 3600)
    let data = DataFolder(folder)
    let made = Mutex(0)
    let newID = { @Sendable in
      let number = made.withLock { made in
        made += 1
        return String(made)
      }
      return String(repeating: "0", count: 32 - number.count) + number
    }
    let installation = try await Installation(
      data,
      Settings(),
      for: .serving,
      now: { now },
      newID: newID
    )
    try await installation.makeDemonstrationAccounts()
    try await installation.makeDemonstrationCases(count)
    try await body(installation, data)
  }

  /// No working day and the days after it, the end of a leap year's February, and a day with a holiday before it.
  @Test(arguments: ["2026-11-26", "2026-11-29", "2027-01-01", "2028-02-29", "2026-04-07"])
  func `no rule declines what is told, whatever the day`(_ day: String) async throws {
    try await withDemonstration(120, on: day) { installation, data in
      let rows = try await installation.site.read(.safeguarding) { db in
        try ReferralList.count(areas: nil, in: db)
      }
      #expect(rows == 120)
      try await installation.close()
      let report = try await Upkeep.verify(data, Settings())
      #expect(report.isWhole)
    }
  }

  @Test func `every life of a case occurs, and nothing happens after today`() async throws {
    try await withDemonstration(800, on: "2026-11-26") { installation, data in
      try await installation.close()
      let journal = try SQLiteJournal(file: data.journal(.safeguarding), readOnly: true)
      let entries = try await journal.record.entries(after: 0, limit: .max)
      try journal.close()
      let names = Set(entries.map(\.name))
      let missing =
        (Case.Event.kinds.map(\.name) + PanelMeeting.Event.kinds.map(\.name)
        + InformationRequest.Event.kinds.map(\.name) + Referral.Event.kinds.map(\.name)
        + Signpost.Event.kinds.map(\.name)).filter { !names.contains($0) }
      #expect(missing.filter { !Self.untold.contains($0) } == [])
      let moments = entries.map(\.occasion.at)
      #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(try #require(moments.last) < #require(PartialDate("2026-11-26")).moment)
    }
  }

  /// What happens in no story: acts that undo or refuse another.
  private static let untold: Set = [
    "case.contact-moved", "case.transfer-revoked", "case.assigned", "case.sharing-ended",
    "case.access-refused", "case.remarked",
    "case.retention-changed", "panel-meeting.conflict-declared", "panel-meeting.struck",
  ]

  /// What the decider would be asked about, and what the list says that somebody owes, are folded by different code.
  @Test func `what a list says is due is what the case itself knows`() async throws {
    try await withDemonstration(500, on: "2026-11-26") { installation, _ in
      let site = installation.site
      var query = CaseList.Query(account: "", areas: nil, today: site.today)
      query.isOpen = false
      let asked = query
      let rows = try await site.read(.safeguarding) { try CaseList.slice(asked, limit: 5000, in: $0) }
      #expect(rows.count > 400)
      var kinds: Set<CaseList.Due.What> = []
      for row in rows {
        let state = try await site.load(Case.self, row.id).state
        let listed = try await site.read(.safeguarding) { try CaseList.dues(of: row.id, in: $0) }
        let known = Self.dues(of: state)
        let compared = Set(listed.filter { Self.compared.contains($0.what) }.map(Self.words))
        #expect(compared == known, "\(row.reference)")
        kinds.formUnion(listed.map(\.what))
      }
      #expect(kinds.isSuperset(of: [.session, .contact, .closing, .panelDue, .alarm, .laterReview]))
      try await installation.close()
    }
  }

  private static let compared: Set<CaseList.Due.What> = [
    .screening, .decision, .panelDue, .closing, .contact, .session, .review, .letter, .laterReview, .transfer,
    .alarm,
  ]

  private static func words(_ due: CaseList.Due) -> String {
    // Until an alarm goes to the supervisors it is of somebody.
    switch due.what {
    case .alarm: "alarm \(due.item) \(due.who == nil ? "escalated" : "waits")"
    case .transfer: "transfer \(due.day.iso)"
    case .laterReview: "later-review \(due.day.iso)"
    default: "\(due.what.rawValue) \(due.item) \(due.day.iso)"
    }
  }

  private static func dues(of state: Case.State) -> Set<String> {
    var dues: [String?] = state.sessionsDue.map { "session \($0.key) \($0.value.iso)" }
    func owe(_ what: CaseList.Due.What, _ day: PartialDate?, when isSo: Bool) {
      dues.append(isSo ? day.map { "\(what.rawValue)  \($0.iso)" } : nil)
    }
    owe(.screening, state.opened?.screeningDue, when: state.life.isOpen && state.screened == nil)
    owe(.decision, state.opened?.decisionDue, when: state.life.isOpen && state.decided == nil)
    owe(.panelDue, state.panelDue, when: state.life.isOpen)
    owe(.closing, state.closingDue, when: state.life.isOpen)
    owe(.contact, state.nextContact, when: state.isCarried)
    owe(.review, state.nextReview, when: state.isCarried)
    owe(.letter, state.closed?.letterDue, when: state.isLetterDue)
    dues += state.laterReviews.map { "later-review \($0.iso)" }
    dues.append(state.transfer?.body.due.map { "transfer \($0.iso)" })
    dues += state.alarms.map { "alarm \($0.key) \($0.value.isEscalated ? "escalated" : "waits")" }
    return Set(dues.compactMap(\.self))
  }

  @Test func `the same day has the same story`() async throws {
    func story() async throws -> [String] {
      var told: [String] = []
      try await withDemonstration(80, on: "2026-11-26") { installation, data in
        try await installation.close()
        let journal = try SQLiteJournal(file: data.journal(.safeguarding), readOnly: true)
        told = try await journal.record.entries(after: 0, limit: .max).map {
          "\($0.stream) \($0.streamVersion) \($0.name) \($0.occasion.by) \($0.occasion.at.milliseconds)"
        }
        try journal.close()
      }
      return told
    }
    let first = try await story()
    #expect(first.count > 1000)
    #expect(try await story() == first)
  }

  @Test func `where there are cases, none are made up`() async throws {
    try await withDemonstration(30, on: "2026-11-26") { installation, _ in
      try await installation.makeDemonstrationCases(30)
      let count = try await installation.site.read(.safeguarding) {
        try ReferralList.count(areas: nil, in: $0)
      }
      #expect(count == 30)
      try await installation.close()
    }
  }
}
