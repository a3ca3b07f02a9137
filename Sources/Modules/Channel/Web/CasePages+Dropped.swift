import Domain
import Kernel
import Platform
import Views

extension CasePages {
  /// Providers whom a new plan names no longer see the case no longer, where they saw it because they gave support.
  func endSharing(_ found: Found, _ planning: Case.Planning) async throws {
    let (state, kept) = (found.state, Set(planning.supports.map(\.provider)))
    let dropped = Set(state.plan?.supports.map(\.provider) ?? []).subtracting(kept)
    let accounts = try await site.read(InterventionProvider.vault) { db in
      try dropped.compactMap { try ProviderList.find(called: $0, in: db)?.account }
    }
    for account in accounts.sorted() where state.circle[account]?.role.code == "provider" {
      try await site.perform(
        .endSharing(with: account, reason: "The plan does not name them any more."),
        on: found.row.id,
        of: Case.self,
        by: found.viewer
      )
    }
  }
}
