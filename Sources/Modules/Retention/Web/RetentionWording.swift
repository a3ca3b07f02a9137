import Domain
import Foundation
import Kernel
import Platform
import Views

extension Retention.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .reasonNeeded: "reason-needed"
    case .untilPast: "until-past"
    case .tooLong: "too-long"
    case .alreadyHeld: "already-held"
    case .notHeld: "not-held"
    }
  }

  package var sentence: String {
    switch self {
    case .reasonNeeded: "Say why."
    case .untilPast: "The day must be after today"
    case .tooLong: "Nothing is kept longer than \(Retention.longestMonths / 12) years without being looked at"
    case .alreadyHeld: "A legal hold is on it already."
    case .notHeld: "No legal hold is on it any more."
    }
  }

  package var field: String? {
    switch self {
    case .untilPast, .tooLong: "until"
    case .reasonNeeded: "reason"
    case .alreadyHeld, .notHeld: nil
    }
  }
}

extension Erasure.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyAsked: "already-asked"
    case .groundNeeded: "ground-needed"
    case .reasonNeeded: "reason-needed"
    case .notPossible: "not-possible"
    case .ownRequest: "own-request"
    case .notYours: "not-yours"
    case .nothingHeld: "nothing-held"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyAsked: "This erasure was asked for already."
    case .groundNeeded: "Say on which legal ground."
    case .reasonNeeded: "Say why."
    case .notPossible(let life): "That cannot be done to an erasure that \(RetentionWording.life(life))."
    case .ownRequest: "Nobody approves what they asked for, nor the erasure of themselves. Ask somebody else."
    case .notYours: "Only whoever asked for it can withdraw it."
    case .nothingHeld: "No vault holds a key of this person."
    }
  }

  package var field: String? {
    switch self {
    case .groundNeeded: "ground"
    case .nothingHeld: "subject"
    default: nil
    }
  }
}

enum RetentionWording {
  static func life(_ life: Erasure.Life) -> String {
    switch life {
    case .absent: "is not there"
    case .asked: "waits to be approved"
    case .approved: "is approved"
    case .refused: "was refused"
    case .withdrawn: "was withdrawn"
    case .begun: "has begun"
    case .certified: "is done"
    }
  }

  static func tag(_ life: Erasure.Life) -> Model {
    let (text, colour) =
      switch life {
      case .absent: ("", "")
      case .asked: ("Waits to be approved", "govuk-tag--yellow")
      case .approved: ("Approved", "govuk-tag--yellow")
      case .refused: ("Refused", "govuk-tag--grey")
      case .withdrawn: ("Withdrawn", "govuk-tag--grey")
      case .begun: ("Begun", "govuk-tag--orange")
      case .certified: ("Erased", "govuk-tag--green")
      }
    return ["text": text, "colour": colour]
  }

  /// What was done, as the history says it after a name.
  static func act(_ act: String) -> String {
    switch act {
    case "asked": "asked for it"
    case "approved": "approved it"
    case "refused": "refused it"
    case "withdrawn": "withdrew the request"
    case "begun": "began to destroy the keys"
    case "certified": "certified it"
    default: act
    }
  }

  static func act(_ act: RetentionList.Act) -> String {
    switch act.act {
    case "kept": "decided to keep it until \(act.until?.words ?? "")"
    case "held": "put a legal hold on it"
    case "released": "ended the legal hold"
    default: act.act
    }
  }

  /// What the register elsewhere is like: a sentence, and whether it is a warning.
  static func register(_ register: Erasing.Register) -> Model {
    let erasures = register.count == 1 ? "1 erasure" : "\(register.count.grouped) erasures"
    return [
      "isFault": register.fault != nil,
      "said": register.fault.map { "Do not rely on the register of erasures: \($0)." }
        ?? "The register of erasures, which is kept elsewhere, holds \(erasures), and its signature holds.",
    ]
  }

  static func vault(_ vault: Vault) -> String {
    switch vault {
    case .directory: "People and organisations"
    case .learning: "Practices"
    case .community: "Places and groups"
    case .safeguarding: "Safeguarding"
    case .online: "Material online"
    }
  }

  static func moment(_ date: Date) -> String {
    let time = date.ISO8601Format().dropFirst(11).prefix(5)
    return "\(PartialDate(on: date).words), \(time) UTC"
  }
}
