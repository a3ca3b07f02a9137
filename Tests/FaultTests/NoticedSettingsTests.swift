import Assembly
import Domain
import Foundation
import Kernel
import Platform
import Testing
import Views

/// What the operator started the program with is recorded where it changed, and no secret with it.
struct NoticedSettingsTests {
  @Test func `a start with other settings leaves a record, and one with the same leaves none`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "noticed-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = DataFolder(folder)
    func start(_ settings: Settings) async throws -> (entries: Int, noticed: [SettingList.Noticed]) {
      let installation = try await Installation(data, settings, for: .serving)
      let log = try installation.site.service(.directory).dispatcher.log
      let entries = try await log.entries(
        of: StreamName(ConfigurationRecord.category, ConfigurationRecord.id)
      )
      let noticed = try await installation.site.read(.directory) { try SettingList.noticed(limit: 9, in: $0) }
      try await installation.close()
      return (entries.count, noticed)
    }
    #expect(try await start(Settings()) == (1, []))
    #expect(try await start(Settings()) == (1, []))
    var other = Settings()
    other[Settings.idleMinutes] = 30
    let changed = try await start(other)
    #expect(changed.entries == 2 && changed.noticed.map(\.key) == ["session.idle-minutes"])
    #expect(changed.noticed.first?.old == "60" && changed.noticed.first?.value == "30")
    // The same key, given in another way: what is hidden is compared, and not shown.
    let master = try Data(contentsOf: folder.appending(path: "keys/master.key"))
    other[Settings.masterKey] = String(decoding: master, as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines
    )
    let given = try await start(other)
    #expect(
      given.entries == 3 && given.noticed.first?.key == "keys.master" && given.noticed.first?.value == nil
    )
    let log = try Data(contentsOf: data.journal(.directory))
    #expect(log.range(of: Data(other[Settings.masterKey].utf8)) == nil)
  }
}
