import Domain
import Kernel
import Platform

extension RightsForms {
  /// What a step was told.
  struct Step: Equatable, Sendable {
    var code = ""
    var words = ""
    var on: PartialDate?
    /// A code of ``RightsChoices``; the reference of a record where one is added.
    var record = ""
    /// The record that was found by it.
    var found: SealedRecord?
    /// The words of a part that are kept back; none for all of it.
    var only: [String] = []
    /// The bundle that goes out.
    var copy: String?
    /// Of what is made.
    var id = ""
  }

  /// - Parameter choices: Nil for the description of the interface, which knows no request.
  static func form(_ step: RightsStep, _ choices: RightsChoices?) -> Form<Step> {
    Form(step.path, fields(step, choices))
  }

  private static func fields(_ step: RightsStep, _ choices: RightsChoices?) -> [Field<Step>] {
    switch step {
    case .askIdentity: [words("What you asked for", required: "Say what you asked for"), on("Asked on")]
    case .confirmIdentity:
      [
        code("how", "How it is known", RightsRequest.proofList, "Choose how it is known who asks"),
        words("Note", hint: "No number of a document"), on("Confirmed on"),
      ]
    case .extend:
      [
        code("ground", "Why", RightsRequest.extensionList, "Choose why it takes longer"),
        words("What you told them", required: "Say what you told them"), on("Told on"),
      ]
    case .link:
      [
        .text(
          \.record,
          "record",
          "Reference of the record",
          hint: "Such as R-00000-00001",
          max: 40,
          required: "Enter the reference of the record"
        )
      ]
    case .unlink: [pick("Record", choices?.records, "Choose the record"), reason]
    case .withhold:
      [
        pick("What is kept back", choices?.passages, "Choose what is kept back"),
        .list(
          \.only,
          "only",
          "Only these words of it",
          hint:
            "One passage to a line, just as it stands there: other spellings stay. Leave it empty to keep all of it back",
          max: 20
        ),
        code("ground", "On which ground", RightsRequest.withholdingList, "Choose on which ground"),
        words("Why", hint: "It stays in the file, and does not go into the bundle", required: "Say why"),
      ]
    case .give: [pick("What is given", choices?.withheld, "Choose what is given"), reason]
    case .propose:
      [
        code("outcome", "Answer", RightsRequest.outcomeList, "Choose the answer"),
        letter("What the person is told"),
      ]
    case .approve: [words("Note", hint: "What you checked")]
    case .sendBack: [reason]
    case .answer:
      [code("how", "How it was sent", RightsRequest.wayList, "Choose how it was sent"), on("Sent on")]
    case .tell:
      [
        pick("Who had received it", choices?.recipients, "Choose who had received it"),
        on("Told on", hint: "Today where this and the next are left empty"),
        words("Why they need not be told", hint: "Only where they were not"),
      ]
    case .carryOut:
      [
        words("What was done", hint: "Where it stands, and who did it", required: "Say what was done"),
        on("Done on"),
      ]
    case .askReview:
      [words("What they say, in their own words", required: "Enter what they say"), on("Received on")]
    case .review:
      [
        code("outcome", "Result", RightsRequest.reviewList, "Choose the result"),
        letter("What the person is told"), on("Reviewed on"),
      ]
    case .withdraw: [words("What they said"), on("Received on")]
    case .endRestriction: [words("Why it ends", required: "Say why it ends"), on("Ended on")]
    }
  }

  private static let reason = words("Why", name: "reason", required: "Say why")

  private static func words(
    _ label: String,
    name: String = "words",
    hint: String? = nil,
    required: String? = nil
  ) -> Field<Step> {
    .area(\.words, name, label, hint: hint, max: 4000, required: required, rows: 3)
  }

  private static func letter(_ label: String) -> Field<Step> {
    .area(
      \.words,
      "letter",
      label,
      hint: "In plain words: what was done, what was not and why, and whom they can turn to",
      max: 10_000,
      required: "Write what the person is told",
      rows: 10
    )
  }

  private static func on(_ label: String, hint: String = "Today where it is left empty") -> Field<Step> {
    .date(\.on, "on", label, hint: hint, precision: .day)
  }

  private static func code(
    _ name: String,
    _ label: String,
    _ list: CodeList,
    _ required: String
  ) -> Field<Step> {
    .choice(\.code, name, label, list, required: required)
  }

  private static func pick(_ label: String, _ list: CodeList?, _ required: String) -> Field<Step> {
    guard let list else { return .text(\.record, "record", label, max: 400, required: required) }
    return .choice(\.record, "record", label, list, required: required)
  }
}
