import Domain
import Kernel
import Platform
import Views

/// What the page of a case reads beside the case: open questions and actions, its referral, and names for codes.
extension CasePages {
  /// What is kept beside a case and belongs on its page.
  struct BesideCase: Sendable {
    /// Questions to partners that nobody answered.
    let questions: [RequestList.Row]
    /// What somebody promised at a meeting and has not finished.
    let actions: [MeetingList.Action]
    /// The members of the panel that may read it while papers are shared.
    let readers: Set<String>
    /// Of those that a plan names, by their reference.
    let providers: [String: ProviderList.Row]
    /// The referral that it was opened from, and what is sealed of that; nil once it is erased.
    let referral: ReferralList.Row
    let reported: ReferralSealed?
    let mayOpenReferral: Bool

    var people: [String] { actions.map(\.owner) + readers.sorted() }
  }

  /// What people call whatever is named by a code or an identifier.
  struct Words: Sendable {
    var people: [String: String] = [:]
    var areas: [String: String] = [:]
    var records: [String: String] = [:]

    func record(_ id: String) -> String { records[id] ?? id }

    func person(_ account: String) -> String { people.name(of: account) }

    func part(_ part: CaseRecord.Part) -> String {
      CaseWording.words(part, people: people, areas: areas, records: records)
    }
  }

  func beside(_ found: Found, _ lines: [CaseRecord.Line]) async throws -> BesideCase {
    let row = found.row
    // The glass that opened the case is none of its referral.
    let viewer = found.viewer.asking { $0.breakGlass = false }
    let referral = try await site.find(Referral.vault) { try ReferralList.find(row.subject, in: $0) }
    let facts = try await site.facts(referral, viewer)
    let named = Set(lines.flatMap(\.parts).filter { $0.name == "provider" }.map(\.value))
    let providers = try await site.read(InterventionProvider.vault) { db in
      try named.compactMap { try ProviderList.find(called: $0, in: db) }
    }
    return try await site.read(Case.vault) { db in
      BesideCase(
        questions: try RequestList.all(of: row.id, in: db).filter { $0.life == .sent },
        actions: try MeetingList.actions(in: row.id, in: db),
        readers: try MeetingList.readers(of: row.id, in: db),
        providers: Dictionary(providers.map { ($0.reference, $0) }) { first, _ in first },
        referral: referral,
        reported: try ReferralList.sealed(referral.id, in: db),
        mayOpenReferral: ChannelPolicy.policy.allows(.read, viewer, facts)
      )
    }
  }

  func words(
    _ lines: [CaseRecord.Line],
    _ found: Found,
    _ beside: BesideCase
  ) async throws -> Words {
    let parts = lines.flatMap(\.parts)
    let state = found.state
    let near = state.keptOut.union(state.circle.keys).union(state.askers)
    let accounts = lines.map(\.by) + parts.filter { $0.kind == .account }.map(\.value)
    let cases = parts.filter { ["case", "earlier"].contains($0.name) }
      .map { ($0.value, Case.reference(of: $0.value)) }
    let goals = lines.filter { $0.act == "case.goal-set" }.map { ($0.item, $0.value("words")) }
    let providers = beside.providers.mapValues { row in
      let name = found.seesName(of: row) ? row.name : nil
      return name.map { "\($0) (\(row.reference))" } ?? row.reference
    }
    let supports = state.supports.map { support in
      let provider = providers[support.provider] ?? support.provider
      return (support.id, "\(Case.natureList.label(support.nature.code)): \(provider)")
    }
    let remarked = Set(lines.filter { $0.act == CaseRecord.remark }.map { $0.value("entry") })
    let entries = lines.filter { remarked.contains(String($0.position)) }
      .map { (String($0.position), CaseWording.entry($0)) }
    let named: [(String, String)] = cases + goals + supports + entries + providers.map { ($0.key, $0.value) }
    return Words(
      people: try await site.names(of: accounts + near + beside.people + [state.owner]),
      areas: try await site.areaNames(),
      records: Dictionary(named) { first, _ in first }
    )
  }
}

extension CasePages.Found {
  /// Whoever may choose a provider for a case knows them by name, and so do they.
  func seesName(of provider: ProviderList.Row) -> Bool {
    ProviderPolicy.policy.allows(.seeProviders, viewer, .none)
      || ProviderPolicy.policy.allows(.readProvider, viewer, .init(account: provider.account))
  }
}
