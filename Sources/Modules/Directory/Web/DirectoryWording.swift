import Domain
import Kernel
import Platform

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
  static func act(_ act: String, _ holding: Holding?, _ places: [String: String]) -> String {
    let role = holding.map { "\($0.role.label.lowercased()), \(place($0.scope, places))" } ?? ""
    return switch act {
    case "opened": "opened the account"
    case "revised": "changed the account"
    case "role-granted": "granted a role: \(role)"
    case "role-ended": "ended a role: \(role)"
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
}
