import Configuration
package import Foundation
import Kernel
import Logging
import SystemPackage

/// What an operator can set, from a file and the environment; `touchstone settings` lists it.
package struct Settings: Sendable {
  package static let host = Setting("http.host", "127.0.0.1", "The address to listen on")
  package static let port = Setting("http.port", 8080, 0...65535, "The port to listen on; 0 takes a free one")
  package static let publicAddress = Setting(
    "http.public-address",
    "",
    "The address that people type, such as https://touchstone.example; empty is the one listened on"
  )
  package static let behindTLS = Setting(
    "http.behind-tls",
    false,
    "Whether a proxy in front speaks HTTPS; adds Strict-Transport-Security"
  )
  package static let metricsPort = Setting(
    "metrics.port",
    0,
    0...65535,
    "The loopback port of /health, /ready and /metrics; 0 takes a free one"
  )
  package static let assets = Setting("assets", "./assets", "The folder with the stylesheet and script")
  package static let logLevel = Setting(
    "log.level",
    "info",
    of: Logger.Level.allCases.map(\.rawValue),
    "How much is logged: trace, debug, info, notice, warning, error or critical"
  )
  package static let stopSeconds = Setting(
    "http.stop-seconds",
    20,
    1...600,
    "How long requests under way may take when the program is stopped"
  )
  package static let connections = Setting(
    "http.connections",
    2000,
    1...100_000,
    "How many connections are served at once; more wait until one is closed"
  )
  package static let connectionIdleSeconds = Setting(
    "http.idle-seconds",
    60,
    1...3600,
    "A connection that sends no whole request for this long is closed"
  )
  package static let requestSeconds = Setting(
    "http.request-seconds",
    300,
    1...3600,
    "A request that takes longer to arrive is not waited for"
  )
  package static let answerSeconds = Setting(
    "http.answer-seconds",
    3600,
    1...86400,
    "An answer that takes longer to make and to be taken is given up"
  )
  package static let idleMinutes = Setting(
    "session.idle-minutes",
    60,
    1...1440,
    "A session unused for this long ends"
  )
  package static let sessionHours = Setting("session.hours", 12, 1...168, "No session lasts longer")
  package static let lockoutAttempts = Setting(
    "sign-in.attempts",
    8,
    3...100,
    "Failed sign-ins that lock a name for a while"
  )
  package static let lockoutMinutes = Setting(
    "sign-in.lockout-minutes",
    15,
    1...1440,
    "How long it is locked"
  )
  package static let proofMinutes = Setting(
    "sign-in.proof-minutes",
    10,
    1...720,
    "For how long somebody who gave their password may export, erase and change roles without giving it again"
  )
  package static let secondFactor = Setting(
    "sign-in.second-factor",
    "sealed",
    of: ["sealed", "everything"],
    "What a password alone does not open: sealed vaults, or everything"
  )
  package static let linkHours = Setting("link.hours", 72, 1...720, "How long a one-time link can be used")
  package static let reviewMonths = Setting(
    "roles.review-months",
    12,
    1...24,
    "How often every role is reviewed"
  )
  package static let reviewGraceDays = Setting(
    "roles.review-grace-days",
    30,
    0...90,
    "How long a review may be overdue before the role is no longer held"
  )
  package static let uploadMegabytes = Setting("upload.megabytes", 10, 1...100, "The largest file taken")
  package static let checkpointMinutes = Setting(
    "checkpoint.minutes",
    10,
    1...1440,
    "How often a checkpoint of each log is signed, where it grew"
  )
  package static let masterKey = Setting(
    "keys.master",
    "",
    "The master key, 32 bytes in base64; empty reads the file below",
    isSecret: true
  )
  package static let masterKeyFile = Setting(
    "keys.master-file",
    "",
    "The file that holds the master key; empty is keys/master.key in the data directory"
  )
  package static let signingKeyFile = Setting(
    "keys.signing-file",
    "",
    "The file that holds the key that signs checkpoints; empty is keys/signing.key in the data directory"
  )
  package static let logName = Setting(
    "log.name",
    "touchstone.example/log",
    "The name under which checkpoints are signed; the vault and the log are added to it"
  )

  package static let witnessKeys = Setting(
    "witness.keys",
    "",
    "The keys of the witnesses whose cosignatures are taken and offered, with spaces between them"
  )
  package static let notice = Setting("site.notice", "", "Said at the top of every page; empty says nothing")

  static let all: [any AnySetting] =
    [
      host, port, publicAddress, behindTLS, metricsPort, assets, logLevel, stopSeconds, connections,
      connectionIdleSeconds, requestSeconds, answerSeconds, idleMinutes, sessionHours, lockoutAttempts,
      lockoutMinutes, proofMinutes, secondFactor, linkHours, reviewMonths, reviewGraceDays, uploadMegabytes,
      checkpointMinutes, masterKey, masterKeyFile,
      signingKeyFile, logName, witnessKeys, notice, backupRecipients, backupKeysRecipients, erasuresFile,
      bankHolidays,
    ] + ofProvider

  private(set) var given: [String: any SettingValue] = [:]

  /// Every setting at its fallback.
  package init() {}

  /// Reads the file, where there is one, and the environment.
  ///
  /// - Throws: `Fault(.configuration)` naming the setting that cannot be read or is not known.
  package init(file: URL?, environment: [String: String]) async throws {
    var providers: [any ConfigProvider] = [
      EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "touchstone")
    ]
    if let file {
      providers.append(try await Self.provider(file))
    }
    let reader = ConfigReader(providers: providers)
    let decided = Registry.settings.map(\.key)
    try Self.refuseDecided(
      decided.filter { environment[Self.environmentName($0)] != nil },
      in: "the environment"
    )
    for setting in Self.all {
      given[setting.key] = try await setting.given(in: reader)
    }
  }

  package subscript<Value>(_ setting: Setting<Value>) -> Value {
    get { given[setting.key] as? Value ?? setting.fallback }
    set { given[setting.key] = newValue }
  }

  /// One line of `touchstone settings`: a secret's value is never in it.
  package struct Line: Codable, Equatable, Sendable {
    package let key: String
    package let environment: String
    package let value: String
    package let isGiven: Bool
    package let isSecret: Bool
    package let meaning: String
  }

  /// What was given for a secret; nil where nothing was, and for what is no secret.
  func secret(_ key: String) -> String? {
    Self.all.contains { $0.key == key && $0.isSecret } ? given[key]?.description : nil
  }

  package var lines: [Line] {
    Self.all.map { setting in
      let value = given[setting.key]
      let shown = setting.isSecret && value != nil ? "(hidden)" : value?.description ?? setting.fallbackText
      return Line(
        key: setting.key,
        environment: Self.environmentName(setting.key),
        value: shown,
        isGiven: value != nil,
        isSecret: setting.isSecret,
        meaning: setting.meaning
      )
    }
  }

  static func environmentName(_ key: String) -> String {
    "TOUCHSTONE_" + String(key.map { $0 == "." || $0 == "-" ? "_" : $0 }).uppercased()
  }

  private static func provider(_ file: URL) async throws -> FileProvider<JSONSnapshot> {
    do {
      try refuseUnknown(in: Data(contentsOf: file), file)
      return try await FileProvider<JSONSnapshot>(filePath: FilePath(file.path))
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(
        .configuration,
        "the settings file \(file.path) cannot be read: \(error.localizedDescription)"
      )
    }
  }

  /// A key nobody declared is a slip of the pen, and silence would hide it.
  private static func refuseUnknown(in data: Data, _ file: URL) throws {
    guard let tree = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw Fault(.configuration, "the settings file \(file.path) must hold one JSON object")
    }
    let known = Set(all.map(\.key))
    let unknown = leaves(of: tree, under: "").filter { !known.contains($0) }.sorted()
    try refuseDecided(unknown, in: file.path)
    guard unknown.isEmpty else {
      throw Fault(
        .configuration,
        "the settings file \(file.path) has unknown settings: \(unknown.joined(separator: ", "))"
      )
    }
  }

  private static func leaves(of tree: [String: Any], under prefix: String) -> [String] {
    tree.flatMap { key, value in
      (value as? [String: Any]).map { leaves(of: $0, under: "\(prefix)\(key).") } ?? ["\(prefix)\(key)"]
    }
  }
}
