import Domain
import Kernel
import Platform
import Views

/// What a refusal says to the person who asked.
extension Referral.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyMade: "already-made"
    case .notMade: "not-made"
    case .nothingDiffers: "nothing-differs"
    case .incomplete: "incomplete"
    case .sealedForAnother: "sealed-for-another"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyMade: "This referral was recorded already."
    case .notMade: "There is no such referral."
    case .nothingDiffers: "Nothing differs from what the referral says already."
    case .incomplete(let missing):
      "Fill in: \(missing.map { $0.replacing("_", with: " ") }.joined(separator: ", "))."
    case .sealedForAnother: "What is about one person must be sealed with one key."
    }
  }
}

enum ChannelWording {
  static func name(_ person: Referral.Person) -> String {
    [person.givenName, person.familyName].filter { !$0.isEmpty }.joined(separator: " ")
  }

  static func address(_ person: Referral.Person) -> String {
    let address = person.address
    return [address?.street, address?.town, address?.postcode].compactMap { $0 }.filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  static func concern(_ concern: Coded) -> String {
    Referral.concernList(version: concern.version)?.label(concern.code) ?? concern.code
  }

  static func sector(_ sector: Coded) -> String { Referral.sectorList.label(sector.code) }

  static func act(_ act: String) -> String {
    switch act {
    case "made": "recorded it"
    case "corrected": "corrected it"
    default: act
    }
  }

  /// A sealed referral part by part, in the order in which it is read.
  static func passages(_ sealed: ReferralSealed) -> [HeldPassage] {
    [HeldPassage("name", "Name", name(sealed.person))] + reported(sealed) + [
      HeldPassage("referrer", "Referred by", sealed.referrer.name),
      HeldPassage("organisation", "Organisation and post", sealed.referrer.organisation),
      HeldPassage("contact", "How to reach them", sealed.referrer.contact),
    ]
  }

  /// What was said of the person, without their name and without who said it.
  static func reported(_ sealed: ReferralSealed) -> [HeldPassage] {
    let person = sealed.person
    let aware = sealed.awareness
    return [
      HeldPassage("birth", "Date of birth", person.birth?.words ?? ""),
      HeldPassage("age", "Age in years", person.age.map(String.init) ?? ""),
      HeldPassage("address", "Address", address(person)),
      HeldPassage("grounds", "Grounds", sealed.grounds),
      HeldPassage("remark", "To be read beside the grounds", sealed.remark),
      HeldPassage("person-knows", "Does the person know?", Referral.awarenessList.label(aware.person)),
      HeldPassage(
        "parent-knows",
        "Does a parent or guardian know?",
        Referral.awarenessList.label(aware.parent)
      ),
      HeldPassage("awareness", "How they were told, or why not", aware.words),
    ]
  }
}
