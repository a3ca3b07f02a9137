import Domain
import Kernel
import Platform

/// The forms of keeping and erasing.
enum RetentionForms {
  struct Keep: Equatable, Sendable {
    var until: PartialDate?
    var reason = ""
  }

  static let keep = Form<Keep>(
    "keep",
    [
      .date(
        \.until,
        "until",
        "Keep it until",
        hint: "On this day it is looked at again",
        precision: .day,
        required: "Enter the day"
      ),
      .area(
        \.reason,
        "reason",
        "Why it is still needed",
        hint: "It stands in the history. Name nobody",
        max: 1000,
        required: "Say why",
        rows: 3
      ),
    ]
  )

  struct Ask: Equatable, Sendable {
    var subject = ""
    var ground = ""
    var vault = ""
  }

  /// Stands for no vault in particular.
  static let everywhere = "everywhere"

  static let vaults = CodeList(
    "vault",
    version: 1,
    [.init(everywhere, "Everywhere")]
      + Vault.allCases.map { .init($0.rawValue, RetentionWording.vault($0)) }
  )

  static let ask = Form<Ask>(
    "erasure",
    [
      .text(
        \.subject,
        "subject",
        "Identifier of the person",
        hint: "As it stands on their page; never a name",
        max: 64,
        required: "Enter the identifier"
      ),
      .area(
        \.ground,
        "ground",
        "Legal ground",
        hint: "Such as “UK GDPR, Article 17(1)(b), request of 3 March”. Name nobody",
        max: 500,
        required: "Say on which legal ground",
        rows: 2
      ),
      .choice(\.vault, "vault", "Where", vaults),
    ]
  )

  /// Nothing has to be said to approve.
  static let approve = Form<String>(
    "approve",
    [.area(\.self, "reason", "Note", hint: "What you checked. Name nobody", max: 1000, rows: 2)]
  )
}
