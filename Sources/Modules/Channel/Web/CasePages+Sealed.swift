import Domain
import Kernel
package import Platform
import Views

extension CasePages {
  static func record(_ row: CaseList.Row) -> SealedRecord {
    SealedRecord(
      Reference(kind: Case.category, id: row.id),
      in: Case.vault,
      title: row.reference,
      area: row.area,
      subject: row.subject,
      address: "/cases/\(row.id)"
    )
  }

  /// What the gate, break-glass and the oversight pages know of cases.
  package static var sealedKind: SealedKind {
    SealedKind(
      Case.category,
      label: "Case",
      why: Casework.why,
      in: Case.vault,
      find: { site, id in try await site.read(Case.vault) { try CaseList.find(id, in: $0) }.map(record) },
      named: { site, title in
        try await site.read(Case.vault) { db in
          try CaseList.id(of: title.uppercased(), in: db).flatMap { try CaseList.find($0, in: db) }
        }
        .map(record)
      },
      mayOpen: { site, record, viewer in
        let glass = try await site.openGlass(on: record.reference, by: viewer)
        let asking = viewer.asking { $0.breakGlass = glass != nil }
        return CasePolicy.policy.allows(.read, asking, try await facts(site, record))
      },
      mayBreakGlass: { site, record, viewer in
        CasePolicy.policy.allows(.outline, viewer, try await facts(site, record))
      },
      surnames: { site, ids in
        let subjects = try await site.read(Case.vault) { try CaseList.subjects(of: ids, in: $0) }
        let names = try await site.read(Case.vault) {
          try ReferralList.surnames(of: Set(subjects.values), in: $0)
        }
        return subjects.compactMapValues { names[$0] }
      },
      passages: { site, id in
        let areas = try await site.areaNames()
        return try await site.read(Case.vault) { try CaseRecord.lines(of: id, in: $0) }
          .filter { $0.besideAddress == nil }.flatMap { passages(of: $0, areas) } + site.passagesBeside(id)
      },
      about: { site, given, family in
        try await site.read(Case.vault) { db in
          try CaseList.cases(of: ReferralList.named(given, family, in: db).map(\.id), in: db)
        }
        .map(record)
      }
    )
  }

  /// What a line says of the person, and not which of the staff did it.
  private static func passages(of line: CaseRecord.Line, _ areas: [String: String]) -> [HeldPassage] {
    // Named after what it is, and never by its place: what a line tells may become more, and what was kept back of it
    // is to stay kept back.
    var seen: [String: Int] = [:]
    return (line.parts + line.sealed).filter { ![.account, .record].contains($0.kind) }
      .map { part in
        seen[part.name, default: 0] += 1
        return HeldPassage(
          "\(line.position)-\(part.name)-\(seen[part.name] ?? 0)",
          "\(PartialDate(on: line.at).words), \(CaseWording.act(line.act)): "
            + CaseWording.name(part.name).lowercasedFirst,
          CaseWording.words(part, people: [:], areas: areas, records: [:])
        )
      }
  }

  private static func facts(_ site: Site, _ record: SealedRecord) async throws -> CasePolicy.Facts {
    let id = record.reference.id
    return try await site.caseFacts(id, try await site.load(Case.self, id).state)
  }
}

extension Site {
  /// What the rules ask of a case, as it stands today.
  func caseFacts(_ id: String, _ state: Case.State) async throws -> CasePolicy.Facts {
    var facts = CasePolicy.Facts(state, on: today)
    facts.readers = try await read(Case.vault) { try MeetingList.readers(of: id, in: $0) }
    return facts
  }
}
