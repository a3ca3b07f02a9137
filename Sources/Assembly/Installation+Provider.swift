import Domain
import Foundation
import Kernel
import Platform
import Projection
import Views
import Web

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
        try await setGroups(account, groups, site.signIn.provider?.options)
      }
    )
  }

  /// Begins every reason that this gives, so that what others granted is never ended by it.
  fileprivate static let reason = "Group at the provider: "

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
    _ options: ProviderOptions?
  ) async throws {
    guard let options else { return }
    let acts = try await site.read(.directory) { try AccountList.history(of: account, in: $0) }
    let roles = GroupRoles(acts, options, groups, on: site.today)
    let held = try await site.load(Account.self, account).state.holdings
    for (holding, reason) in roles.ends(of: held) {
      let day = site.today.adding(days: -1)
      try await perform(.endRole(holding, on: day, reason: Self.reason + reason), on: account)
    }
    for (grant, holding) in roles.grants(beside: held) {
      do {
        try await perform(.grant(holding, reason: Self.reason + grant.group), on: account)
      } catch let refusal as Account.Refusal {
        // The separation of roles is stronger than a group, and so is what somebody granted for days to come.
        let line = AccessLine(
          .denied,
          Reference(kind: Account.category, id: account),
          reason: "group’s role \(grant.role.rawValue): \(refusal.slug)"
        )
        try await site.note(line, in: .directory, by: Viewer(account: account))
      }
    }
    try await vault(.directory).views.catchUp()
  }

  /// What groups give to somebody and take from them, beside what others decided.
  private struct GroupRoles {
    private let acts: [AccountList.Act]
    private let due: [ProviderOptions.GroupRole]
    private let days: Int
    private let today: PartialDate

    init(
      _ acts: [AccountList.Act],
      _ options: ProviderOptions,
      _ groups: Set<String>,
      on today: PartialDate
    ) {
      self.acts = acts
      due = options.roles.filter { groups.contains($0.group) }
      days = options.roleDays
      self.today = today
    }

    /// Roles of groups that somebody is in no more, and those that are renewed because half of their days are over.
    func ends(of held: [Holding]) -> [(Holding, reason: String)] {
      held.filter { $0.isHeld(on: today) && isOfGroup($0) }.compactMap { holding in
        guard isDue(holding) else { return (holding, "no longer in it") }
        return isFresh(holding) ? nil : (holding, "renewed")
      }
    }

    func grants(beside held: [Holding]) -> [(ProviderOptions.GroupRole, Holding)] {
      var given: [Holding] = []
      return due.compactMap { grant in
        let isHeld = held.contains { holding in
          grant.gives(holding) && holding.isHeld(on: today) && (!isOfGroup(holding) || isFresh(holding))
        }
        guard !isHeld, !given.contains(where: grant.gives), !wasEndedHere(grant) else { return nil }
        let holding = Holding(grant.role, grant.scope, from: today, until: today.adding(days: days))
        given.append(holding)
        return (grant, holding)
      }
    }

    private func isDue(_ holding: Holding) -> Bool { due.contains { $0.gives(holding) } }

    private func isFresh(_ holding: Holding) -> Bool {
      holding.until.map { today.adding(days: days / 2) <= $0 } ?? false
    }

    private func isOfGroup(_ holding: Holding) -> Bool {
      acts.contains { $0.act == "role-granted" && isOurs($0) && $0.holding == holding }
    }

    /// Somebody here who ends a role is stronger than a group: only somebody here grants it again.
    private func wasEndedHere(_ grant: ProviderOptions.GroupRole) -> Bool {
      let last = acts.last { $0.holding.map(grant.gives) ?? false }
      return last.map { $0.act == "role-ended" && !isOurs($0) } ?? false
    }

    private func isOurs(_ act: AccountList.Act) -> Bool {
      act.by == Occasion.system && act.reason.hasPrefix(Installation.reason)
    }
  }
}

extension ProviderOptions.GroupRole {
  fileprivate func gives(_ holding: Holding) -> Bool { holding.role == role && holding.scope == scope }
}
