/// One thing that two records have in common, or in which they differ, in plain words.
package struct Reason: Sendable, Equatable {
  package let field: ComparedField
  package let speaksFor: Bool
  package let words: String

  /// Names first, as people read them; the address part by part.
  static func all(_ comparison: Comparison, _ first: PersonDetails, _ second: PersonDetails) -> [Reason] {
    var found = names(comparison, first, second)
    if let level = comparison.levels[.birth], let agreement = BirthAgreement(rawValue: level),
      let mine = first.birth, let theirs = second.birth
    {
      found.append(birth(agreement, mine, theirs))
    }
    for field in [ComparedField.house, .street, .place, .town, .postcode] {
      if let level = comparison.levels[field], let agreement = TextAgreement(rawValue: level) {
        found.append(address(field, agreement, first.address, second.address))
      }
    }
    return found
  }

  private static func names(
    _ comparison: Comparison,
    _ first: PersonDetails,
    _ second: PersonDetails
  ) -> [Reason] {
    let given = comparison.levels[.given].flatMap(NameAgreement.init)
    let family = comparison.levels[.family].flatMap(NameAgreement.init)
    switch comparison.names {
    case .asWritten:
      return [
        given.map { name(.given, "first name", $0, first.given, second.given) },
        family.map { name(.family, "last name", $0, first.family, second.family) },
      ].compactMap { $0 }
    case .swapped:
      let turned = Reason(
        field: .given,
        speaksFor: true,
        words: "First and last name the other way round: \(full(first)) / \(full(second))"
      )
      return [
        turned,
        given.map { name(.given, "name", $0, first.given, second.family) },
        family.map { name(.family, "name", $0, first.family, second.given) },
      ].compactMap { $0 }
    case .divided:
      let all = given == .part || family == .part
      let words = all ? "All names of one are among those of the other" : "The same names, divided otherwise"
      return [Reason(field: .given, speaksFor: true, words: "\(words): \(full(first)) / \(full(second))")]
    }
  }

  private static func full(_ person: PersonDetails) -> String {
    [person.given, person.family].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func name(
    _ field: ComparedField,
    _ what: String,
    _ agreement: NameAgreement,
    _ first: String,
    _ second: String
  ) -> Reason {
    let pair = "\(first) / \(second)"
    let words =
      switch agreement {
      case .same: first == second ? "The same \(what): \(first)" : "The same \(what): \(pair)"
      case .form: "Forms of the same \(what): \(pair)"
      case .sound: "\(what.capitalizedFirst) sounds the same: \(pair)"
      case .spelling: "\(what.capitalizedFirst) spelled nearly the same: \(pair)"
      case .part: "One \(what) of several is the same: \(pair)"
      case .faint: "\(what.capitalizedFirst) a little alike: \(pair)"
      case .different: "Different \(what): \(pair)"
      }
    return Reason(field: field, speaksFor: agreement <= .part, words: words)
  }

  private static func birth(_ agreement: BirthAgreement, _ first: BirthDate, _ second: BirthDate) -> Reason {
    let pair = "\(first.words) / \(second.words)"
    let words =
      switch agreement {
      case .same: "The same date of birth: \(first.words)"
      case .dayAndMonthSwapped: "Day and month of birth swapped: \(pair)"
      case .slip: "Date of birth one slip apart: \(pair)"
      case .yearBeside: "The same day and month of birth, the year one apart: \(pair)"
      case .firstOfJanuary:
        "Both \(first.words): the same year, but 1 January often stands for a day not known"
      case .yearKnownOnly:
        first.digits == nil || second.digits == nil
          ? "What both know of the date of birth is the same: \(pair)"
          : "The same year of birth, one of them 1 January, which often stands for a day not known: \(pair)"
      case .dayAndMonth: "The same day and month of birth in another year: \(pair)"
      case .close: "Parts of the date of birth are the same: \(pair)"
      case .different: "Different date of birth: \(pair)"
      }
    return Reason(field: .birth, speaksFor: agreement.rawValue < BirthAgreement.close.rawValue, words: words)
  }

  private static func address(
    _ field: ComparedField,
    _ agreement: TextAgreement,
    _ first: PostalAddress,
    _ second: PostalAddress
  ) -> Reason {
    let what =
      switch field {
      case .house: "house number"
      case .street: "street"
      case .place: "further line of the address"
      case .town: "town"
      default: "postcode"
      }
    let values: (String, String)? =
      switch field {
      case .town: (first.town, second.town)
      case .postcode: (first.postcode, second.postcode)
      default: nil
      }
    let pair = values.map { $0.0 == $0.1 ? ": \($0.0)" : ": \($0.0) / \($0.1)" } ?? ""
    let words =
      switch agreement {
      case .same: "The same \(what)\(pair)"
      case .spelling: "\(what.capitalizedFirst) one slip apart\(pair)"
      case .faint: field == .postcode ? "The same district of the postcode\(pair)" : "Similar \(what)\(pair)"
      case .different: "Different \(what)\(pair)"
      }
    return Reason(field: field, speaksFor: agreement < .different, words: words)
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
