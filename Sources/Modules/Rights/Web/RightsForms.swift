import Domain
import Kernel
import Platform

/// The forms of requests: recording one, and each step.
enum RightsForms {
  struct Receive: Equatable, Sendable {
    var kind = ""
    var law = ""
    var way = ""
    var asker = ""
    var on: PartialDate?
    var givenName = ""
    var familyName = ""
    var birth: PartialDate?
    var address = ""
    var name = ""
    var reach = ""
    var words = ""
  }

  static let receive = Form<Receive>("rights-request", sections: [what, whom, asks])

  private static let what = FormSection<Receive>(
    "what",
    "What is asked",
    [
      .choice(
        \.kind,
        "kind",
        "What they ask for",
        RightsRequest.kindList,
        required: "Choose what they ask for"
      ),
      .area(
        \.words,
        "words",
        "In their own words",
        max: 10_000,
        required: "Enter what they ask, in their own words",
        rows: 5
      ),
      .choice(
        \.law,
        "law",
        "Under which law",
        RightsRequest.lawList,
        required: "Choose under which law it is answered"
      ),
      .date(
        \.on,
        "on",
        "Received on",
        hint: "The day on which it reached anybody in the organisation; today where it is left empty",
        precision: .day
      ),
      .choice(\.way, "way", "How it came in", RightsRequest.wayList, required: "Choose how it came in"),
    ]
  )

  private static let whom = FormSection<Receive>(
    "whom",
    "Whom it is about",
    [
      .text(\.givenName, "given_name", "Given names", max: 100),
      .text(\.familyName, "family_name", "Family name", hint: "Of the two names, one is enough", max: 100),
      .date(\.birth, "birth", "Date of birth", hint: "A year is enough"),
      .area(\.address, "address", "Address", max: 300, rows: 2),
    ]
  )

  private static let asks = FormSection<Receive>(
    "asks",
    "Who asks",
    [
      .choice(\.asker, "asker", "Who asks", RightsRequest.askerList, required: "Choose who asks"),
      .text(\.name, "name", "Name of who asks for them", hint: "Where it is not the person", max: 100),
      .area(
        \.reach,
        "reach",
        "Where the answer goes",
        max: 300,
        required: "Enter where the answer goes",
        rows: 2
      ),
    ]
  )

  /// - Throws: ``Invalid``.
  static func received(
    _ values: FormValues,
    on today: PartialDate,
    subject: String,
    _ rules: RightsRules
  ) throws(Invalid) -> RightsRequest.Received {
    let sent = try receive.parse(values, into: .init())
    var errors: [FieldError] = []
    if sent.givenName.isEmpty && sent.familyName.isEmpty {
      errors.append(FieldError("family_name", "Enter a name"))
    }
    if sent.asker != "person" && sent.name.isEmpty {
      errors.append(FieldError("name", "Enter the name of who asks for them"))
    }
    if let day = sent.on, day > today {
      errors.append(FieldError("on", "The day it was received must be today or in the past"))
    }
    guard errors.isEmpty else { throw Invalid(errors) }
    return .init(
      subject: subject,
      kind: Coded(sent.kind, version: RightsRequest.kindList.version),
      law: Coded(sent.law, version: RightsRequest.lawList.version),
      way: Coded(sent.way, version: RightsRequest.wayList.version),
      asker: Coded(sent.asker, version: RightsRequest.askerList.version),
      on: sent.on ?? today,
      person: .init(
        givenName: sent.givenName,
        familyName: sent.familyName,
        birth: sent.birth,
        address: sent.address
      ),
      contact: .init(name: sent.name, reach: sent.reach),
      words: sent.words,
      rules
    )
  }
}
