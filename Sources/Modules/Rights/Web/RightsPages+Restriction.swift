import Domain
import Kernel
package import Platform
import Views

extension RightsPages {
  /// By which request the use of somebody's records is restricted.
  package static func restriction(_ site: Site, _ record: SealedRecord) async throws -> Restriction? {
    guard record.vault == RightsRequest.vault, record.reference.kind != RightsRequest.category else {
      return nil
    }
    let row = try await site.read(RightsRequest.vault) {
      try RightsList.restriction(of: record.subject, in: $0)
    }
    guard let row, let since = row.restrictsSince else { return nil }
    return Restriction(by: row.reference, since: since, despite: Case.basesDespiteRestriction)
  }
}
