import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// Who holds power over others' records: which roles wait for a review, and what was decided on roles.
extension OversightPages {
  /// A decision on a role.
  typealias RoleDecided = (account: String, act: AccountList.Act)

  /// Whether somebody watches over a place independently of those who work there.
  private func watchesIndependently(_ place: Place, _ viewer: Viewer) -> Bool {
    OversightPolicy.independent.contains { viewer.holds($0, for: place) }
  }

  func rolesToReview(_ viewer: Viewer) async throws -> [RoleReview] {
    try await DirectoryPages(site: site).waitingReviews { facts in
      facts.places.allSatisfy { watchesIndependently($0, viewer) }
    }
  }

  /// Decisions of the places that somebody watches over, the latest first.
  func roleDecisions(
    _ viewer: Viewer,
    before position: Int64 = .max,
    limit: Int
  ) async throws -> [RoleDecided] {
    let places = try await DirectoryPages(site: site).places()
    var found: [RoleDecided] = []
    var last = position
    while found.count < limit {
      let before = last
      let some = try await site.read(.directory) {
        try AccountList.roleDecisions(before: before, limit: limit, in: $0)
      }
      found += some.filter { decided in
        decided.act.holding.map { watchesIndependently(places.place(of: $0.scope), viewer) } ?? false
      }
      guard some.count == limit, let final = some.last else { break }
      last = final.act.position
    }
    return Array(found.prefix(limit))
  }

  private func sheet(toReview roles: [RoleReview], _ places: [String: String]) -> Sheet {
    Sheet(
      "To be reviewed",
      about: "Each row is one role that somebody holds.",
      [
        .init("Whose", width: 5), .init("Role", width: 6), .init("Where", width: 5), .init("Review due"),
        .init("State"),
      ],
      roles.map { role in
        [
          .text(role.person.name ?? "A person who was erased"), .text(role.standing.holding.role.label),
          .text(DirectoryWording.place(role.standing.holding.scope, places)), .date(role.standing.review),
          .text(role.state.label),
        ]
      }
    )
  }

  private func sheet(decided: [RoleDecided], _ places: [String: String]) async throws -> Sheet {
    let names = try await site.names(of: decided.flatMap { [$0.account, $0.act.by] })
    return Sheet(
      "Decided",
      about: "Each row is one decision on a role.",
      [
        .init("When", width: 5), .init("Who", width: 5), .init("Did what", width: 8),
        .init("Whose role", width: 5), .init("Why", width: 8),
      ],
      decided.map { account, act in
        [
          .text(PracticeWording.moment(act.at)), .text(who(act.by, names)),
          .text(DirectoryWording.act(act, places, site.options.terms)), .text(who(account, names)),
          .text(act.reason),
        ]
      }
    )
  }

  @Sendable func roles(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.readAll, context.viewer, .none)
    let before = Int64(request.asked.text("before")) ?? .max
    let places = try await DirectoryPages(site: site).places().names
    let waiting = try await rolesToReview(context.viewer)
    let found = try await roleDecisions(context.viewer, before: before, limit: Self.size + 1)
    let shown = Array(found.prefix(Self.size))
    let first = OversightTable(
      sheet: sheet(toReview: waiting, places),
      tags: (4, waiting.map { "govuk-tag--\($0.state.colour)" }),
      empty: "No role waits for a review."
    )
    let second = OversightTable(
      sheet: try await sheet(decided: shown, places),
      empty: "Nothing was decided on a role."
    )
    let older = found.count > Self.size ? shown.last?.act.position : nil
    return try site.page(
      "oversight/table",
      [
        "heading": "Roles and their reviews",
        "lead":
          "A role is reviewed \(DirectoryWording.often(site.options.terms.reviewMonths)) by somebody else than its holder, and lapses where nobody does. Administrators decide; this is what they decided, and what waits for them.",
        "hasBullets": false, "bullets": [Model](), "moreAddress": false, "backAddress": "/oversight",
        "backLabel": "Oversight",
        "olderAddress": older.map { "/oversight/roles?before=\($0)" } ?? false,
        "tables": [
          first.model.merging(
            ListFile.links("/oversight/roles", what: "both lists", total: waiting.count + shown.count)
          ) { $1 },
          second.model.merging(["hasDownloads": false]) { $1 },
        ],
      ],
      context
    )
  }

  func rolesFile(_ context: SiteContext) async throws -> ListFile {
    try OversightPolicy.policy.require(.readAll, context.viewer, .none)
    try site.requireRecentProof(context)
    let places = try await DirectoryPages(site: site).places().names
    let waiting = try await rolesToReview(context.viewer)
    let decided = try await roleDecisions(context.viewer, limit: ListFile.limit)
    let line = AccessLine(.consultation, reason: "download of the reviews of roles")
    try await site.note(line, in: .directory, by: context.viewer)
    return ListFile(
      "roles",
      "Roles and their reviews",
      [sheet(toReview: waiting, places), try await sheet(decided: decided, places)],
      notes: [("Care", "This file names people. Delete it when you no longer need it.")]
    )
  }
}
