import Domain
import Kernel
package import Platform
import Views

extension RightsPages {
  /// Whether somebody is kept out of a case that the request is about: they read nothing of it by another door.
  func isKeptOut(_ viewer: Viewer, of row: RightsList.Row) async throws -> Bool {
    guard let account = viewer.account else { return true }
    return try await site.read(RightsRequest.vault) { db in
      let records = try RightsList.records(of: row.id, in: db)
      let referrals = records.map { $0.subject ?? $0.record.id }
      let cases = try CaseList.cases(of: referrals, in: db).map(\.id)
      let all = Set(cases + records.map(\.record.id))
      return try !CaseList.keptOut(account, of: all, in: db).isEmpty
    }
  }

  /// By which request the use of somebody's records is restricted.
  package static func restriction(_ site: Site, _ record: SealedRecord) async throws -> Restriction? {
    guard record.vault == RightsRequest.vault, record.reference.kind != RightsRequest.category else {
      return nil
    }
    let row = try await site.read(RightsRequest.vault) {
      try RightsList.restriction(of: record.subject, record.reference.id, in: $0)
    }
    guard let row, let since = row.restrictsSince else { return nil }
    return Restriction(
      by: row.reference,
      since: since,
      why: row.kind == "erasure" ? "it is to be erased" : "the person objected",
      despite: Case.basesDespiteRestriction
    )
  }
}
