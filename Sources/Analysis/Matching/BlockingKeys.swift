/// What records that may be of one person have in common however their writers slipped.
///
/// Two records are compared only where they share a key. A view stores a keyed hash (HMAC) of each beside the
/// number of the record and nothing else, so that it holds no name in clear and a record's rows can be
/// deleted with it. Keys say what kind they are, lest a year be taken for a postcode.
package enum BlockingKeys {
  /// No record has more keys than this.
  package static let most = 60
  /// How many rows of one key are read: what more people share tells nothing.
  package static let rowsRead = 400

  /// The keys of a record; the same for what is asked about and for what is stored.
  package static func keys(of person: ComparedPerson) -> [String] {
    let given = codes(person.given)
    let family = codes(person.family)
    let names = distinct(given + family)
    var keys = pairs(given, family)
    keys += dates(person.details.birth, names)
    keys += places(person.address, names, person.details.birth)
    return Array(distinct(keys).prefix(most))
  }

  /// What a view counts to know how common a name is: one for each name there is.
  package static func tallies(of person: ComparedPerson) -> (given: String?, family: String?) {
    (
      person.given.map { "gn:" + $0.joined.letters.text },
      person.family.map { "fn:" + $0.joined.letters.text }
    )
  }

  /// First and last name in either order.
  private static func pairs(_ given: [String], _ family: [String]) -> [String] {
    given.flatMap { mine in family.map { mine < $0 ? "n:\(mine)|\($0)" : "n:\($0)|\(mine)" } }
  }

  /// The whole date, and its year or its day with a name, so that a slip in one part leaves the others.
  ///
  /// Day and month stand in order of size, so that swapping them changes nothing.
  private static func dates(_ birth: BirthDate?, _ names: [String]) -> [String] {
    guard let birth else { return [] }
    var keys: [String] = []
    let inYear = birth.month.flatMap { month in birth.day.map { "\(min(month, $0)).\(max(month, $0))" } }
    if let year = birth.year, let inYear { keys.append("b:\(year).\(inYear)") }
    if let year = birth.year { keys += names.map { "y:\(year)|\($0)" } }
    if let inYear { keys += names.map { "d:\(inYear)|\($0)" } }
    return keys
  }

  private static func places(_ address: ComparedAddress, _ names: [String], _ birth: BirthDate?) -> [String] {
    var keys: [String] = []
    let lines = [address.street, address.place].compactMap { $0.map(skeleton) }
    let town = address.town.map(skeleton)
    if let postcode = address.postcode?.text {
      keys += names.map { "p:\(postcode)|\($0)" }
      keys += lines.map { "s:\(postcode)|\($0)" }
      if let house = address.house?.text { keys.append("h:\(postcode)|\(house)") }
      if let year = birth?.year { keys.append("q:\(postcode)|\(year)") }
    }
    if let house = address.house?.text { keys += lines.map { "r:\(house)|\($0)" } }
    if let town {
      keys += lines.map { "t:\(town)|\($0)" }
      keys += names.map { "w:\(town)|\($0)" }
    }
    // Street and building change places more often than not.
    if lines.count == 2 { keys.append("l:" + lines.sorted().joined(separator: "|")) }
    return keys
  }

  private static func skeleton(_ text: [UInt8]) -> String { Sounds(text).skeletons(limit: 6)[0] }

  /// Coarse sounds of the words of a name, of the name as one word, and of the full names of pet forms: at
  /// most five.
  private static func codes(_ name: Name?) -> [String] {
    guard let name else { return [] }
    var codes: [String] = []
    for word in [name.joined] + (name.words.count > 1 ? name.words : []) {
      codes += word.sounds.skeletons()
      codes += KnownNames.heads(word.letters).flatMap { Sounds($0).skeletons().prefix(1) }
    }
    return Array(distinct(codes.filter { !$0.isEmpty }).prefix(5))
  }

  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
