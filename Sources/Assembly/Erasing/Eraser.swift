import Domain
import Foundation
import Journal
import JournalSQLite
import Kernel
import Keyring
import Platform
import Projection
import Views

/// Destroys the keys of a person across the vaults, one step after another, each of which can be done again.
///
/// Once `erasure.begun` stands in the log, whatever interrupts it is followed by the rest: at the next start, or when
/// somebody asks again. Before that nothing has happened.
struct Eraser: Sendable {
  let folder: DataFolder
  let vaults: [Vault: OpenVault]
  let checkpoints: Checkpoints
  let policies: PolicySettings
  /// Takes out what lies outside the logs of whoever signs in.
  let forget: @Sendable (_ account: String) async throws -> Void
  /// Keeps the register of erasures elsewhere up.
  let register: @Sendable () async throws -> Void
  let now: @Sendable () -> Date

  private var directory: OpenVault {
    get throws {
      guard let open = vaults[.directory] else { throw Fault(.unknownVault, "the directory is not open") }
      return open
    }
  }

  private var occasion: Occasion { Occasion(by: Occasion.system, at: now()) }

  /// What pages ask of it.
  func asSite(_ proofs: ErasureProofs) -> Erasing {
    Erasing(
      foresee: { try await foresee($0, in: $1) },
      carryOut: { try await carryOut($0) },
      erase: { try await erase($0, ground: $1, in: $2, as: $3) },
      fault: { proofs.fault(of: $0) },
      register: { proofs.register() }
    )
  }

  // MARK: From the request to the certificate

  /// Carries out an erasure that was approved, or that a rule or the operator asked for.
  ///
  /// - Throws: ``Erasure/Refusal``, ``ErasureHeld``, `Fault`.
  func carryOut(_ id: String) async throws {
    let state = try await load(id)
    if state.life != .begun, state.life != .certified {
      try await refuseHeld(state.asked.subject)
      let plan = try await ErasureSearch(vaults).plan(state.asked.subject, in: state.asked.vault)
      try await perform(.begin(plan), on: id)
    }
    try await finish(id)
  }

  /// Asks for an erasure and carries it out, at the word of a rule or of whoever holds the machine.
  ///
  /// - Throws: ``Erasure/Refusal``, ``ErasureHeld``, `Fault`.
  func erase(_ subject: String, ground: String, in vault: Vault?, as id: String) async throws {
    try await refuseHeld(subject)
    try await perform(.ask(.init(subject: subject, ground: ground, vault: vault)), on: id)
    try await carryOut(id)
  }

  /// Does whatever of a begun erasure is not done yet.
  func finish(_ id: String) async throws {
    let state = try await load(id)
    guard state.life == .begun else { return }
    for part in state.plan.vaults {
      try await record(state.asked.subject, state.asked.ground, in: part.vault)
      try await destroy(state.asked.subject, in: part.vault)
    }
    for part in state.plan.vaults { try await clear(state.asked.subject, in: part.vault) }
    try await register()
    try await certify(id, state)
  }

  /// Says in a vault's logs that a subject is erased; said before, it is not said again.
  func record(_ subject: String, _ ground: String, in vault: Vault) async throws {
    let open = try open(vault)
    let (journal, coder) = (open.journal, EventCoder(open.keyring.sealing))
    let stream = StreamName(Subject.category, subject)
    if try await journal.record.entries(of: stream).isEmpty {
      let entry = try Subject.Event.erased(.init(ground: ground)).stored(EventCoder(.none))
      try await journal.record.append([Append(to: stream, expecting: nil, [entry])], occasion)
    }
    let line = AccessLine(.erasure, Reference(kind: Subject.category, id: subject), reason: ground)
    let said = try await journal.access.entries(of: line.stream).contains { entry in
      try AccessLine.read(entry, coder).act == .erasure
    }
    if !said { try await journal.access.append([line.append()], occasion) }
  }

  func destroy(_ subject: String, in vault: Vault) async throws {
    _ = try open(vault).keyring.destroy(subject)
  }

  /// Takes out of the views and of the search indexes what was opened with the key.
  func clear(_ subject: String, in vault: Vault) async throws {
    let open = try open(vault)
    try await open.views.catchUp()
    try await open.views.compact()
    try await open.service.looks.catchUp()
    try await open.service.looks.compact()
    if vault == .directory { try await forget(subject) }
  }

  private func certify(_ id: String, _ state: Erasure.State) async throws {
    let subject = state.asked.subject
    var parts: [ErasureCertificate.OfVault] = []
    var searched: [(probes: [ErasurePlan.Probe], telling: Keyring.Telling)] = []
    for part in state.plan.vaults {
      let open = try open(part.vault)
      guard try open.keyring.isDestroyed(subject),
        let entry = try await open.journal.record.entries(of: .init(Subject.category, subject)).first
      else { throw Fault(.incomplete, "the key of \(subject) in \(part.vault.rawValue) is not destroyed") }
      let receipt = try await checkpoints.receipt(of: entry.position, in: open.journal.record, of: part.vault)
      parts.append(.init(part, position: entry.position, receipt: receipt.serialized))
      searched.append((part.probes, open.keyring.telling))
    }
    let moment = occasion
    let result = try await ByteSearch(searched).look(through: folder)
    let certificate = ErasureCertificate(
      id,
      state,
      certified: moment,
      by: Installation.version,
      vaults: parts,
      .init(
        files: result.files,
        bytes: result.bytes,
        found: result.found.map { .init(file: $0.file, places: $0.places) }
      ),
      try await outOfReach(state.plan, of: subject)
    )
    try await perform(.certify(checkpoints.signing.sign(certificate.text).serialized), on: id)
  }

  // MARK: Before it

  /// What would be destroyed, and what could not be got back.
  func foresee(_ subject: String, in vault: Vault?) async throws -> (ErasurePlan, OutOfReach) {
    let plan = try await ErasureSearch(vaults).plan(subject, in: vault)
    return (plan, try await outOfReach(plan, of: subject))
  }

  private func outOfReach(_ plan: ErasurePlan, of subject: String) async throws -> OutOfReach {
    let days = SettingsOfDay(policies, on: PartialDate(on: now()))[ErasureSettings.backupDays]
    return OutOfReach(
      disclosures: try await ErasureSearch(vaults).disclosures(plan, of: subject),
      backupsUntil: PartialDate(on: now()).adding(days: days)
    )
  }

  private func refuseHeld(_ subject: String) async throws {
    let state = try await directory.service.dispatcher.load(Retention.self, subject).0
    guard !state.isHeld else { throw ErasureHeld() }
  }

  private func load(_ id: String) async throws -> Erasure.State {
    try await directory.service.dispatcher.load(Erasure.self, id).0
  }

  func perform(_ command: Erasure.Command, on id: String) async throws {
    let directory = try directory
    _ = try await directory.service.dispatcher.perform(command, on: id, of: Erasure.self, occasion)
    try await directory.views.catchUp()
  }

  private func open(_ vault: Vault) throws -> OpenVault {
    guard let open = vaults[vault] else { throw Fault(.unknownVault, "\(vault.rawValue) is not open") }
    return open
  }
}
