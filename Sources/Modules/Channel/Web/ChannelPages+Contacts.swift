import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// All earlier contacts of a person on one page.
extension ChannelPages {
  /// Every referral of a person, and what else was said or is to be said of this one.
  struct Contacts: Sendable {
    let found: Found
    let all: [ReferralList.Contact]
    /// Of all of them.
    let cases: [CaseList.Row]
    let rejected: [(row: ReferralList.Row, said: MatchList.Row)]
    let likely: [ReferralList.Likely]
    /// The identifiers of those that whoever asks may open; of the others they know only that they are there.
    let open: Set<String>
  }

  /// Reads them, once it is written that they were put together.
  func contacts(
    of found: Found,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Contacts {
    let id = found.row.id
    _ = try await site.statedPurpose(for: found.record, request, context)
    let likely = try await likely(id, context)
    let (all, cases, rejected) = try await site.read(Referral.vault) { db in
      let all = try ReferralList.contacts(of: id, in: db)
      return (
        all, try CaseList.cases(of: all.map(\.row.id), in: db),
        try MatchList.said(of: id, in: db).filter { $0.life == .rejected }.compactMap { said in
          try ReferralList.find(said.beside(id), in: db).map { (row: $0, said: said) }
        }
      )
    }
    let linked = all.map(\.row).filter { $0.id != id }
    try await site.consult(
      found.record,
      to: "contacts",
      under: found.glass?.id,
      also: linked.map { Self.combined(with: $0, because: "the same person") }
        + likely.map { Self.combined(with: $0.row, because: "likely the same person") },
      request,
      context
    )
    var open: Set = [id]
    for row in linked {
      let facts = try await site.facts(row, context.viewer)
      if ChannelPolicy.policy.allows(.match, context.viewer, facts) { open.insert(row.id) }
    }
    return Contacts(found: found, all: all, cases: cases, rejected: rejected, likely: likely, open: open)
  }

  @Sendable func contacts(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .read)
    let contacts = try await contacts(of: found, request, context)
    let areas = try await site.areaNames()
    let said = contacts.all.flatMap(\.links) + contacts.rejected.map(\.said)
    let names = try await site.names(of: said.map(\.by))
    let id = found.row.id
    let mayMatch = ChannelPolicy.policy.allows(.match, context.viewer, .init(area: found.row.area))
    let model: Model = [
      "title": found.row.reference, "address": found.record.address, "mayMatch": mayMatch,
      "contacts": MatchModel.contacts(contacts, of: id, areas, names),
      "isOnly": contacts.all.count == 1,
      "hasRejected": !contacts.rejected.isEmpty,
      "rejected": MatchModel.rejected(contacts.rejected, of: id, areas, names),
    ]
    return try site.page(
      "channel/contacts",
      model.merging(MatchModel.likely(contacts.likely, of: id, areas)) { $1 },
      context
    )
  }
}
