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
