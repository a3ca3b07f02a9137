/// Somali writes ʿayn as c and ḥ as x, and doubles long vowels: Cabdi, Maxamed, Nuur.
enum Somali {
  /// The word as English ears would spell it; nil where nothing in it looks Somali.
  static func inGeneralSpelling(_ word: [UInt8]) -> [UInt8]? {
    guard looksSomali(word) else { return nil }
    var spelled: [UInt8] = []
    for (place, letter) in word.enumerated() {
      let next = place + 1 < word.count ? word[place + 1] : nil
      switch letter {
      case UInt8(ascii: "c") where next != UInt8(ascii: "h"): continue
      case UInt8(ascii: "x"): spelled.append(UInt8(ascii: "h"))
      default: spelled.append(letter)
      }
    }
    return spelled
  }

  private static func looksSomali(_ word: [UInt8]) -> Bool {
    guard word.contains(where: { $0 == UInt8(ascii: "c") || $0 == UInt8(ascii: "x") }) else { return false }
    if word.begins(with: "cabd") || known.contains(word.text) { return true }
    let doubled = zip(word, word.dropFirst()).contains { $0 == $1 && "aiu".utf8.contains($0) }
    let ayn = word.enumerated().contains { place, letter in letter == UInt8(ascii: "c") && isAyn(word, place)
    }
    let throaty = word.enumerated().contains { place, letter in
      letter == UInt8(ascii: "x") && isThroaty(word, place)
    }
    return throaty || (ayn && doubled)
  }

  /// Between vowels, or between a vowel and an edge: Jaamac, Saciid, Caasha.
  private static func isAyn(_ word: [UInt8], _ place: Int) -> Bool {
    let before = place == 0 || SoundDistance.isVowel(word[place - 1])
    let after = place + 1 == word.count || SoundDistance.isVowel(word[place + 1])
    return before && after
  }

  /// English has an x before a vowel only after an e or at the beginning of Xavier: Xasan, Axmed, Faarax.
  private static func isThroaty(_ word: [UInt8], _ place: Int) -> Bool {
    if place + 1 == word.count { return place > 1 && "au".utf8.contains(word[place - 1]) }
    let next = word[place + 1]
    if place == 0 { return SoundDistance.isVowel(next) && !word.begins(with: "xavier") }
    guard "aiou".utf8.contains(word[place - 1]) else { return false }
    return SoundDistance.isVowel(next) || next == UInt8(ascii: "m") || next == UInt8(ascii: "d")
  }

  /// Common ones that nothing else gives away.
  private static let known: Set<String> = [
    "cabbas", "cadan", "cali", "camir", "cartan", "casha", "cawad", "cawil", "cilmi", "cise", "cige",
    "cumar", "cusman", "cismail", "cosob", "cadil", "jamac", "rabic", "sacid", "sacad",
  ]
}

/// Polish writes v as w, y as j, sh as sz and si, ch as cz and ci, h as ch: Wojciech, Szymon, Jerzy.
enum Polish {
  /// The word as English ears would spell it; nil where nothing in it looks Polish.
  static func inGeneralSpelling(_ word: [UInt8]) -> [UInt8]? {
    guard marks.contains(where: { mark in word.indices.contains { word.begins(with: mark, at: $0) } }) else {
      return nil
    }
    var spelled: [UInt8] = []
    var place = 0
    while place < word.count {
      if let group = groups.first(where: { word.begins(with: $0.0, at: place) }) {
        group.1.withUTF8Buffer { spelled.append(contentsOf: $0) }
        place += group.0.utf8CodeUnitCount
      } else {
        spelled.append(word[place])
        place += 1
      }
    }
    return spelled
  }

  private static let marks: [StaticString] = [
    "sz", "cz", "rz", "dz", "w", "j", "ski", "ska", "sky", "cki", "cka",
  ]

  private static let groups: [(StaticString, StaticString)] = [
    ("szcz", "shch"), ("sz", "sh"), ("cz", "ch"), ("rz", "zh"), ("ch", "h"), ("cie", "che"), ("cia", "cha"),
    ("ciu", "chu"), ("cio", "cho"), ("ci", "chi"), ("sie", "she"), ("sia", "sha"), ("siu", "shu"),
    ("sio", "sho"),
    ("cki", "tski"), ("cka", "tska"), ("c", "ts"), ("w", "v"), ("j", "y"),
  ]
}
