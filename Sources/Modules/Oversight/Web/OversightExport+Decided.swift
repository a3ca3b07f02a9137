import Domain
import Foundation
import Kernel
import Platform
import Sheets
import Views

extension OversightExport {
  /// What was decided on settings, on erasing and on keeping, and what the operator started the program with.
  func decided() async throws -> [Sheet] {
    var tables: [Sheet] = []
    if SettingPolicy.policy.allows(.read, viewer, .init()) {
      tables += [try await settings(), try await startUps()]
    }
    if RetentionPolicy.policy.allows(.readErasures, viewer, .none) { tables.append(try await erasures()) }
    if RetentionPolicy.policy.allows(.read, viewer, .none) { tables.append(try await retention()) }
    return tables
  }

  private func settings() async throws -> Sheet {
    let acts = try await site.read(.directory) { try SettingList.acts(in: $0) }.filter { includes($0.at) }
    let names = try await site.names(of: acts.map(\.by))
    return Sheet(
      "settings",
      about: "Each row is something that was decided on a setting.",
      Self.columns("at", "by", "by_name", "key", "act", "old", "value", "from", "reason", "source"),
      acts.map { act in
        [
          Self.moment(act.at), .text(act.by), .text(names[act.by] ?? ""), .text(act.key), .text(act.act),
          .text(act.old ?? ""), .text(act.value ?? ""), .text(act.from?.iso ?? ""), .text(act.reason),
          .text(act.source),
        ]
      }
    )
  }

  private func startUps() async throws -> Sheet {
    let seen = try await site.read(.directory) { try SettingList.noticed(limit: Self.most, in: $0) }
      .filter { includes($0.at) }
    return Sheet(
      "start-up-settings",
      about: "Each row is a setting of the operator's that was otherwise at a start. Secrets have no value.",
      Self.columns("at", "key", "old", "value", "is_gone"),
      seen.map { one in
        [
          Self.moment(one.at), .text(one.key), .text(one.old ?? ""), .text(one.value ?? ""),
          .truth(one.isGone),
        ]
      }
    )
  }

  private func erasures() async throws -> Sheet {
    let rows = try await site.read(.directory) {
      try ErasureList.page(offset: 0, limit: Self.most, in: $0).rows
    }
    .filter { includes($0.askedAt) }
    let names = try await site.names(of: rows.map(\.askedBy))
    return Sheet(
      "erasures",
      about: "Each row is one erasure that was asked for.",
      Self.columns(
        "id",
        "state",
        "subject",
        "vault",
        "ground",
        "asked_by",
        "asked_by_name",
        "asked_at",
        "certified_at"
      ),
      rows.map { row in
        [
          .text(row.id), .text(row.life.rawValue), .text(row.subject), .text(row.vault?.rawValue ?? ""),
          .text(row.ground), .text(row.askedBy), .text(names[row.askedBy] ?? ""), Self.moment(row.askedAt),
          Self.moment(row.certifiedAt),
        ]
      }
    )
  }

  private func retention() async throws -> Sheet {
    let acts = try await site.read(.directory) { try RetentionList.acts(in: $0) }
      .filter { includes($0.act.at) }
    let names = try await site.names(of: acts.map(\.act.by))
    return Sheet(
      "retention-decisions",
      about: "Each row is a decision to keep what is held of somebody, or to hold or release it.",
      Self.columns("at", "by", "by_name", "subject", "act", "until", "reason"),
      acts.map { subject, act in
        [
          Self.moment(act.at), .text(act.by), .text(names[act.by] ?? ""), .text(subject), .text(act.act),
          .text(act.until?.iso ?? ""), .text(act.reason),
        ]
      }
    )
  }

  private func includes(_ moment: Date) -> Bool { period.includes(PartialDate(on: moment)) }
}
