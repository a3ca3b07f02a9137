import Domain
import Foundation
import Kernel
import Platform
import Projection
import Views

/// Accounts and roles on the word of a provider: as events, by the program itself, with the reason.
extension Installation {
  var providedPeople: ProvidedPeople {
    ProvidedPeople(
      open: { [self] account, name, email in
        _ = try await perform(
          .open(.init(id: account, name: name, email: email), demonstration: false),
          on: account
        )
        try await vault(.directory).views.catchUp()
      },
      setGroups: { [self] account, groups in
        try await setGroups(account, groups, site.signIn.provider?.options.roles ?? [])
      }
    )
  }

  /// Begins every reason that this gives, so that what others granted is never ended by it.
  private static let reason = "Group at the provider: "

  private func perform(_ command: Account.Command, on account: String) async throws {
    _ = try await vault(.directory).service.dispatcher.perform(
      command,
      on: account,
      of: Account.self,
      occasion
    )
  }

  private func setGroups(
    _ account: String,
    _ groups: Set<String>,
    _ roles: [ProviderOptions.GroupRole]
  ) async throws {
    let today = site.today
    let yesterday = PartialDate(on: today.moment.addingTimeInterval(-43_200))
    let acts = try await site.read(.directory) { try AccountList.history(of: account, in: $0) }
    let given = acts.filter {
      $0.act == "role-granted" && $0.by == Occasion.system && $0.reason.hasPrefix(Self.reason)
    }
    .compactMap(\.holding)
    let held = try await site.load(Account.self, account).state.holdings.filter { $0.isHeld(on: today) }
    let due = roles.filter { groups.contains($0.group) }
    for holding in held where given.contains(holding) {
      guard !due.contains(where: { $0.role == holding.role && $0.scope == holding.scope }) else { continue }
      // A role is held on its last day: it ended yesterday, unless it began today.
      let day = max(holding.from, yesterday)
      let reason = Self.reason + "no longer in it"
      try await perform(.endRole(holding, on: day, reason: reason), on: account)
    }
    for grant in due {
      let isHeld = held.contains { $0.role == grant.role && $0.scope == grant.scope }
      guard !isHeld else { continue }
      let holding = Holding(grant.role, grant.scope, from: today)
      do {
        try await perform(.grant(holding, reason: Self.reason + grant.group), on: account)
      } catch Account.Refusal.alreadyHeld {
        // Granted already for days to come, by somebody who knows more.
        continue
      }
    }
    try await vault(.directory).views.catchUp()
  }
}
