import Domain
import Kernel
import Platform
import Views

enum RequestWording {
  static func standing(_ row: RequestList.Row, on day: PartialDate) -> String {
    switch row.life {
    case .absent: ""
    case .sent: row.due < day ? "No answer, and late" : "No answer yet"
    case .answered: "Answered"
    case .refused: "Refused"
    case .withdrawn: "Withdrawn"
    }
  }

  /// A question and what came back, in the order in which they are read.
  static func rows(_ asked: RequestPages.Asked, on day: PartialDate) -> [Model] {
    let words = asked.state.sent?.words.value
    let rows = [
      ("Where it stands", standing(asked.row, on: day)), ("Partner", words?.partner ?? ""),
      ("What is asked for", words?.what ?? ""), ("Why it is needed", words?.why ?? ""),
      ("Lawful basis", Case.basisList.label(asked.row.basis)), ("Asked on", asked.row.sentOn.words),
      ("By when", asked.row.due.words),
    ]
    return (rows + outcome(asked.state)).filter { !$0.1.isEmpty }.map { Model.row($0.0, $0.1) }
  }

  private static func outcome(_ state: InformationRequest.State) -> [(String, String)] {
    switch state.last {
    case .answered(let body):
      [
        ("Answered on", body.on.words), ("What they answered", body.text.value ?? ""),
        ("Section 38", Section38.list.label(body.declaration.code)),
      ]
    case .refused(let body):
      [
        ("Refused on", body.on.words), ("Ground", InformationRequest.refusalList.label(body.ground.code)),
        ("In their words", body.words.value ?? ""),
      ]
    case .withdrawn(let body): [("Withdrawn because", body.reason.value ?? "")]
    case .sent, nil: []
    }
  }

  static func act(_ act: String) -> String {
    switch act {
    case "sent": "asked the partner"
    case "answered": "recorded the answer"
    case "refused": "recorded the refusal"
    case "withdrawn": "withdrew the question"
    default: act
    }
  }
}

/// What a refusal says to the person who asked.
extension InformationRequest.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadySent: "already-sent"
    case .notPossible: "not-possible"
    case .incomplete: "incomplete"
    case .noSuchCode: "no-such-code"
    case .notAhead: "not-ahead"
    case .inTheFuture: "in-the-future"
    case .sensitiveInformation: "sensitive-information"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadySent: "This question was sent already."
    case .notPossible(.sent): "The question waits for an answer."
    case .notPossible: "What came of this question is recorded already."
    case .incomplete(let missing): "Fill in: \(missing.joined(separator: ", "))."
    case .noSuchCode: "Choose from the list."
    case .notAhead: "The day by which an answer is needed must lie ahead."
    case .inTheFuture: "It cannot have come on a day that lies ahead."
    case .sensitiveInformation:
      "Section 38: what comes from an intelligence service, or concerns one, may not be held here. Nothing of it was kept. Where it only names one, say so; otherwise ask the partner for an answer without it."
    }
  }

  package var field: String? {
    switch self {
    case .incomplete(let missing): missing.first
    case .sensitiveInformation: "declaration"
    case .inTheFuture: "on"
    case .notAhead: "due"
    default: nil
    }
  }
}
