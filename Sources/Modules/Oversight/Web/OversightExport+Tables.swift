import Domain
import Foundation
import Kernel
import Platform
import Sheets
import Views

extension OversightExport {
  static func columns(_ names: String...) -> [Sheet.Column] { names.map { .init($0) } }

  static func moment(_ date: Date?) -> Sheet.Cell { .text(date.map { $0.ISO8601Format() } ?? "") }

  func table(of rows: [AccessList.Row], in vault: Vault) async throws -> Sheet {
    let names = try await site.names(of: Set(rows.map(\.by)).sorted())
    let titles = try await pages.titles(of: Set(rows.compactMap(\.record)))
    return Sheet(
      "access-log-\(vault.rawValue)",
      about: "Each row is one line of the access log of: \(OversightWording.vault(vault)).",
      Self.columns(
        "position",
        "at",
        "account",
        "name",
        "act",
        "kind",
        "record",
        "reference",
        "area",
        "purpose",
        "words",
        "reason",
        "recipient",
        "break_glass",
        "basis"
      ),
      rows.map { row in
        [
          .integer(Int(row.position)), Self.moment(row.at), .text(row.by), .text(names[row.by] ?? ""),
          .text(row.act.rawValue), .text(row.record?.kind ?? ""), .text(row.record?.id ?? ""),
          .text(row.record.flatMap { titles[$0] } ?? ""), .text(row.area ?? ""), .text(row.purpose ?? ""),
          .text(row.words ?? ""), .text(row.reason ?? ""), .text(row.recipient ?? ""),
          .text(row.breakGlass ?? ""), .text(row.basis ?? ""),
        ]
      }
    )
  }

  func table(of glasses: [BreakGlassList.Row]) async throws -> Sheet {
    let names = try await site.names(of: glasses.flatMap { [$0.by, $0.review?.by ?? ""] })
    let titles = try await pages.titles(of: Set(glasses.map(\.record)))
    return Sheet(
      "break-glass",
      about: "Each row is one break-glass, with its review.",
      Self.columns(
        "id",
        "kind",
        "record",
        "reference",
        "area",
        "account",
        "name",
        "reason",
        "opened_at",
        "ends_at",
        "due",
        "reviewed_by",
        "reviewer",
        "reviewed_at",
        "outcome",
        "words"
      ),
      glasses.map { row in
        [
          .text(row.id), .text(row.record.kind), .text(row.record.id), .text(titles[row.record] ?? ""),
          .text(row.area ?? ""), .text(row.by), .text(names[row.by] ?? ""), .text(row.reason ?? ""),
          Self.moment(row.openedAt), Self.moment(row.endsAt), .date(row.due), .text(row.review?.by ?? ""),
          .text(row.review.flatMap { names[$0.by] } ?? ""), Self.moment(row.review?.at),
          .text(row.review?.outcome ?? ""), .text(row.review?.words ?? ""),
        ]
      }
    )
  }

  /// What rules list now, and every review of what they listed.
  func unusualLooking() async throws -> [Sheet] {
    let period = period
    let found = try await pages.unusual(viewer).findings.filter { period.includes($0.day) }
    // Reviews of what is not listed any more say nothing of areas: they are for who watches over all.
    let reviews =
      areas != nil
      ? []
      : try await site.read(UnusualLook.vault) {
        try UnusualLookList.all(from: period.from, until: period.until, in: $0)
      }
    let names = try await site.names(
      of: found.map(\.account) + reviews.flatMap { [$0.account, $0.review.by] }
    )
    return [
      Sheet(
        "unusual-looking",
        about: "Each row is one person on one day by one rule, of the days that are looked back on.",
        Self.columns("rule", "account", "name", "day", "looks", "records", "is_reviewed"),
        found.map { finding in
          [
            .text(finding.rule), .text(finding.account), .text(names[finding.account] ?? ""),
            .date(finding.day), .integer(finding.looks.count), .integer(finding.records.count),
            .truth(finding.isReviewed),
          ]
        }
      ),
      Sheet(
        "unusual-looking-reviews",
        about: "Each row is one review of unusual looking.",
        Self.columns(
          "rule",
          "account",
          "name",
          "day",
          "looks",
          "reviewed_by",
          "reviewer",
          "reviewed_at",
          "outcome",
          "words"
        ),
        reviews.map { one in
          [
            .text(one.rule), .text(one.account), .text(names[one.account] ?? ""), .date(one.day),
            .integer(one.review.looks), .text(one.review.by), .text(names[one.review.by] ?? ""),
            Self.moment(one.review.at), .text(one.review.outcome), .text(one.review.words ?? ""),
          ]
        }
      ),
    ]
  }

  /// Which roles wait for a review now, and what was decided on roles.
  func roles() async throws -> [Sheet] {
    let waiting = try await pages.rolesToReview(viewer)
    let decided = try await pages.roleDecisions(viewer, limit: Self.most)
      .filter { period.includes(PartialDate(on: $0.act.at)) }
    let names = try await site.names(of: decided.flatMap { [$0.account, $0.act.by] })
    return [
      Sheet(
        "roles-to-review",
        about: "Each row is one role that waits for its review.",
        Self.columns("account", "name", "role", "place", "from", "due", "state"),
        waiting.map { role in
          let holding = role.standing.holding
          return [
            .text(role.person.id), .text(role.person.name ?? ""), .text(holding.role.rawValue),
            .text(DirectoryForms.Grant.place(holding.scope)), .date(holding.from),
            .date(role.standing.review), .text(role.state.rawValue),
          ]
        }
      ),
      Sheet(
        "role-decisions",
        about: "Each row is one decision on a role.",
        Self.columns("at", "by", "by_name", "act", "account", "name", "role", "place", "reason"),
        decided.map { account, act in
          [
            Self.moment(act.at), .text(act.by), .text(names[act.by] ?? ""), .text(act.act), .text(account),
            .text(names[account] ?? ""), .text(act.holding?.role.rawValue ?? ""),
            .text(act.holding.map { DirectoryForms.Grant.place($0.scope) } ?? ""), .text(act.reason),
          ]
        }
      ),
    ]
  }
}
