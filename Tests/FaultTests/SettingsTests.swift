import Assembly
import Foundation
import Kernel
import Testing

/// What an operator sets, and what is said of a slip of the pen.
struct SettingsTests {
  private func settings(_ json: String?, _ environment: [String: String] = [:]) async throws -> Settings {
    let file = FileManager.default.temporaryDirectory.appending(path: "settings-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    if let json { try Data(json.utf8).write(to: file) }
    return try await Settings(file: json == nil ? nil : file, environment: environment)
  }

  private func reason(_ json: String, _ environment: [String: String] = [:]) async throws -> String? {
    do {
      _ = try await settings(json, environment)
      return nil
    } catch let fault as Fault {
      #expect(fault.code == .configuration)
      return fault.detail
    }
  }

  @Test func `what nobody sets has a fallback`() async throws {
    let settings = try await settings(nil)
    #expect(settings[Settings.port] == 8080 && settings[Settings.host] == "127.0.0.1")
    #expect(settings.lines.allSatisfy { !$0.isGiven && !$0.meaning.isEmpty })
  }

  @Test func `the environment goes before the file`() async throws {
    let file = #"{"http": {"port": 81, "host": "0.0.0.0"}, "session": {"hours": 2}}"#
    let settings = try await settings(file, ["TOUCHSTONE_HTTP_PORT": "82"])
    #expect(settings[Settings.port] == 82 && settings[Settings.host] == "0.0.0.0")
    #expect(settings[Settings.sessionHours] == 2)
  }

  @Test func `what is decided on a page is refused at the start, and where it is decided is said`()
    async throws
  {
    let said = try await reason(#"{"purpose": {"minutes": 20}}"#)
    #expect(said?.contains("purpose.minutes") == true && said?.contains("the page Settings") == true)
    let other = try await reason("{}", ["TOUCHSTONE_LOOKING_FROM_HOUR": "6"])
    #expect(other?.contains("the environment sets looking.from-hour") == true)
  }

  @Test func `a setting that nobody knows is named`() async throws {
    #expect(try await reason(#"{"http": {"prot": 81}}"#)?.contains("http.prot") == true)
  }

  @Test(arguments: [
    (#"{"http": {"port": 70000}}"#, "http.port"), (#"{"http": {"port": "many"}}"#, "http.port"),
    (#"{"log": {"level": "loud"}}"#, "log.level"), (#"{"session": {"hours": 0}}"#, "session.hours"),
    (#"{"http": {"behind-tls": "perhaps"}}"#, "behind-tls"),
  ])
  func `a value that cannot be is named`(_ json: String, _ name: String) async throws {
    #expect(try await reason(json)?.contains(name) == true, "\(json)")
  }

  @Test(arguments: ["", "[]", "{"]) func `a file that is no object is refused in words`(
    _ json: String
  )
    async throws
  {
    #expect(try await reason(json)?.contains("settings-") == true)
  }

  @Test func `a secret's value is never listed`() async throws {
    let settings = try await settings(nil, ["TOUCHSTONE_KEYS_MASTER": "c2VjcmV0"])
    #expect(settings[Settings.masterKey] == "c2VjcmV0")
    #expect(!settings.lines.contains { $0.value.contains("c2VjcmV0") })
  }
}
