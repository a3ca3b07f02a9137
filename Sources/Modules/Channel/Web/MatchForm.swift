import Domain
import Kernel
import Platform

/// The form in which somebody says whether two referrals are about one person.
enum MatchForm {
  struct Judged: Equatable, Sendable {
    var verdict = ""
    var reason = ""
  }

  /// The code of the list that links them.
  static let same = "same"

  static let verdicts = CodeList(
    "match-verdict",
    version: 1,
    [
      .init(same, "Yes, the same person", hint: "They are linked, and each page leads to the other"),
      .init("different", "No, two people", hint: "They are not shown as likely any more"),
    ]
  )

  static let judging = Form<Judged>(
    "match",
    [
      .choice(
        \.verdict,
        "verdict",
        "Are both about the same person?",
        verdicts,
        required: "Choose whether both are about the same person"
      ),
      .area(
        \.reason,
        "reason",
        "How do you know?",
        hint: "Whoever reads this later must be able to follow it. It is sealed with the keys of both",
        max: 1000,
        required: "Say how you know",
        rows: 3
      ),
    ]
  )
}

extension Match.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .reasonNeeded: "reason-needed"
    case .alreadySaid: "already-said"
    case .nothingToUndo: "nothing-to-undo"
    case .otherPair: "other-pair"
    }
  }

  package var sentence: String {
    switch self {
    case .reasonNeeded: "Say how you know"
    case .alreadySaid(let life):
      life == .confirmed
        ? "Somebody said already that both are about the same person: take that back first"
        : "Somebody said already that they are two people: take that back first"
    case .nothingToUndo: "Nothing was said of these two"
    case .otherPair: "This is about two others"
    }
  }
}
