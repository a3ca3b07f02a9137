/// How far two names agree, the most first.
package enum NameAgreement: Int, Sendable, CaseIterable, Comparable {
  case same
  /// Known forms of one name: Bill and William, Kowalski and Kowalska.
  case form
  /// Other spellings of what sounds alike: Mohamed and Muhammad.
  case sound
  /// One slip of the pen, or nearly the same letters.
  case spelling
  /// One of several names: Anna Maria and Anna.
  case part
  /// Much the same letters, or an initial.
  case faint
  case different

  package static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }

  /// How far two names agree that stand alone, as a table of cases asks; nil where one of them says nothing.
  package static func of(_ first: String, _ second: String) -> NameAgreement? {
    guard let first = Name(first), let second = Name(second) else { return nil }
    return of(first, second)
  }

  static func of(_ first: Name, _ second: Name) -> NameAgreement {
    let whole = of(first.joined, second.joined)
    if first.words.count == 1, second.words.count == 1 || whole == .same { return whole }
    return min(whole, byWords(first.words, second.words))
  }

  /// The best pairing of words in any order; a name with more words than the other has it as a part at most.
  private static func byWords(_ first: [Name.Word], _ second: [Name.Word]) -> NameAgreement {
    let (few, many) = first.count <= second.count ? (first, second) : (second, first)
    var pairs: [Pair] = []
    for mine in few.indices {
      for theirs in many.indices { pairs.append(Pair(mine, theirs, of(few[mine], many[theirs]))) }
    }
    pairs.sort { $0.rank < $1.rank }
    var worst = same
    var mine = Set(few.indices)
    var left = Set(many.indices)
    for pair in pairs where mine.contains(pair.mine) && left.contains(pair.theirs) {
      mine.remove(pair.mine)
      left.remove(pair.theirs)
      worst = max(worst, pair.agreement)
    }
    if left.isEmpty { return worst }
    return worst <= .spelling && few.contains { $0.letters.count > 1 } ? .part : max(worst, .faint)
  }

  private struct Pair {
    let mine: Int
    let theirs: Int
    let agreement: NameAgreement

    init(_ mine: Int, _ theirs: Int, _ agreement: NameAgreement) {
      self.mine = mine
      self.theirs = theirs
      self.agreement = agreement
    }

    /// The best first, among equals those in the same place, so that it is the same both ways.
    var rank: (Int, Int, Int) { (agreement.rawValue, abs(mine - theirs), mine + theirs) }
  }

  static func of(_ first: Name.Word, _ second: Name.Word) -> NameAgreement {
    let (mine, theirs) = (first.letters, second.letters)
    if mine == theirs { return .same }
    if KnownNames.forms(mine, theirs) || Endings.sameFamily(mine, theirs) { return .form }
    if min(mine.count, theirs.count) == 1 { return mine.first == theirs.first ? .faint : .different }
    if first.sounds.alike(second.sounds) { return .sound }
    let alike = JaroWinkler.similarity(mine, theirs)
    if min(mine.count, theirs.count) >= 4, alike >= 0.92 || DamerauLevenshtein.oneSlip(mine, theirs) {
      return .spelling
    }
    return alike >= 0.84 || DamerauLevenshtein.oneSlip(mine, theirs) ? .faint : .different
  }
}

/// Endings of family names that only tell a woman's from a man's.
enum Endings {
  /// Polish adjectives: Kowalski and Kowalska, Zawadzki and Zawadzka; abroad some of them end in -sky.
  static func sameFamily(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    guard let mine = stem(first), let theirs = stem(second) else { return false }
    return mine == theirs
  }

  private static func stem(_ name: [UInt8]) -> [UInt8]? {
    guard name.count >= 6, let last = name.last, "iay".utf8.contains(last) else { return nil }
    let stem = Array(name.dropLast())
    let adjective = stem.suffix(2)
    return ["sk", "ck", "zk"].contains { adjective.elementsEqual($0.utf8) } ? stem : nil
  }
}
