import Domain
import Foundation
import JournalSQLite
import Kernel
import Platform
import Testing

@testable import Assembly

/// What modules do by themselves: each has its turn, whatever becomes of the others.
struct DailyTaskTests {
  private struct Broken: Error {}

  private func withInstallation(_ body: (Installation) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "daily-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let installation = try await Installation(DataFolder(folder), Settings(), for: .serving)
    try await body(installation)
    try await installation.close()
  }

  @Test func `one that fails keeps no other from its turn, and is told without its words`() async throws {
    try await withInstallation { installation in
      let report = try await installation.keepUp([
        DailyTask("First") { _ in throw Broken() },
        DailyTask("Second") { _ in throw Fault(.incomplete, "something is missing") },
        DailyTask("Third") { _ in .init(3, "3 were done") },
      ])
      #expect(!report.isWhole && report.tasks.map(\.isFailed) == [true, true, false])
      #expect(report.tasks[0].words.hasSuffix("Broken"))
      #expect(report.tasks[1].words.contains("something is missing"))
      #expect(report.words.hasSuffix("Third: 3 were done"))
    }
  }

  @Test func `a task performs commands as the program itself`() async throws {
    try await withInstallation { installation in
      let id = installation.site.newID()
      let task = DailyTask("Deposit") { site in
        let details = Practice.Details(title: "Evenings")
        try await site.perform(
          .deposit(details, organisation: nil),
          on: id,
          of: Practice.self,
          by: Site.itself
        )
        return .init(1, "1 was deposited")
      }
      #expect(try await installation.keepUp([task]).isWhole)
      let entries = try await installation.vault(.learning).journal.record.entries(
        of: StreamName(Practice.category, id)
      )
      #expect(entries.map(\.occasion.by) == [Occasion.system])
    }
  }

  @Test func `every task of a module has a name of its own`() {
    let names = Registry.daily.map(\.name)
    #expect(!names.isEmpty && Set(names).count == names.count)
  }
}
