import Domain
import Foundation
import Kernel
import Platform
import Views

/// What a person gets who asks for access: each record with what it says, why it is held, who saw it, who was told,
/// and until when it is kept; what is kept back, with the ground.
struct RightsBundle: Sendable {
  struct Part: Sendable {
    let passage: HeldPassage
    /// Nil where it is given.
    let withheld: RightsList.Withheld?

    /// What the person reads of it; nil where all of it is kept back.
    var given: String? {
      guard let withheld else { return passage.text }
      guard !withheld.only.isEmpty else { return nil }
      return passage.text.leavingOut(withheld.only, gap: Self.gap)
    }

    /// What stands for words that are kept back.
    private static let gap = "[kept back]"
  }

  /// Somebody who looked, never by name: staff are people too.
  struct Look: Sendable {
    let count: Int
    let first: Date
    let last: Date
    let purposes: [String]
  }

  struct Disclosure: Sendable {
    let record: Reference
    let title: String
    let at: Date
    let recipient: String
    let what: String
    /// The lawful basis, as a code of ``Case/basisList``.
    let basis: String?

    /// In one line: on which day, to whom and on which basis.
    var line: String {
      let on = basis.map { " (\(Case.basisList.label($0).lowercasedFirst))" } ?? ""
      return "\(RightsWording.day(at)): \(recipient)\(on)"
    }

    /// Whether it went to the person, or to whoever asked for them.
    var isToPerson: Bool { what == RightsPages.bundleAct || what.hasPrefix("letter-") }
  }

  struct Held: Sendable {
    let record: SealedRecord
    /// What people call such a record: `Referral`.
    let kind: String
    /// What such a record is held for.
    let why: String
    let passages: [Part]
    let looks: [Look]
    let disclosures: [Disclosure]
    /// The day on which it is looked at again.
    let until: PartialDate?
  }

  let records: [Held]

  var disclosures: [Disclosure] { records.flatMap(\.disclosures) }
}

extension RightsPages {
  /// The records that were added to a request; one that was erased since is left out.
  func linkedRecords(_ id: String) async throws -> [(SealedRecord, SealedKind)] {
    let linked = try await site.read(RightsRequest.vault) { try RightsList.records(of: id, in: $0) }
    var found: [(SealedRecord, SealedKind)] = []
    for link in linked {
      guard let record = try await site.sealedRecord(link.record),
        let kind = site.sealedKind(link.record.kind)
      else { continue }
      found.append((record, kind))
    }
    return found
  }

  /// The bundle of a request, put together from the records that were added to it.
  func bundle(_ id: String) async throws -> RightsBundle {
    let withheld = try await site.read(RightsRequest.vault) { try RightsList.withheld(of: id, in: $0) }
    var records: [RightsBundle.Held] = []
    for (record, kind) in try await linkedRecords(id) {
      let passages = try await kind.passages(site, record.reference.id)
      let book = try await RetentionBook(site).lines(of: record.subject)
      records.append(
        .init(
          record: record,
          kind: kind.label,
          why: kind.why,
          passages: passages.map { passage in
            .init(
              passage: passage,
              withheld: withheld.first {
                $0.passage.record == record.reference && $0.passage.field == passage.field
              }
            )
          },
          looks: try await looks(at: record),
          disclosures: try await disclosures(of: record),
          until: book.filter { $0.clocked.record == record.reference.id }.map(\.due).max()
        )
      )
    }
    return RightsBundle(records: records)
  }

  private func looks(at record: SealedRecord) async throws -> [RightsBundle.Look] {
    var query = AccessList.Query(areas: nil)
    query.record = record.reference
    let asked = query
    return try await site.readAccess(record.vault) { try AccessList.lookers(asked, in: $0) }
      .map { .init(count: $0.count, first: $0.first, last: $0.last, purposes: $0.purposes) }
  }

  private func disclosures(of record: SealedRecord) async throws -> [RightsBundle.Disclosure] {
    try await disclosures(of: [record.reference: record.title], in: record.vault)
  }

  /// Who was given some records, the latest first.
  ///
  /// - Parameter titles: Of each record.
  func disclosures(
    of titles: [Reference: String],
    in vault: Vault
  ) async throws -> [RightsBundle.Disclosure] {
    let records = Array(titles.keys)
    return try await site.readAccess(vault) { try AccessList.disclosures(of: records, in: $0) }
      .compactMap { row in
        guard let record = row.record else { return nil }
        return .init(
          record: record,
          title: titles[record] ?? "",
          at: row.at,
          recipient: row.recipient ?? "Not known",
          what: row.reason ?? "",
          basis: row.basis
        )
      }
  }

  /// Who had received a record of a request that changed it, and of whom it is not yet written that they were told.
  ///
  /// That somebody asked to see what is held, or was refused, is nobody else's to know; and the person's own letters
  /// are no disclosures to others.
  ///
  /// - Parameter disclosures: Of the request's records.
  static func outstanding(
    _ row: RightsList.Row,
    _ disclosures: [RightsBundle.Disclosure],
    told: [RightsList.Told]
  ) -> [RightsBundle.Disclosure] {
    guard RightsRequest.owes(row.kind, row.outcome) else { return [] }
    // Of a restriction that has ended nobody is told any more.
    if row.kind == "objection", row.restrictsSince == nil { return [] }
    var seen: Set<String> = []
    return disclosures.filter { disclosure in
      let isTold = told.contains {
        $0.record == disclosure.record && $0.recipient == disclosure.recipient
      }
      let key = RightsChoices.code(disclosure.record, disclosure.recipient)
      return !isTold && !disclosure.isToPerson && seen.insert(key).inserted
    }
  }

  func outstanding(
    _ row: RightsList.Row,
    _ disclosures: [RightsBundle.Disclosure]
  ) async throws -> [RightsBundle.Disclosure] {
    let told = try await site.read(RightsRequest.vault) { try RightsList.told(of: row.id, in: $0) }
    return Self.outstanding(row, disclosures, told: told)
  }

  /// As what a bundle stands in the access log.
  static let bundleAct = "bundle"

  /// How the access log names whoever a bundle is sent to: nobody's name.
  func recipient(of row: RightsList.Row) -> String { "Whoever asked by \(row.reference)" }
}

extension String {
  /// With a gap wherever one of some words stand; gaps that touch are one.
  fileprivate func leavingOut(_ words: [String], gap: String) -> String {
    let found = words.flatMap { ranges(of: $0) }.sorted { $0.lowerBound < $1.lowerBound }
    var (text, place) = ("", startIndex)
    for range in found where range.upperBound > place {
      if range.lowerBound > place || text.isEmpty {
        text += self[place..<max(place, range.lowerBound)] + gap
      }
      place = range.upperBound
    }
    return text + self[place...]
  }
}
