import Domain
import Foundation
import Kernel
import Platform
import Projection
import Views

extension Installation {
  /// What the site asks of the directory.
  static func people(_ directory: OpenVault, _ terms: RoleTerms) -> People {
    let (views, looks) = (directory.views, directory.service.looks)
    return People(
      find: { id, day in
        guard let person = try await views.read({ try AccountList.find(id, in: $0) }), person.isOpen,
          let name = person.name
        else { return nil }
        return (person.viewer(under: terms, on: day), name)
      },
      account: { email in try await views.read { try AccountList.account(of: email, in: $0) } },
      names: { ids in try await views.read { try AccountList.names(ids, in: $0) } },
      isEmpty: { try await views.read { try AccountList.count(in: $0) } == 0 },
      texts: { id in
        try await views.read { db in
          guard let person = try AccountList.find(id, in: db) else { return [] }
          let place = try person.organisation.flatMap { try PlaceList.organisation($0, in: db) }
          return [person.name, person.email, place?.listing.name].compactMap { $0 }
        }
      },
      lines: { account, acts, since, limit in
        var query = AccessList.Query(areas: nil)
        query.record = Reference(kind: "account", id: account)
        query.acts = acts
        query.from = PartialDate(on: since)
        let asked = query
        try await looks.catchUp()
        return try await looks.read { try AccessList.slice(asked, limit: limit, in: $0) }
          .map { AccountLine(at: $0.at, by: $0.by, act: $0.act, reason: $0.reason) }
      }
    )
  }
}
