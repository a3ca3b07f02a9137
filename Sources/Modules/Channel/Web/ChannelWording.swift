import Domain
import Kernel
import Platform
import Views

/// What a refusal says to the person who asked.
extension Referral.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyMade: "already-made"
    case .incomplete: "incomplete"
    case .sealedForAnother: "sealed-for-another"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyMade: "This referral was recorded already."
    case .incomplete(let missing):
      "Fill in: \(missing.map { $0.replacing("_", with: " ") }.joined(separator: ", "))."
    case .sealedForAnother: "What is about one person must be sealed with one key."
    }
  }
}

enum ChannelWording {
  static func concern(_ concern: Coded) -> String {
    Referral.concernList(version: concern.version)?.label(concern.code) ?? concern.code
  }

  static func sector(_ sector: Coded) -> String { Referral.sectorList.label(sector.code) }

  static func act(_ act: String) -> String {
    switch act {
    case "made": "recorded it"
    default: act
    }
  }

  /// A sealed referral part by part, in the order in which it is read.
  static func passages(_ sealed: ReferralSealed) -> [HeldPassage] {
    let person = sealed.person
    let aware = sealed.awareness
    return [
      HeldPassage(
        "name",
        "Name",
        [person.givenName, person.familyName].filter { !$0.isEmpty }.joined(separator: " ")
      ),
      HeldPassage("birth", "Date of birth", person.birth?.words ?? ""),
      HeldPassage("age", "Age in years", person.age.map(String.init) ?? ""),
      HeldPassage("grounds", "Grounds", sealed.grounds),
      HeldPassage("person-knows", "Does the person know?", Referral.awarenessList.label(aware.person)),
      HeldPassage(
        "parent-knows",
        "Does a parent or guardian know?",
        Referral.awarenessList.label(aware.parent)
      ),
      HeldPassage("awareness", "How they were told, or why not", aware.words),
      HeldPassage("referrer", "Referred by", sealed.referrer.name),
      HeldPassage("organisation", "Organisation and post", sealed.referrer.organisation),
      HeldPassage("contact", "How to reach them", sealed.referrer.contact),
    ]
  }
}
