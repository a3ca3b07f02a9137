import Domain
import Kernel
import Platform

/// The form of a setting: its value is a number or one of a list, as its declaration says.
enum SettingForm {
  /// Of any setting, as it is described to programs.
  static let any = form(value: .text(\.value, "value", "Value", max: 100, required: "Enter the new value"))

  static func form(_ declaration: SettingDeclaration) -> Form<SettingRecord.Change> {
    switch declaration.kind {
    case .number(let range, let unit):
      form(
        value: .text(
          \.value,
          "value",
          "New value",
          hint:
            "A whole number, \(unit.words), from \(range.lowerBound.grouped) to \(range.upperBound.grouped)",
          max: 100,
          required: "Enter the new value"
        )
      )
    case .choice(let list):
      form(value: .choice(\.value, "value", "New value", list, required: "Choose the new value"))
    }
  }

  private static func form(value: Field<SettingRecord.Change>) -> Form<SettingRecord.Change> {
    Form(
      "setting",
      [
        value,
        .date(
          \.from,
          "from",
          "From",
          hint: "The first day on which it holds; today or later",
          precision: .day,
          required: "Enter the first day"
        ),
        .area(
          \.reason,
          "reason",
          "Why",
          hint: "It stands in the history. Name nobody",
          max: 1000,
          required: "Say why",
          rows: 3
        ),
        .text(
          \.source,
          "source",
          "Law or guidance that it rests on",
          hint: "Leave empty if there is none",
          max: 500
        ),
      ]
    )
  }
}

extension SettingDeclaration.Unit {
  /// What is counted.
  var words: String {
    switch self {
    case .percent: "in per cent"
    case .oclock: "the hour of the day"
    default: "of \(rawValue)"
    }
  }
}
