import Domain
import Kernel
import Platform
import Views

extension SettingRecord.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .reasonNeeded: "reason-needed"
    case .notAllowed: "not-allowed"
    case .beginsInThePast: "begins-in-the-past"
    case .alreadyProposed: "already-proposed"
    case .nothingProposed: "nothing-proposed"
    case .ownProposal: "own-proposal"
    }
  }

  package var sentence: String {
    switch self {
    case .reasonNeeded: "Say why."
    case .notAllowed(let declaration): "The new value must be \(SettingWording.allowed(declaration))"
    case .beginsInThePast: "The first day must be today or later: what was so until now stays so."
    case .alreadyProposed: "Another change is proposed already. Agree to it or decline it first."
    case .nothingProposed: "No change is proposed any more."
    case .ownProposal: "You proposed this change. Somebody else must agree to it."
    }
  }

  package var field: String? {
    switch self {
    case .notAllowed: "value"
    case .beginsInThePast: "from"
    case .reasonNeeded: "reason"
    case .alreadyProposed, .nothingProposed, .ownProposal: nil
    }
  }
}

extension ConfigurationRecord.Refusal: WordedRefusal {
  package var slug: String { "" }
  package var sentence: String { "" }
}

enum SettingWording {
  static func allowed(_ declaration: SettingDeclaration) -> String {
    switch declaration.kind {
    case .number(let range, let unit):
      "a whole number, \(unit.words), from \(range.lowerBound.grouped) to \(range.upperBound.grouped)"
    case .choice(let list): "one of: " + list.codes.map(\.label).joined(separator: "; ")
    }
  }

  /// The part of a key before its point, as a heading.
  static func group(_ key: String) -> String {
    let name = key.prefix { $0 != "." }.replacing("-", with: " ")
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  /// What was done, as the history says it after a name.
  static func act(_ act: SettingList.Act, _ declaration: SettingDeclaration) -> String {
    let value = act.value.map(declaration.words) ?? ""
    let old = act.old.map(declaration.words) ?? ""
    let from = act.from?.words ?? ""
    return switch act.act {
    case "changed": "set it to \(value) from \(from), in the place of \(old)"
    case "proposed": "proposed \(value) from \(from), in the place of \(old)"
    case "agreed": "agreed: \(value) from \(from), in the place of \(old)"
    case "declined": "declined what was proposed"
    default: act.act
    }
  }

  static func reason(_ act: SettingList.Act) -> String {
    act.source.isEmpty ? act.reason : "\(act.reason) (\(act.source))"
  }

  /// A setting of the operator's, as it was seen.
  static func seen(_ value: String?) -> String {
    switch value {
    case nil: "Hidden"
    case "": "Empty"
    case let value?: value
    }
  }
}
