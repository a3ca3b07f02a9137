package import Foundation
import JournalSQLite
package import Kernel

/// Who was erased, where and when: kept apart from the backups, and obeyed whenever one is restored.
///
/// It is read out of the logs, which hold every erasure; copies of it outlive the logs.
package struct ErasureRegister: Codable, Equatable, Sendable {
  package struct Erasure: Codable, Hashable, Sendable {
    package let subject: String
    package let vault: Vault
    package let at: Date

    /// Cut to the second, which is what a file of them holds.
    package init(_ subject: String, in vault: Vault, at: Date) {
      self.subject = subject
      self.vault = vault
      self.at = Date(timeIntervalSince1970: at.timeIntervalSince1970.rounded(.down))
    }
  }

  private static let currentFormat = 1
  private var format = currentFormat
  /// The earliest first; each subject once in each vault.
  package private(set) var erasures: [Erasure] = []

  package init(_ erasures: [Erasure] = []) {
    let first = Dictionary(grouping: erasures) { "\($0.vault.rawValue) \($0.subject)" }
      .compactMapValues { same in same.min { $0.at < $1.at } }
    self.erasures = first.values.sorted {
      ($0.at, $0.vault.rawValue, $0.subject) < ($1.at, $1.vault.rawValue, $1.subject)
    }
  }

  package static func + (left: Self, right: Self) -> Self { Self(left.erasures + right.erasures) }

  /// Reads what the logs of a data directory say, beside a running server too.
  package init(of folder: DataFolder) async throws {
    var found: [Erasure] = []
    for vault in Vault.allCases {
      let journal = try SQLiteJournal(file: folder.journal(vault), readOnly: true)
      found += try await Self.erasures(in: journal.record, vault)
      try journal.close()
    }
    self.init(found)
  }

  static func erasures(in log: SQLiteLog, _ vault: Vault) async throws -> [Erasure] {
    var found: [Erasure] = []
    for subject in try await log.streams(of: Subject.category) {
      let entries = try await log.entries(of: StreamName(Subject.category, subject))
      guard let first = entries.first else { continue }
      found.append(Erasure(subject, in: vault, at: first.occasion.at))
    }
    return found
  }

  /// - Throws: `Fault(.damagedBackup)` where the file is no such register, `Fault(.newerFormat)`,
  ///   `Fault(.storage)` where it cannot be read.
  package init(file: URL) throws {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: file)
    } catch {
      throw Fault(.storage, "the register \(file.path) cannot be read: \(error.localizedDescription)")
    }
    try self.init(bytes, of: file.path)
  }

  init(_ bytes: Data, of name: String) throws {
    do {
      let coder = JSONDecoder()
      coder.dateDecodingStrategy = .iso8601
      self = try coder.decode(Self.self, from: bytes)
    } catch {
      throw Fault(.damagedBackup, "\(name) is no register of erasures, or is cut off")
    }
    guard format <= Self.currentFormat else {
      throw Fault(.newerFormat, "\(name) is a register of format \(format): use a newer program")
    }
  }

  package var bytes: Data {
    get throws {
      let coder = JSONEncoder()
      coder.dateEncodingStrategy = .iso8601
      coder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return try coder.encode(self) + Data("\n".utf8)
    }
  }

  /// Writes it over an older copy, whole or not at all; what only the copy holds stays.
  package func add(to file: URL) throws {
    let isThere = FileManager.default.fileExists(atPath: file.path)
    try (isThere ? self + Self(file: file) : self).write(to: file)
  }

  func write(to file: URL) throws {
    do {
      try bytes.write(to: file, options: .atomic)
    } catch {
      throw Fault(.storage, "the register \(file.path) cannot be written: \(error.localizedDescription)")
    }
  }
}

extension Upkeep {
  /// Reads every erasure of a data directory out of its logs.
  package static func erasures(_ folder: DataFolder) async throws -> ErasureRegister {
    try folder.check()
    return try await ErasureRegister(of: folder)
  }
}

extension ErasureRegister {
  /// Adds what was erased in open vaults to the register that the settings name; whatever stands in it stays.
  static func keepUp(_ vaults: [Vault: OpenVault], _ settings: Settings) async throws {
    guard !settings[Settings.erasuresFile].isEmpty else { return }
    var register = ErasureRegister()
    for (vault, open) in vaults {
      register = try await register + ErasureRegister(erasures(in: open.journal.record, vault))
    }
    try register.add(to: URL(filePath: settings[Settings.erasuresFile]))
  }
}
