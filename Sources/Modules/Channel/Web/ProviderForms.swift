import Domain
import Kernel
import Platform

/// The forms of an intervention provider, declared once each.
enum ProviderForms {
  struct Listing: Equatable, Sendable {
    var name = ""
    var account = ""
    var capacity = ""
  }

  /// - Parameter people: Those who hold the role of provider; nil for the description.
  static func listing(_ people: CodeList?) -> Form<Listing> {
    Form(
      "intervention-provider",
      [
        .text(
          \.name,
          "name",
          "Name",
          hint: "Of the person who gives the support",
          max: 200,
          required: "Enter a name"
        ),
        PeopleChoice.field(
          \.account,
          "account",
          "Account",
          hint: "Where they sign in here and record sessions themselves",
          people
        ),
        capacityField(\.capacity),
      ]
    )
  }

  static let capacity = Form<String>("provider-capacity", [capacityField(\.self)])

  private static func capacityField<Value: Sendable>(_ path: Field<Value>.Path<String>) -> Field<Value> {
    .text(
      path,
      "capacity",
      "How many cases at once",
      hint: "A whole number; 0 while they take none",
      max: 3,
      required: "Say how many cases they take at once"
    )
  }

  static func number(_ text: String) throws(Invalid) -> Int {
    guard let number = Int(text), (0...999).contains(number) else {
      throw Invalid([FieldError("capacity", "How many cases at once must be a whole number, like 4")])
    }
    return number
  }

  struct Approval: Equatable, Sendable {
    var natures: [String] = []
    var until: PartialDate?
    var words = ""
  }

  static let untilNeeded = "Enter the last day of the approval"

  static let approval = Form<Approval>(
    "provider-approval",
    [
      .choices(
        \.natures,
        "natures",
        "For which support",
        hint: "What is not chosen is not approved any more",
        Case.natureList,
        required: "Choose for which support they are approved"
      ),
      .date(
        \.until,
        "until",
        "Until",
        hint: "The last day on which a case may be given to them",
        precision: .day,
        required: untilNeeded
      ),
      .area(
        \.words,
        "words",
        "By whom, and on what grounds",
        hint: "Who decided, which checks were made, when they are made again. Sealed with the provider’s key",
        max: 2000,
        required: "Say by whom and on what grounds",
        rows: 4
      ),
    ]
  )

  struct Conflict: Equatable, Sendable {
    var reference = ""
    var words = ""
  }

  static let conflict = Form<Conflict>(
    "provider-conflict",
    [
      .text(
        \.reference,
        "case",
        "Which case?",
        hint: "Its reference, as it stands on its page",
        max: 40,
        required: "Enter the reference of the case"
      ),
      .area(
        \.words,
        "words",
        "How they are near to the person",
        hint: "As little as is needed. Sealed with the provider’s key",
        max: 1000,
        required: "Say how they are near to the person",
        rows: 2
      ),
    ]
  )
}

/// A person chosen of those who hold some role.
enum PeopleChoice {
  /// - Parameter people: Nil for the description, which knows nobody.
  static func field<Value>(
    _ path: Field<Value>.Path<String>,
    _ name: String,
    _ label: String,
    hint: String? = nil,
    _ people: CodeList?,
    required: String? = nil
  ) -> Field<Value> {
    guard let people else {
      return .text(path, name, "\(label): its identifier", hint: hint, max: 32, required: required)
    }
    return .choice(path, name, label, hint: hint, people, required: required)
  }
}
