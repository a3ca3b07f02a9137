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
        return ChannelPolicy.policy.allows(.read, asking, .init(area: record.area))
      },
      mayBreakGlass: { _, _, viewer in Casework.isAtWork(viewer) },
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
