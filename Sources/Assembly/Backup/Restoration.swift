import Archives
import Foundation
import JournalSQLite
import Kernel
import Keyring
import Platform
import Projection
import Search

/// One restore: from two archives to a whole directory, in the folder where it is put together.
struct Restoration {
  private let input: RestoreInput
  private let folder: DataFolder
  private let staging: DataFolder
  private var settings: Settings
  private let records: OpenArchive
  private let keys: OpenArchive?
  private let start = ContinuousClock.now

  init(_ input: RestoreInput, _ folder: DataFolder, _ settings: Settings) throws {
    self.input = input
    self.folder = folder
    staging = folder.restoring
    self.settings = settings
    guard !input.recipientKeys.isEmpty else {
      throw Fault(.wrongKey, "give the key that opens the backup with --recipient-key")
    }
    let opening = try input.recipientKeys.map {
      try RecipientKey(SecretFile.read($0, "the recipient's key"))
    }
    records = try Self.open(input.records, .records, opening)
    keys = try input.keys.map { try Self.open($0, .keys, opening) }
    guard keys == nil || !input.registers.isEmpty || input.nobodyErasedSince else {
      throw Fault(
        .incomplete,
        "give the newest register of erasures with --erasures; where nobody was erased since "
          + "\(records.manifest.made.formatted(.iso8601)), say so with --nobody-erased-since"
      )
    }
    // Checkpoints are signed under this name, whatever the settings of this machine say.
    self.settings[Settings.logName] = records.manifest.logName
  }

  private static func open(_ file: URL, _ kind: Manifest.Kind, _ keys: [RecipientKey]) throws -> OpenArchive {
    let archive = try OpenArchive(file, keys)
    guard archive.manifest.kind == kind else {
      throw Fault(
        .damagedBackup,
        "\(file.path) holds the \(archive.manifest.kind.rawValue) of a backup, and not its \(kind.rawValue)"
      )
    }
    return archive
  }

  func carryOut(_ progress: @escaping Installation.Progress) async throws -> RestoreReport {
    try bringSecrets()
    let trust = ErasureRegister.Trust(
      key: try KeyFiles(staging, settings).verifier(),
      takesUnsigned: input.takesUnsignedRegisters
    )
    let given = try input.registers.reduce(ErasureRegister()) { try $0 + ErasureRegister(file: $1, trust) }
    let carried = try RestoredFiles(records, keys, in: staging, trust)
    let logged = try await ErasureRegister(of: staging)
    let register = given + carried.register + logged
    let erasedAgain = try carried.writeKeys(obeying: register)
    let verified = try await Upkeep.verify(staging, settings, progress: progress)
    guard verified.isWhole else {
      throw Fault(.damagedBackup, "what \(input.records.path) holds does not verify:\n\(verified.words)")
    }
    let entries = try await rebuild(register, logged, progress)
    return RestoreReport(
      data: folder.root.path,
      made: records.manifest.made,
      entries: entries,
      files: records.manifest.files.count + (keys?.manifest.files.count ?? 0),
      erasedAgain: erasedAgain,
      hasKeys: keys != nil,
      checksSignatures: verified.checksSignatures,
      notes: notes(erasedAgain, verified),
      seconds: start.duration(to: .now).seconds
    )
  }

  /// Opens the directory, which folds its views, makes its search, and records erasures that its logs do not have.
  private func rebuild(
    _ register: ErasureRegister,
    _ logged: ErasureRegister,
    _ progress: @escaping Installation.Progress
  ) async throws -> Int64 {
    let installation = try await Installation(staging, settings, for: .restoring, progress: progress)
    let known = Set(logged.erasures.map { [$0.vault.rawValue, $0.subject] })
    var entries: Int64 = 0
    do {
      for erasure in register.erasures {
        if !known.contains([erasure.vault.rawValue, erasure.subject]) {
          try await installation.eraser.record(
            erasure.subject,
            "Erased before, on \(erasure.at.formatted(.iso8601)): done again as a backup was restored",
            in: erasure.vault
          )
        }
        if erasure.vault == .directory { try await installation.site.signIn.store.forget(erasure.subject) }
      }
      for open in installation.vaults.values {
        try await open.views.catchUp()
        for search in open.service.searches { try await wait(for: search) }
        entries += try await open.journal.record.head().size + open.journal.access.head().size
      }
    } catch {
      try await installation.close()
      throw error
    }
    try await installation.close()
    return entries
  }

  /// Opening began to make the index: there was none.
  private func wait(for search: SearchService) async throws {
    await search.settle()
    guard case .failed(let reason) = search.state else { return }
    throw Fault(.storage, "the search index cannot be made: \(reason)")
  }

  /// Puts the keys that no backup holds where the settings look for them.
  private func bringSecrets() throws {
    let files = KeyFiles(staging, settings)
    if let secrets = input.secrets {
      for name in ["master.key", "signing.key"] {
        let file = secrets.appending(path: name)
        guard name == "master.key" || FileManager.default.fileExists(atPath: file.path) else { continue }
        try SecretFile.write(SecretFile.read(file, "the key"), to: staging.keys.appending(path: name))
      }
    } else if keys == nil {
      // Nothing is wrapped by it yet.
      _ = try files.master(making: settings[Settings.masterKeyFile].isEmpty)
    } else if settings[Settings.masterKey].isEmpty, settings[Settings.masterKeyFile].isEmpty {
      throw Fault(
        .configuration,
        "give the folder of master.key and signing.key with --secrets, or their places with the settings keys.master-file "
          + "and keys.signing-file: no backup holds them"
      )
    }
    _ = try files.master(making: false)
  }

  private func notes(_ erasedAgain: Int, _ verified: VerifyReport) -> [String] {
    var notes: [String] = []
    if erasedAgain > 0 {
      notes.append(
        "The archive of keys held \(erasedAgain) keys of people who were erased after it was made: they are destroyed again."
      )
    }
    if input.registers.isEmpty, keys != nil {
      notes.append(
        "No register of erasures was given: whoever was erased since the backup, and stands in no register, can be read."
      )
    }
    if keys == nil {
      notes.append(
        "Without the archive of keys no sealed value can be read, and nobody can sign in. "
          + "Read and verify it; to go on with it, restore it with its keys."
      )
    }
    if let keys, keys.manifest.made < records.manifest.made {
      notes.append(
        "The keys are of an earlier backup (\(keys.manifest.made.formatted(.iso8601))): values sealed for people who came "
          + "after cannot be read."
      )
    }
    if !verified.checksSignatures {
      notes += [VerifyReport.unsigned, "Neither were those of the registers of erasures."]
    }
    return notes
  }
}
