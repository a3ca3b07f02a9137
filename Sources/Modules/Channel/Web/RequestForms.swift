import Domain
import Kernel
import Platform

/// The forms of a question to a partner, declared once each.
enum RequestForms {
  struct Asking: Equatable, Sendable {
    var partner = ""
    var agency = ""
    var what = ""
    var why = ""
    var basis = ""
    var due: PartialDate?
  }

  static let dueNeeded = "Enter the day by which an answer is needed"

  static let asking = Form<Asking>(
    "information-request",
    [
      .text(
        \.partner,
        "partner",
        "Which partner?",
        hint:
          "Body and post, such as: Exampleshire College, head of safeguarding. It stands in the access log",
        max: 200,
        required: "Say which partner is asked"
      ),
      .choice(
        \.agency,
        "agency",
        "Agency",
        PanelMeeting.agencyList,
        required: "Choose the agency"
      ),
      .area(
        \.what,
        "what",
        "What is asked for?",
        hint: "No more than is needed",
        max: 2000,
        required: "Say what is asked for",
        rows: 3
      ),
      .area(\.why, "why", "Why is it needed?", max: 2000, required: "Say why it is needed", rows: 3),
      .choice(
        \.basis,
        "basis",
        "Lawful basis",
        hint: "Of telling the partner that there is a case, and of asking",
        Case.basisList,
        required: "Choose the lawful basis"
      ),
      .date(
        \.due,
        "due",
        "By when?",
        precision: .day,
        required: dueNeeded
      ),
    ]
  )

  struct Answer: Equatable, Sendable {
    var text = ""
    var declaration = ""
    var on: PartialDate?
  }

  static let answer = Form<Answer>(
    "information-answer",
    [
      .choice(
        \.declaration,
        "declaration",
        "Does any of it come from an intelligence service, or concern one?",
        hint: "Section 38: such information may not be held here. Look before you copy it in",
        Section38.list,
        required: "Say whether any of it comes from an intelligence service, or concerns one"
      ),
      .area(
        \.text,
        "text",
        "What the partner answered",
        max: 20_000,
        required: "Write what the partner answered",
        rows: 10
      ),
      .date(\.on, "on", "Received on", hint: "Today where it is left empty", precision: .day),
    ]
  )

  struct Refusing: Equatable, Sendable {
    var ground = ""
    var words = ""
    var on: PartialDate?
  }

  static let refusing = Form<Refusing>(
    "information-refusal",
    [
      .choice(
        \.ground,
        "ground",
        "Why does the partner refuse?",
        InformationRequest.refusalList,
        required: "Choose why the partner refuses"
      ),
      .area(
        \.words,
        "words",
        "In their words",
        hint: "Nothing of what section 38 keeps out",
        max: 2000,
        required: "Say what the partner wrote or said",
        rows: 3
      ),
      .date(\.on, "on", "Received on", hint: "Today where it is left empty", precision: .day),
    ]
  )
}
