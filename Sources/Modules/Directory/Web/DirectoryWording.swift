import Domain
import Kernel
import Platform
import Views

extension Account.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyOpen: "already-open"
    case .notOpen: "not-open"
    case .ownAccount: "own-account"
    case .alreadyHeld: "already-held"
    case .keptApart: "kept-apart"
    case .notHeld: "not-held"
    case .endsBeforeItBegins: "ends-before-it-begins"
    case .reviewedInThePast: "reviewed-in-the-past"
    case .notTheirs: "not-theirs"
    case .notCompletedYet: "not-completed-yet"
    case .reasonNeeded: "reason-needed"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyOpen: "This account is open already."
    case .notOpen: "This account is not open."
    case .ownAccount: "Nobody changes their own roles or closes their own account. Ask another administrator."
    case .alreadyHeld: "That role is held there at that time already."
    case .keptApart(let role):
      "Nobody holds this role beside that of \(role.label.lowercased()) in one place. Another person must hold it, or the other role must end first."
    case .notHeld: "That role is not held."
    case .endsBeforeItBegins: "A role cannot end before it begins."
    case .reviewedInThePast: "The next review must lie in the future."
    case .notTheirs: "Nobody accepts a text for somebody else."
    case .notCompletedYet: "The day must not lie in the future."
    case .reasonNeeded: "Say why."
    }
  }
}

extension Organisation.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .nameNeeded: "name-needed"
    case .reasonNeeded: "reason-needed"
    }
  }

  package var sentence: String {
    switch self {
    case .nameNeeded: "An organisation needs a name."
    case .reasonNeeded: "Say why."
    }
  }
}

extension Area.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .nameNeeded: "name-needed"
    }
  }
  package var sentence: String {
    switch self {
    case .nameNeeded: "An area needs a name."
    }
  }
}

/// The words of the directory.
enum DirectoryWording {
  static func act(_ done: AccountList.Act, _ places: [String: String], _ terms: RoleTerms) -> String {
    let (act, holding) = (done.act, done.holding)
    let text = terms.texts.first { $0.code == done.detail }?.title ?? done.detail
    let role = holding.map { "\($0.role.label.lowercased()), \(place($0.scope, places))" } ?? ""
    return switch act {
    case "opened": "opened the account"
    case "revised": "changed the account"
    case "role-granted": "granted a role: \(role)"
    case "role-reviewed":
      "reviewed a role: \(role), next by \(PartialDate(done.detail)?.words ?? done.detail)"
    case "role-ended": "ended a role: \(role)"
    case "text-accepted": "accepted a text: \(text)"
    case "training-completed": "completed training: \(text)"
    case "closed": "closed the account"
    default: act
    }
  }

  static func place(_ scope: Kernel.Scope, _ places: [String: String]) -> String {
    switch scope {
    case .everywhere: "everywhere"
    case .organisation(let id): "for \(places[id] ?? id)"
    case .area(let id): "in \(places[id] ?? id)"
    }
  }

  static func period(_ holding: Holding) -> String {
    "from \(holding.from.words)" + (holding.until.map { " until \($0.words)" } ?? "")
  }

  // MARK: How a role stands

  /// What keeps a role from being active, and what to do about it, as one sentence each.
  ///
  /// - Parameter isOwn: Whether the holder reads it.
  static func obstacle(_ obstacle: Standing.Obstacle, isOwn: Bool) -> String {
    switch obstacle {
    case .begins(let day): "It begins on \(day.words)."
    case .ended(let day): "It ended on \(day.words)."
    case .lapsed(let day):
      "Nobody reviewed it in time: it was last held on \(day.words)."
        + (isOwn ? " Ask an administrator to review it." : "")
    case .text(let text):
      switch (text.kind, isOwn) {
      case (.conduct, true): "Read and accept “\(text.title)”, and it becomes active."
      case (.conduct, false): "They have not accepted “\(text.title)” as it is now."
      case (.training, true): "Complete “\(text.title)”, and it becomes active."
      case (.training, false): "They have not completed “\(text.title)”, or it has run out."
      }
    }
  }

  /// How often something is done that is done every so many months.
  static func often(_ months: Int) -> String {
    switch months {
    case 1: "every month"
    case 12: "every year"
    case 24: "every two years"
    default: "every \(months) months"
    }
  }

  /// A word or two for the tag beside a role, and the colour of the tag.
  static func state(_ standing: Standing, on day: PartialDate) -> (words: String, colour: String) {
    if standing.isEnded { return ("Ended", "grey") }
    if standing.isLapsed { return ("Review lapsed", "red") }
    if case .begins = standing.obstacles.first { return ("Not yet", "blue") }
    if !standing.isActive { return ("Not active", "orange") }
    return standing.review < day ? ("Review overdue", "yellow") : ("Active", "green")
  }

  /// Nil where it ended: then nothing is to be reviewed.
  static func review(_ standing: Standing, _ terms: RoleTerms, on day: PartialDate) -> String? {
    guard !standing.isEnded else { return nil }
    let lapse = terms.lapse(of: standing.grant)
    if lapse < day { return "A review was due by \(standing.review.words)" }
    if standing.review < day {
      return "A review was due by \(standing.review.words); without one it ends after \(lapse.words)"
    }
    return "To be reviewed by \(standing.review.words)"
  }
}
