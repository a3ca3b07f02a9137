import Domain
import Kernel
package import Platform
import Views

extension ChannelPages {
  /// What the gate, break-glass and the oversight pages know of referrals.
  package static var sealedKind: SealedKind {
    SealedKind(
      Referral.category,
      label: "Referral",
      why: Casework.why,
      in: Referral.vault,
      find: { site, id in
        try await site.read(Referral.vault) { try ReferralList.find(id, in: $0) }.map(ReferralTable.record)
      },
      named: { site, title in
        try await site.read(Referral.vault) { db in
          try ReferralList.id(of: title.uppercased(), in: db).flatMap { try ReferralList.find($0, in: db) }
        }
        .map(ReferralTable.record)
      },
      mayOpen: { site, record, viewer in
        let glass = try await site.openGlass(on: record.reference, by: viewer)
        let asking = viewer.asking { $0.breakGlass = glass != nil }
        let facts = try await site.facts(of: record.reference.id, in: record.area, viewer)
        return ChannelPolicy.policy.allows(.read, asking, facts)
      },
      mayBreakGlass: { site, record, viewer in
        let facts = try await site.facts(of: record.reference.id, in: record.area, viewer)
        return Casework.isAtWork(viewer) && !facts.isKeptOut
      },
      surnames: { site, ids in
        try await site.read(Referral.vault) { try ReferralList.surnames(of: ids, in: $0) }
      },
      passages: { site, id in
        let areas = try await site.areaNames()
        return try await site.read(Referral.vault) { db in
          guard let row = try ReferralList.find(id, in: db), let sealed = try ReferralList.sealed(id, in: db)
          else { return [] }
          return ReferralTable.passages(row, sealed, areas)
        }
      },
      about: { site, given, family in
        try await site.read(Referral.vault) { try ReferralList.named(given, family, in: $0) }
          .map(ReferralTable.record)
      }
    )
  }
}

extension ChannelPages {
  /// What the oversight pages know of a pair of referrals: where it belongs, and where it is shown.
  package static var matchKind: SealedKind {
    SealedKind(
      Match.category,
      label: "Link between referrals",
      why: "To know whether we have met somebody before, and to be able to put a wrong answer right",
      in: Match.vault,
      find: { site, id in
        let ids = id.split(separator: "-").map(String.init)
        guard ids.count == 2, let pair = Match.Pair(ids[0], ids[1]) else { return nil }
        return try await site.read(Match.vault) { db in
          guard try MatchList.find(pair, in: db) != nil, let one = try ReferralList.find(pair.one, in: db),
            let other = try ReferralList.find(pair.other, in: db)
          else { return nil }
          return SealedRecord(
            Reference(kind: Match.category, id: pair.id),
            in: Match.vault,
            title: "\(one.reference) and \(other.reference)",
            area: one.area,
            subject: one.subject,
            address: "/referrals/\(one.id)/contacts"
          )
        }
      },
      named: { _, _ in nil },
      mayOpen: { _, record, viewer in
        ChannelPolicy.policy.allows(.match, viewer, .init(area: record.area))
      },
      mayBreakGlass: { _, _, _ in false },
      surnames: { _, _ in [:] },
      passages: { site, id in
        let said = try await site.read(Match.vault) { try MatchList.said(as: id, in: $0) }
        guard let said, let reason = said.reason else { return [] }
        return [
          HeldPassage("said", "What was said of two referrals", MatchModel.verdict(said.life)),
          HeldPassage("reason", "Why", reason),
        ]
      },
      // Whoever looks for a person by name finds the referrals themselves.
      about: { _, _, _ in [] }
    )
  }
}
