/// What two records are compared in.
package enum ComparedField: String, Sendable, CaseIterable, Codable {
  case given, family, birth, house, street, place, town, postcode

  static let ofAddress: Set<ComparedField> = [.house, .street, .place, .town, .postcode]

  /// How many ways of agreeing there are, the last of them not to agree.
  package var levels: Int {
    switch self {
    case .given, .family: NameAgreement.allCases.count
    case .birth: BirthAgreement.allCases.count
    case .house, .street, .place, .town, .postcode: TextAgreement.allCases.count
    }
  }
}

/// How two records agree in each field that both have: the number of its level, 0 for the same.
package struct Comparison: Sendable, Equatable {
  package var levels: [ComparedField: Int] = [:]
  package var names = Names.asWritten

  /// Which names were held against which.
  package enum Names: String, Sendable, Codable {
    case asWritten
    /// The first name of each against the last of the other.
    case swapped
    /// All names of each as one.
    case divided
  }

  /// The way in which the names agree most, without any weights: what weights are estimated from.
  package static func closest(_ first: ComparedPerson, _ second: ComparedPerson) -> Comparison {
    let middle = NameAgreement.spelling.rawValue
    func apart(_ way: Comparison) -> Int { (way.levels[.given] ?? middle) + (way.levels[.family] ?? middle) }
    return all(first, second).min { apart($0) < apart($1) } ?? Comparison()
  }

  /// Every way of holding the names of two records against one another, and the rest beside each.
  static func all(_ first: ComparedPerson, _ second: ComparedPerson) -> [Comparison] {
    var written = Comparison()
    written.compareRest(first, second)
    var swapped = written
    let rest = written
    written.compare(first.given, second.given, in: .given)
    written.compare(first.family, second.family, in: .family)
    let close = NameAgreement.sound.rawValue
    if let given = written.levels[.given], let family = written.levels[.family], given <= close,
      family <= close
    {
      return [written]
    }
    swapped.names = .swapped
    swapped.compare(first.given, second.family, in: .given)
    swapped.compare(first.family, second.given, in: .family)
    let crossed = swapped.levels[.given] != nil || swapped.levels[.family] != nil
    var found = crossed ? [written, swapped] : [written]
    if let divided = rest.divided(first, second) { found.append(divided) }
    return found
  }

  /// Nil where the names are no more than a first and a last of each, or do not agree as one.
  private func divided(_ first: ComparedPerson, _ second: ComparedPerson) -> Comparison? {
    let words = [first.given, first.family, second.given, second.family].map { $0?.words.count ?? 0 }
    guard words[0] + words[1] > 1, words[2] + words[3] > 1, words != [1, 1, 1, 1] else { return nil }
    guard let mine = first.whole, let theirs = second.whole else { return nil }
    let agreement = NameAgreement.of(mine, theirs)
    guard agreement <= .part else { return nil }
    var divided = self
    divided.names = .divided
    divided.levels[.given] = max(agreement, .form).rawValue
    divided.levels[.family] = max(agreement, .form).rawValue
    return divided
  }

  private mutating func compare(_ first: Name?, _ second: Name?, in field: ComparedField) {
    if let first, let second { levels[field] = NameAgreement.of(first, second).rawValue }
  }

  private mutating func compareRest(_ first: ComparedPerson, _ second: ComparedPerson) {
    if let mine = first.details.birth, let theirs = second.details.birth {
      levels[.birth] = BirthAgreement.of(mine, theirs)?.rawValue
    }
    let (mine, theirs) = (first.address, second.address)
    compare(mine.house, theirs.house, in: .house, TextAgreement.ofHouse)
    compare(mine.town, theirs.town, in: .town, TextAgreement.ofText)
    compare(mine.postcode, theirs.postcode, in: .postcode, TextAgreement.ofPostcode)
    compareLines(mine, theirs)
  }

  /// Street and further line, in whichever order they agree more.
  private mutating func compareLines(_ first: ComparedAddress, _ second: ComparedAddress) {
    let ways = [(second.street, second.place), (second.place, second.street)].map { street, place in
      [Self.agreement(first.street, street), Self.agreement(first.place, place)]
    }
    func missed(_ way: [TextAgreement?]) -> Int {
      way.compactMap { $0?.rawValue }.reduce(0, +) + way.count { $0 == nil } * 2
    }
    guard missed(ways[1]) < missed(ways[0]) else {
      levels[.street] = ways[0][0]?.rawValue
      levels[.place] = ways[0][1]?.rawValue
      return
    }
    // Crossed, neither is the street's: the better one counts as it, a single one as the other line.
    let crossed = ways[1].compactMap { $0?.rawValue }.sorted()
    levels[.street] = crossed.count == 2 ? crossed[0] : nil
    levels[.place] = crossed.last
  }

  private static func agreement(_ first: [UInt8]?, _ second: [UInt8]?) -> TextAgreement? {
    guard let first, let second else { return nil }
    return TextAgreement.ofText(first, second)
  }

  private mutating func compare(
    _ first: [UInt8]?,
    _ second: [UInt8]?,
    in field: ComparedField,
    _ agreement: ([UInt8], [UInt8]) -> TextAgreement
  ) {
    if let first, let second { levels[field] = agreement(first, second).rawValue }
  }
}
