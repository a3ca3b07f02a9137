import Domain
import Foundation
import Kernel
import Platform
import Views

/// What it answers.
extension RetentionAPI {
  static let line = Shape<RetentionBook.Line>(
    "Review",
    [
      .value("subject", "The identifier of the person") { $0.clocked.subject },
      .value("kind", "Which rule it is under") { $0.rule.kind },
      .value("record", "The identifier of the record") { $0.clocked.record },
      .value("vault", "Where it is", of: Vault.allCases.map(\.rawValue)) { $0.vault.rawValue },
      .value("began", "The day on which its clock began") { PartialDate(on: $0.clocked.startedAt) },
      .value("due", "The day on which it is looked at") { $0.due },
      .value("then", "What follows", of: RetentionRule.Act.list.codes.map(\.code)) { $0.act.rawValue },
      .value("was_child", "Whether the person was known to be under 18 when the clock began") {
        $0.clocked.isChild
      },
      .value("kept_until", "The day until which somebody decided to keep it") { $0.decision?.keptUntil },
      .value("is_held", "Whether a legal hold is on it") { $0.isHeld },
    ]
  )

  static let list = APIList("reviews", of: line)

  static let person = Shape<RetentionPages.Standing>(
    "Retention",
    [
      .value("subject", "The identifier of the person") { $0.subject },
      .value("is_held", "Whether a legal hold is on it") { $0.isHeld },
      .list("reviews", "The records that are held of them", of: line) { $0.lines },
    ]
  )

  static let erasure = Shape<ErasureList.Row>(
    "Erasure",
    [
      .value("id", "Identifier") { $0.id },
      .form(RetentionForms.ask) {
        .init(subject: $0.subject, ground: $0.ground, vault: $0.vault?.rawValue ?? RetentionForms.everywhere)
      },
      .value(
        "life",
        "Where it is in its life",
        of: Erasure.Life.allCases.filter { $0 != .absent }.map(\.rawValue)
      ) { $0.life.rawValue },
      .value("asked_at", "When it was asked for") { $0.askedAt.ISO8601Format() },
      .value("certified_at", "When it was done") { $0.certifiedAt?.ISO8601Format() },
      .value("certificate", "The signed certificate, once it is done") { $0.certificate },
      .value("version", "How many changes made it what it is") { $0.version },
    ]
  )

  static let all = APIList("erasures", of: erasure)
  static let rows = RecordRows(at: "erasures", as: erasure, in: .directory, ErasureList.find) { $0.version }

  struct Foreseen: Sendable {
    let plan: ErasurePlan
    let outOfReach: OutOfReach
  }

  private static let part = Shape<ErasurePlan.OfVault>(
    "ErasureInVault",
    [
      .value("vault", "Where", of: Vault.allCases.map(\.rawValue)) { $0.vault.rawValue },
      .value("key", "The fingerprint of the key; null where it was destroyed before") { $0.key },
      .value("records", "The records, by kind and identifier") { $0.records.map { "\($0.kind) \($0.id)" } },
      .value("values", "How many sealed values they hold") { $0.values },
    ]
  )

  private static let disclosure = Shape<OutOfReach.Disclosure>(
    "Disclosure",
    [
      .value("vault", "Where", of: Vault.allCases.map(\.rawValue)) { $0.vault.rawValue },
      .value("position", "The line of that vault’s access log") { Int($0.position) },
      .value("record", "What was handed out, by kind and identifier") { "\($0.record.kind) \($0.record.id)" },
      .value("at", "When") { $0.at.ISO8601Format() },
      .value("recipient", "Who got it") { $0.recipient },
      .value("reason", "What for") { $0.reason },
    ]
  )

  static let foreseen = Shape<Foreseen>(
    "ForeseenErasure",
    [
      .list("vaults", "What would be destroyed", of: part) { $0.plan.vaults },
      .list("disclosures", "What was handed out, and cannot be got back", of: disclosure) {
        $0.outOfReach.disclosures
      },
      .value("backups_until", "The last day on which a backup may still hold the key") {
        $0.outOfReach.backupsUntil
      },
    ]
  )
}
