/// Reads a spelling letter by letter, longest groups first, as English does where it is regular and as
/// Arabic, Bengali and Somali names are written by English ears.
///
/// After the guide to romanised Arabic in the Library of Congress's tables (ALA-LC) and the groups of
/// Lawrence Philips's Metaphone (1990), with vowels kept.
struct Reader {
  private let word: [UInt8]
  private var place = 0
  private(set) var sounds: [UInt8] = []

  init(_ word: [UInt8]) {
    self.word = word
    sounds.reserveCapacity(word.count)
    while place < word.count { step() }
  }

  private mutating func step() {
    let letter = word[place]
    if isVowel(letter) { return vowels(letter) }
    if letter == UInt8(ascii: "y") { return glide() }
    if place == 0, let silent = Self.beginnings.first(where: { word.begins(with: $0.0) }) {
      return emit(silent.1, over: silent.0.utf8CodeUnitCount)
    }
    if let group = Self.groups.first(where: { word.begins(with: $0.0, at: place) }) {
      return emit(group.1, over: group.0.utf8CodeUnitCount)
    }
    single(letter)
  }

  /// Where they stand at the beginning their first letter is silent.
  private static let beginnings: [(StaticString, StaticString)] = [
    ("wr", "r"), ("kn", "n"), ("gn", "n"), ("ps", "s"), ("x", "z"),
  ]

  private static let groups: [(StaticString, StaticString)] = [
    ("sch", "S"), ("tch", "C"), ("chr", "kr"), ("chl", "kl"), ("ch", "C"), ("ck", "k"), ("cz", "C"),
    ("cq", "k"),
    ("sh", "S"), ("sz", "S"), ("ph", "f"), ("th", "T"), ("kh", "X"), ("bh", "b"), ("dh", "d"), ("rh", "r"),
    ("wh", "w"), ("zh", "S"), ("dj", "J"), ("dg", "J"), ("dz", "z"), ("sce", "se"), ("sci", "si"),
  ]

  private mutating func single(_ letter: UInt8) {
    let next = at(1)
    switch letter {
    case UInt8(ascii: "c"): emit(next.map(Self.softens) == true ? "s" : "k", over: 1)
    case UInt8(ascii: "g") where next == UInt8(ascii: "h"): throaty()
    case UInt8(ascii: "g"): emit(next.map(Self.softens) == true && place > 0 ? "J" : "g", over: 1)
    case UInt8(ascii: "j"): emit("J", over: 1)
    case UInt8(ascii: "q"):
      // In "Siddique" and "Quazi" the u is silent.
      let silent = next == UInt8(ascii: "u") && at(2).map(isVowel) == true
      emit("k", over: silent ? 2 : 1)
    case UInt8(ascii: "w"): if next.map(isVowel) == true { emit("w", over: 1) } else { place += 1 }
    case UInt8(ascii: "x"): emit("ks", over: 1)
    case UInt8(ascii: "h"):
      // After a vowel at the end nobody hears it: Sarah, Fatimah.
      if next == nil, place > 0, isVowel(word[place - 1]) { place += 1 } else { emit("h", over: 1) }
    default: emit(letter)
    }
  }

  /// Gh is heard before a vowel, as in Ghani, and not in Wright or Leigh.
  private mutating func throaty() {
    if place == 0 || at(2).map(isVowel) == true { emit("g", over: 2) } else { place += 2 }
  }

  private mutating func glide() {
    let follows = at(1).map(isVowel) == true
    emit(follows ? "Y" : "i", over: 1)
  }

  private mutating func vowels(_ letter: UInt8) {
    if let (group, sound) = Self.endings.first(where: {
      word.count - place == $0.0.utf8CodeUnitCount
        && word.count > $0.0.utf8CodeUnitCount && word.begins(with: $0.0, at: place)
    }) {
      return emit(sound, over: group.utf8CodeUnitCount)
    }
    if let group = Self.diphthongs.first(where: { word.begins(with: $0.0, at: place) }) {
      return diphthong(group.0, group.1)
    }
    if letter == UInt8(ascii: "e"), place == word.count - 1, place > 1 { return emit("E", over: 1) }
    emit(letter)
  }

  private static let endings: [(StaticString, StaticString)] = [
    ("eigh", "i"), ("eah", "ia"), ("iah", "ia"), ("ie", "i"), ("ey", "i"), ("ee", "i"), ("ow", "o"),
    ("oe", "o"),
  ]

  private static let diphthongs: [(StaticString, StaticString)] = [
    ("aa", "a"), ("ee", "i"), ("ii", "i"), ("oo", "u"), ("uu", "u"), ("ou", "u"), ("ea", "i"), ("ie", "i"),
    ("oa", "o"), ("ai", "ay"), ("ei", "ey"), ("ay", "ay"), ("ey", "ey"), ("oi", "oy"), ("oy", "oy"),
    ("au", "o"),
    ("aw", "o"), ("ow", "o"), ("ew", "u"), ("eu", "u"),
  ]

  private mutating func diphthong(_ group: StaticString, _ sound: StaticString) {
    let after = at(2)
    let last = word[place + 1]
    // "Dawud", "Nowak": w and y before a vowel begin the next syllable. "Saiid": the long vowel is its own.
    let opens = (last == UInt8(ascii: "w") || last == UInt8(ascii: "y")) && after.map(isVowel) == true
    let long = after == last && last != UInt8(ascii: "y") && last != word[place]
    if opens || long { return emit(word[place]) }
    emit(sound, over: 2)
  }

  private func at(_ ahead: Int) -> UInt8? { place + ahead < word.count ? word[place + ahead] : nil }

  private func isVowel(_ letter: UInt8) -> Bool { SoundDistance.isVowel(letter) }

  private static func softens(_ letter: UInt8) -> Bool {
    letter == UInt8(ascii: "e") || letter == UInt8(ascii: "i") || letter == UInt8(ascii: "y")
  }

  private mutating func emit(_ letter: UInt8) {
    if sounds.last != letter { sounds.append(letter) }
    place += 1
  }

  /// A sound said twice is heard once.
  private mutating func emit(_ sound: StaticString, over letters: Int) {
    sound.withUTF8Buffer { for letter in $0 where sounds.last != letter { sounds.append(letter) } }
    place += letters
  }
}
