import Domain
import Kernel
package import Platform
import Views

extension RightsPages {
  /// What the gate and the oversight pages know of requests.
  package static var sealedKind: SealedKind {
    SealedKind(
      RightsRequest.category,
      label: "Request for rights",
      why: "To answer what somebody asked for, in time, and to be able to show how",
      in: RightsRequest.vault,
      find: { site, id in
        try await site.read(RightsRequest.vault) { try RightsList.find(id, in: $0) }.map(record)
      },
      named: { site, title in
        try await site.read(RightsRequest.vault) { db in
          try RightsList.id(of: title.uppercased(), in: db).flatMap { try RightsList.find($0, in: db) }
        }
        .map(record)
      },
      mayOpen: { site, record, viewer in
        guard
          let row = try await site.read(
            RightsRequest.vault,
            { try RightsList.find(record.reference.id, in: $0) }
          )
        else { return false }
        return RightsPolicy.policy.allows(.read, viewer, .init(row))
      },
      // Nothing in a request is needed in an emergency.
      mayBreakGlass: { _, _, _ in false },
      surnames: { site, ids in
        try await site.read(RightsRequest.vault) { try RightsList.surnames(of: ids, in: $0) }
      },
      // What they asked and were told, whoever asks has; it is added to no request.
      passages: { _, _ in [] },
      // What somebody asked of us is found by its own list.
      about: { _, _, _ in [] }
    )
  }
}
