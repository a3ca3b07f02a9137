import Domain
import Kernel
import Platform

/// The kinds of question that acts ask.
extension Field where Value == CaseAct.Sent {
  static func line(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    required: String? = nil
  ) -> Self {
    .text(\.[text: name], name, label, hint: hint, max: 200, required: required)
  }

  static func words(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    required: String? = nil,
    rows: Int = 4
  ) -> Self {
    .area(\.[text: name], name, label, hint: hint, max: 10_000, required: required, rows: rows)
  }

  static func reason(_ label: String = "Why") -> Self {
    .words("reason", label, hint: "It stands in the case, sealed", required: "Say why", rows: 2)
  }

  static func one(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    _ list: CodeList,
    required: String? = nil
  ) -> Self {
    .choice(\.[text: name], name, label, hint: hint, list, required: required)
  }

  static func some(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    _ list: CodeList,
    required: String
  ) -> Self {
    .choices(\.[list: name], name, label, hint: hint, list, required: required)
  }

  static func day(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    required: String? = nil
  ) -> Self {
    .date(\.[day: name], name, label, hint: hint, precision: .day, required: required)
  }

  static func flag(_ name: String, _ label: String) -> Self { .flag(\.[flag: name], name, label) }

  /// The next contact, which may be no further away than the rules say.
  static func nextContact(_ scene: CaseScene) -> Self {
    .day(
      "next",
      "Next contact by",
      hint: "On or before \(scene.today.adding(days: scene.rules.contactDays).words)",
      required: "Enter the day of the next contact"
    )
  }
}
