import Domain
import Foundation
import Kernel
import Platform
import Views

/// What a refusal says to the person who asked.
extension BreakGlass.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyOpened: "already-opened"
    case .notOpened: "not-opened"
    case .reasonNeeded: "reason-needed"
    case .wordsNeeded: "words-needed"
    case .noSuchOutcome: "no-such-outcome"
    case .openedByReviewer: "opened-by-reviewer"
    case .stillOpen: "still-open"
    case .alreadyReviewed: "already-reviewed"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyOpened: "This was done already. Open the form again to do it once more."
    case .notOpened: "There is no such break-glass."
    case .reasonNeeded: "Say why it is needed."
    case .wordsNeeded: "Say why."
    case .noSuchOutcome: "Choose whether it was justified."
    case .openedByReviewer: "You broke the glass yourself. Somebody else reviews it."
    case .stillOpen(let end):
      "The record is open by it until \(PracticeWording.moment(end)). Review it after: what may still be looked at cannot be judged."
    case .alreadyReviewed: "Somebody has reviewed this already."
    }
  }
}

extension UnusualLook.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .ownLooks: "own-looks"
    case .noSuchOutcome: "no-such-outcome"
    case .wordsNeeded: "words-needed"
    }
  }

  package var sentence: String {
    switch self {
    case .ownLooks: "This is about your own looking. Somebody else reviews it."
    case .noSuchOutcome: "Choose what came of it."
    case .wordsNeeded: "Say what you asked and found."
    }
  }
}

enum OversightWording {
  /// The acts of a log, as people search for them.
  static let actList = CodeList(
    "access-act",
    version: 1,
    [
      .init("consultation", "Looked at"), .init("collection", "Recorded"), .init("alteration", "Changed"),
      .init("disclosure", "Given to somebody"), .init("combination", "Compared or combined"),
      .init("erasure", "Erased"), .init("denied", "Turned away"), .init("signed-in", "Signed in"),
      .init("sign-in-failed", "Failed to sign in"), .init("signed-out", "Signed out"),
      .init("token-made", "Made a token"), .init("token-ended", "Ended a token"),
      .init("session-ended", "Ended a session"), .init("proved", "Showed once more who they are"),
      .init("proof-failed", "Failed to show who they are"),
      .init("link-made", "Made a one-time link"), .init("password-changed", "Changed a password"),
      .init("address-changed", "Changed an e-mail address"),
      .init("second-factor-set", "Set up a second factor"),
      .init("second-factor-removed", "Took off a second factor"),
      .init("recovery-codes-made", "Made recovery codes"),
      .init("recovery-code-used", "Used a recovery code"),
      .init("provider-linked", "Let an organisation’s sign-in in"),
      .init("provider-unlinked", "Let an organisation’s sign-in in no more"),
    ]
  )

  /// To whom something was given, and on which lawful basis where one was asked for.
  static func toWhom(_ row: AccessList.Row) -> String {
    guard let basis = row.basis else { return row.recipient ?? "" }
    return "\(row.recipient ?? "") (\(Case.basisList.label(basis).lowercasedFirst))"
  }

  static func release(_ kind: ReleaseKind) -> String {
    switch kind {
    case .closedCaseLesson: "Lesson of a closed case"
    case .suppressedTable: "Table with small numbers left out"
    case .tensionSummary: "Summary of tensions"
    case .materialFigures: "Figures of material online"
    }
  }

  static func vault(_ vault: Vault) -> String {
    switch vault {
    case .directory: "Organisations, people and roles"
    case .learning: "Practices and what follows from them"
    case .community: "Places and groups"
    case .safeguarding: "People, sealed"
    case .online: "Material online"
    }
  }

  /// - Parameter isOpener: Whether whoever did it broke the glass.
  static func glassAct(_ act: String, isOpener: Bool) -> String {
    switch act {
    case "opened": "broke the glass"
    case "given-back": isOpener ? "gave it back" : "ended it"
    case "reviewed": "reviewed it"
    default: act
    }
  }

  /// A kind of record that no sealed vault holds: `Break-glass`.
  static func kind(_ category: String) -> String { category.prefix(1).uppercased() + category.dropFirst() }

  /// Why, as far as a line says it.
  static func why(_ row: AccessList.Row) -> String {
    let purpose = row.purpose.map(Purpose.list.label)
    let glass = row.breakGlass.map { _ in "under break-glass" }
    // That somebody looked is said beside it: where they said what for, how they asked adds nothing.
    let reason = row.act == .consultation && purpose != nil ? nil : row.reason.map(plain)
    return [purpose, row.words, reason, glass].compactMap { $0 }.joined(separator: " ")
  }

  /// What stands in a line as a code, such as `referral.made` or `readLog`, in words.
  private static func plain(_ code: String) -> String {
    guard !code.contains(" ") else { return code }
    return code.replacing(".", with: " ").reduce(into: "") { words, letter in
      words += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
    }
  }

  /// A rule in the words of who reads the list, with what is set.
  static func rule(_ rule: String, _ rules: OversightRules) -> String {
    switch rule {
    case "volume":
      "Many records in a day: more than \(rules.recordsInADay) different records opened by one person."
    case "hours":
      "Outside working hours: before \(rules.hours.lowerBound):00 or from \(rules.hours.upperBound):00 in London, at a weekend or on a bank holiday."
    case "surname": "A person of the same surname as who looked. The names are compared and not kept."
    case "area": "An area in which who looked held no role on that day."
    default: rule
    }
  }

  /// How long something has waited past its day.
  static func age(_ due: PartialDate, on today: PartialDate) -> String {
    let days = Int((today.moment.timeIntervalSince(due.moment) / 86_400).rounded())
    switch days {
    case ..<0: return "Due on \(due.words)"
    case 0: return "Due today"
    case 1: return "Overdue by a day"
    default: return "Overdue by \(days) days"
    }
  }
}
