import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// What is set by decision, and what the operator started the program with.
package struct SettingPages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("settings", use: index)
    routes.get("settings/start-up", use: startUp)
    routes.get("settings/{id}", use: show)
    routes.get("settings/{id}/receipts/{position}", use: receipt)
    routes.get("settings/{id}/change", use: changePage)
    routes.post("settings/{id}/change", use: change)
    routes.post("settings/{id}/agree", use: agree)
    routes.get("settings/{id}/decline", use: declinePage)
    routes.post("settings/{id}/decline", use: decline)
  }

  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set([SettingPolicy.Act.change, .agree, .decline].map(\.rawValue))
  }

  // MARK: Reading

  /// Every setting as it stands.
  func standings(_ context: SiteContext) async throws -> [SettingStanding] {
    try SettingPolicy.policy.require(.read, context.viewer, .init())
    let acts = Dictionary(
      grouping: try await site.read(.directory) { try SettingList.acts(in: $0) },
      by: \.key
    )
    return site.policies.declared.map { SettingStanding($0, acts[$0.key] ?? [], on: site.today) }
  }

  /// The setting that the address names, where the viewer may do this with it.
  func found(_ context: SiteContext, to act: SettingPolicy.Act) async throws -> SettingStanding {
    let key = try context.parameters.require("id")
    let record = Reference(kind: SettingRecord.category, id: key)
    try SettingPolicy.policy.require(.read, context.viewer, .init(), on: record)
    guard let declaration = site.policies.declared.first(where: { $0.key == key }) else { throw NotFound() }
    let acts = try await site.read(.directory) { try SettingList.acts(of: key, in: $0) }
    let standing = SettingStanding(declaration, acts, on: site.today)
    // Of what is not proposed any more the command itself says so.
    let facts = standing.proposal == nil ? .init(proposer: "") : standing.facts
    if act != .read { try SettingPolicy.policy.require(act, context.viewer, facts, on: record) }
    return standing
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    let all = try await standings(context)
    let waiting = all.filter { $0.proposal != nil }
    var groups: [(name: String, settings: [SettingStanding])] = []
    for standing in all {
      let name = SettingWording.group(standing.key)
      if let place = groups.firstIndex(where: { $0.name == name }) {
        groups[place].settings.append(standing)
      } else {
        groups.append((name, [standing]))
      }
    }
    return try site.page(
      "configuration/index",
      [
        "isEmpty": all.isEmpty, "hasWaiting": !waiting.isEmpty,
        "waiting": waiting.map(SettingShowModel.line),
        "groups": groups.map { group -> Model in
          ["group": group.name, "settings": group.settings.map(SettingShowModel.line)]
        },
      ],
      context
    )
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .read)
    let history = try await history(of: standing)
    return try site.page(
      "configuration/show",
      SettingShowModel.page(standing, history, context.viewer),
      context
    )
  }

  /// What was done to a setting, the earliest first.
  func history(of standing: SettingStanding) async throws -> [HistoryLine] {
    try await site.history(
      standing.acts,
      what: { SettingWording.act($0, standing.declaration) },
      reason: SettingWording.reason
    )
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let standing = try await found(context, to: .read)
    return try await site.receipt(among: standing.acts.map(\.position), in: .directory, context)
  }

  // MARK: What the operator set

  @Sendable func startUp(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (seen, noticed) = try await operatorSettings(context)
    return try site.page(
      "configuration/start-up",
      [
        "settings": seen.map { setting -> Model in
          [
            "key": setting.key, "value": SettingWording.seen(setting.value),
            "since": PartialDate(on: setting.since).words,
          ]
        },
        "hasNoticed": !noticed.isEmpty,
        "noticed": noticed.map { change -> Model in
          [
            "when": PartialDate(on: change.at).words, "key": change.key,
            "what": change.isGone
              ? "is not a setting any more"
              : change.value == nil
                ? "changed; its value is hidden"
                : "changed from \(SettingWording.seen(change.old)) to \(SettingWording.seen(change.value))",
          ]
        },
      ],
      context
    )
  }

  func operatorSettings(
    _ context: SiteContext
  ) async throws -> (seen: [SettingList.Seen], noticed: [SettingList.Noticed]) {
    try SettingPolicy.policy.require(.read, context.viewer, .init())
    return try await site.read(.directory) { db in
      (try SettingList.operatorSettings(in: db), try SettingList.noticed(limit: 200, in: db))
    }
  }
}

extension SettingList.Act: KeptAct {}
