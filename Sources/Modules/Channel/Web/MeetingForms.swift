import Domain
import Kernel
import Platform

/// The forms of a meeting, declared once each.
enum MeetingForms {
  struct Arranging: Equatable, Sendable {
    var area = ""
    var on: PartialDate?
    var place = ""
  }

  static let dayNeeded = "Enter the day of the meeting"

  static func arranging(_ areas: CodeList) -> Form<Arranging> {
    Form(
      "panel-meeting",
      [
        .choice(\.area, "area", "Whose panel meets", areas, required: "Choose the area"),
        .date(\.on, "on", "Day", precision: .day, required: dayNeeded),
        .text(
          \.place,
          "place",
          "Where",
          hint: "A room, or “by video”; no link and nobody’s name: it stands in calendars",
          max: 200
        ),
      ]
    )
  }

  /// A button with a sentence, and nothing to fill in.
  static let confirmation = Form<String>("confirmation", [])

  /// - Parameter cases: Those that wait for the panel; nil for the description.
  static func entering(_ cases: CodeList?) -> Form<String> {
    Form("meeting-case", [PeopleChoice.field(\.self, "case", "Which case", cases, required: "Choose a case")])
  }

  struct Attending: Equatable, Sendable {
    var present: [String] = []
    var chair = ""
    var guests: [String] = []
  }

  /// - Parameter people: Members, those of them who may chair, and who may be a guest; nil for the description.
  static func attending(_ people: (members: CodeList, chairs: CodeList, guests: CodeList)?) -> Form<Attending>
  {
    guard let people else {
      return Form(
        "meeting-attendance",
        [
          .list(\.present, "present", "The accounts of the members who are there", max: 50),
          .text(\.chair, "chair", "The account of whoever chairs", max: 32, required: "Say who chairs"),
          .list(\.guests, "guests", "The accounts of the guests", max: 50),
        ]
      )
    }
    return Form(
      "meeting-attendance",
      [
        .choices(
          \.present,
          "present",
          "Members who are there",
          hint: "Whoever sits on the panel of the area; only they vote",
          people.members,
          required: "Choose who is there"
        ),
        .choice(
          \.chair,
          "chair",
          "Who chairs",
          hint: "Section 37: the local authority",
          people.chairs,
          required: "Choose who chairs"
        ),
        .choices(
          \.guests,
          "guests",
          "Guests",
          hint: "Heard, and without a vote",
          people.guests
        ),
      ]
    )
  }

  struct Conflict: Equatable, Sendable {
    var account = ""
    var words = ""
  }

  static func conflict(_ people: CodeList?) -> Form<Conflict> {
    Form(
      "meeting-conflict",
      [
        PeopleChoice.field(\.account, "account", "Who", people, required: "Choose who is near to the person"),
        .area(
          \.words,
          "words",
          "How they are near to the person",
          hint: "As little as is needed. Sealed with the key of the case",
          max: 1000,
          required: "Say how they are near to the person",
          rows: 2
        ),
      ]
    )
  }

  struct Agreeing: Equatable, Sendable {
    var owner = ""
    var due: PartialDate?
    var what = ""
  }

  static let dueNeeded = "Enter the day by which it is to be done"

  static func action(_ people: CodeList?) -> Form<Agreeing> {
    Form(
      "meeting-action",
      [
        PeopleChoice.field(\.owner, "owner", "Who does it", people, required: "Choose who does it"),
        .date(\.due, "due", "By when", precision: .day, required: dueNeeded),
        .area(\.what, "what", "What", max: 2000, required: "Say what is to be done", rows: 3),
      ]
    )
  }

  static let finishing = Form<String>(
    "meeting-action-done",
    [.area(\.self, "words", "What came of it", max: 2000, required: "Say what came of it", rows: 3)]
  )

  static let contact = Form<PartialDate?>(
    "meeting-contact",
    [
      .date(
        \.self,
        "next_contact",
        "Next contact with the person",
        hint: "Needed where support is offered: no case is silent while consent is sought",
        precision: .day
      )
    ]
  )
}
