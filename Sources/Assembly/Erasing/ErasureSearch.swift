import Foundation
import JournalSQLite
import Kernel
import Keyring
import Platform
import Projection

/// Finds what is held of a person, in every vault: the records, the sealed values, and who was given them.
struct ErasureSearch {
  private let vaults: [Vault: OpenVault]

  init(_ vaults: [Vault: OpenVault]) { self.vaults = vaults }

  /// - Parameter vault: Only this one.
  func plan(_ subject: String, in vault: Vault?) async throws -> ErasurePlan {
    var parts: [ErasurePlan.OfVault] = []
    for vault in Vault.allCases.filter({ vault == nil || $0 == vault }) {
      guard let open = vaults[vault] else { continue }
      let isDestroyed = try open.keyring.isDestroyed(subject)
      guard try isDestroyed || open.keyring.holds(subject) else { continue }
      parts.append(try await part(subject, vault, open))
    }
    return ErasurePlan(parts)
  }

  private func part(_ subject: String, _ vault: Vault, _ open: OpenVault) async throws -> ErasurePlan.OfVault
  {
    let entries = try await named(subject, in: open.journal.record, open.views)
    // What people said they looked for may be about the person, and is sealed with the same key.
    let lines = try await named(subject, in: open.journal.access, open.service.looks)
    let kinds = Dictionary(grouping: Registry.retained[vault] ?? [], by: \.category)
    let telling = open.keyring.telling
    var records: [Reference] = []
    var probes: Set<ErasurePlan.Probe> = []
    var values = 0
    var since: Date?
    for entry in entries + lines {
      let sealed = try SealedTexts(
        of: subject,
        in: entry,
        kinds[entry.stream.category]?.first,
        open.keyring.sealing
      )
      guard sealed.count > 0 else { continue }
      values += sealed.count
      if entry.stream.category != AccessLine.category { since = since ?? entry.occasion.at }
      let record = Reference(kind: entry.stream.category, id: entry.stream.id)
      if record.kind != AccessLine.category, !records.contains(record) { records.append(record) }
      probes.formUnion(sealed.texts.map { telling.probe(Data($0.utf8)) })
    }
    if let wrapped = try open.keyring.wrapped(subject) { probes.insert(telling.probe(wrapped)) }
    return .init(
      vault: vault,
      key: try open.keyring.fingerprint(of: subject),
      records: records,
      values: values,
      since: since?.milliseconds,
      probes: probes.sorted { ($0.length, $0.digest.hex) < ($1.length, $1.digest.hex) }
    )
  }

  /// The entries that name a person, by the index over all that there are.
  private func named(_ subject: String, in log: SQLiteLog, _ views: ViewRunner) async throws -> [Entry] {
    try await views.catchUp()
    return try await log.entries(at: views.read { try SubjectIndex.positions(of: subject, in: $0) })
  }

  /// What was handed out of the person's records, and of lists of them while they stood in these.
  func disclosures(_ plan: ErasurePlan, of subject: String) async throws -> [OutOfReach.Disclosure] {
    var found: [OutOfReach.Disclosure] = []
    for part in plan.vaults {
      guard let open = vaults[part.vault] else { continue }
      let lists = Set(part.records.map(\.kind)).sorted().map { Reference(kind: $0, id: AccessLine.wholeList) }
      for record in part.records + lists + [Reference(kind: Subject.category, id: subject)] {
        for entry in try await open.journal.access.entries(of: AccessLine(.disclosure, record).stream) {
          let line = try AccessLine.read(entry, EventCoder(open.keyring.sealing))
          guard line.act == .disclosure, entry.occasion.at.milliseconds >= part.since ?? 0 else { continue }
          found.append(
            .init(
              vault: part.vault,
              position: entry.position,
              record: record,
              at: Date(timeIntervalSince1970: entry.occasion.at.timeIntervalSince1970.rounded(.down)),
              recipient: line.recipient ?? entry.occasion.by,
              reason: line.reason
            )
          )
        }
      }
    }
    return found.sorted { ($0.at, $0.position) < ($1.at, $1.position) }
  }
}
