import Domain
package import Foundation
import Journal
import JournalSQLite
import Kernel
import Keyring
package import Platform
import Projection
import Search
import Views
import Web

/// A data directory, open: five vaults, wired to the site.
package final class Installation: Sendable {
  package typealias Progress = @Sendable (_ done: Int64, _ total: Int64) -> Void

  package static let version = "0.1.0"

  let folder: DataFolder
  let settings: Settings
  let vaults: [Vault: OpenVault]
  let checkpoints: Checkpoints
  package let site: Site
  let eraser: Eraser
  private let lock: DataLock?
  /// Holds the views where the directory is only read.
  private let scratch: Scratch?

  /// Opens a data directory; for serving, makes it where there is none.
  ///
  /// - Throws: ``Fault`` in words for the operator.
  package init(
    _ folder: DataFolder,
    _ settings: Settings,
    for purpose: Purpose,
    now: @escaping @Sendable () -> Date = { Date() },
    newID: @escaping @Sendable () -> String = { Identifier.make() },
    progress: @escaping Progress = { _, _ in }
  ) async throws {
    self.folder = folder
    self.settings = settings
    if purpose == .serving { try folder.make() }
    if folder.exists || purpose != .serving { try folder.check() }
    lock = purpose.isReading ? nil : try DataLock(folder)
    if !folder.exists { try await Remains(folder).refuse() }
    scratch = purpose.isReading ? try Scratch() : nil
    let keys = KeyFiles(folder, settings)
    let master = try keys.master(making: purpose == .serving && !folder.exists)
    checkpoints = try Checkpoints(
      folder,
      settings,
      signer: purpose.isReading || purpose == .restoring ? nil : try keys.signer(making: !folder.exists)
    )
    let blobs = BlobStore(folder.blobs)
    // Whoever only reads a directory has a scratch folder, and writes nothing into the directory.
    let texts = TextExtractor(folder.texts, of: blobs, keeps: scratch == nil)
    let policies = PolicySettings(Registry.settings) { try SettingList.versions(in: $0) }
    var vaults: [Vault: OpenVault] = [:]
    for vault in Vault.allCases {
      vaults[vault] = try await OpenVault(
        vault,
        in: folder,
        master: master,
        views: (
          scratch?.folder.appending(path: "\(vault.rawValue).sqlite") ?? folder.views(vault),
          scratch?.folder.appending(path: "\(vault.rawValue)-looks.sqlite") ?? folder.looks(vault)
        ),
        asked: (purpose.asked?.contains(vault) ?? true, !purpose.isReading),
        readOnly: purpose.isReading,
        checkpoints: checkpoints,
        searches: purpose.isReading ? [] : Registry.searches[vault] ?? [],
        texts: { file in
          let found = await texts.text(of: file.digest, mediaType: file.type)
          return found.text.isEmpty ? nil : found.text
        },
        followers: vault == .directory ? [policies] : [],
        progress: progress
      )
    }
    self.vaults = vaults
    if !purpose.isReading { try await checkpoints.compare(vaults) }
    let access = scratch?.folder.appending(path: "access.sqlite") ?? folder.access
    let store = try AccessStore(file: access)
    let (opened, signing) = (vaults, checkpoints)
    eraser = Eraser(
      folder: folder,
      vaults: opened,
      checkpoints: checkpoints,
      policies: policies,
      forget: { try await store.forget($0) },
      register: { try await ErasureRegister.keepUp(opened, settings, signing) },
      now: now
    )
    site = try await Self.site(settings, vaults, policies, eraser, (blobs, texts), store, now, newID)
    if !purpose.isReading {
      // Before the first entry: a directory without the marker holds none, or is part of a copy.
      try folder.seal()
      if purpose != .restoring { try await loadReferenceData() }
      if purpose == .serving { try await noticeSettings() }
      if purpose != .restoring { try await finishErasures() }
    }
  }

  /// Signs a last checkpoint, closes the journals and removes what was only for this run.
  package func close() async throws {
    do {
      if checkpoints.verifier != nil { try await signCheckpoints() }
    } catch {
      // Whatever cannot be signed, the journals are closed as they should be.
      try await closeFiles()
      throw error
    }
    try await closeFiles()
  }

  private func closeFiles() async throws {
    for vault in vaults.values { try await vault.close() }
    try scratch?.remove()
  }

  func vault(_ vault: Vault) throws -> OpenVault {
    guard let open = vaults[vault] else { throw Fault(.unknownVault, "\(vault.rawValue) is not open") }
    return open
  }

  private static func site(
    _ settings: Settings,
    _ vaults: [Vault: OpenVault],
    _ policies: PolicySettings,
    _ eraser: Eraser,
    _ files: (blobs: BlobStore, texts: TextExtractor),
    _ store: AccessStore,
    _ now: @escaping @Sendable () -> Date,
    _ newID: @escaping @Sendable () -> String
  ) async throws -> Site {
    var limits = SignIn.Limits()
    limits.idle = TimeInterval(settings[Settings.idleMinutes] * 60)
    limits.longest = TimeInterval(settings[Settings.sessionHours] * 3600)
    limits.attempts = settings[Settings.lockoutAttempts]
    limits.lockout = TimeInterval(settings[Settings.lockoutMinutes] * 60)
    limits.link = TimeInterval(settings[Settings.linkHours] * 3600)
    limits.proof = TimeInterval(settings[Settings.proofMinutes] * 60)
    var options = Site.Options()
    options.uploadLimit = settings[Settings.uploadMegabytes] * 1_000_000
    options.behindTLS = settings[Settings.behindTLS]
    options.secondFactorForAll = settings[Settings.secondFactor] == "everything"
    options.publicAddress = settings[Settings.publicAddress]
    options.sealedKinds = Registry.sealedKinds
    options.restriction = RightsPages.restriction
    options.workingDays = try ReferenceData.workingDays(in: settings[Settings.bankHolidays])
    options.navigation = Registry.modules.flatMap(\.navigation)
    options.explainers = Registry.modules.flatMap(\.explainers)
    options.retained = Registry.modules.flatMap(\.retained)
    options.waiting = Registry.modules.compactMap(\.waiting)
    options.terms = RoleTerms(
      texts: try ReferenceData.texts(),
      reviewMonths: settings[Settings.reviewMonths],
      graceDays: settings[Settings.reviewGraceDays]
    )
    options.notice = settings[Settings.notice].isEmpty ? nil : settings[Settings.notice]
    guard let directory = vaults[.directory] else {
      throw Fault(.unknownVault, "the directory is not open")
    }
    return Site(
      vaults: vaults.mapValues(\.service),
      signIn: try SignIn(
        store: store,
        limits: limits,
        sealing: directory.keyring.sealing,
        passwords: PasswordRules(common: CommonPasswords(in: URL(filePath: settings[Settings.assets]))),
        provider: settings.provider()
      ),
      people: people(directory, options.terms),
      blobs: files.blobs,
      texts: files.texts,
      templates: try await TemplateLibrary(),
      options: options,
      policies: policies,
      erasing: eraser.asSite(ErasureProofs(settings, eraser.checkpoints)),
      now: now,
      newID: newID
    )
  }
}
