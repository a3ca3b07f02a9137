/// How far two words are apart in sound: a weighted edit distance over coarse sounds.
///
/// The form is that of Editex (J. Zobel and P. Dart, "Phonetic String Matching: Lessons from Information
/// Retrieval", SIGIR 1996): changing a sound for one that is heard like it costs less. The costs are set by
/// hand from how names are romanised: short vowels vary (a and e, e and i, o and u), Bengali writes a short a
/// as o and z as j, Arabic has no p, Polish has no difference between English w and v.
enum SoundDistance {
  /// Cost for each sound of the longer word, over which two words are not called alike.
  static let tolerance = 0.13
  /// What no two words alike are apart by, however long they are: one clear sound.
  static let most = 0.95

  static func alike(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    if first == second { return !first.isEmpty }
    let allowed = min(most, tolerance * Double(first.count + second.count) / 2)
    guard abs(first.count - second.count) <= 3 else { return false }
    return distance(first, second, within: allowed) <= allowed
  }

  /// The distance, or infinity as soon as it is known to be over `within`.
  static func distance(_ first: [UInt8], _ second: [UInt8], within: Double = .infinity) -> Double {
    var row = [0.0]
    for place in second.indices { row.append(row[place] + absence(second, place)) }
    for place in first.indices {
      var next = [row[0] + absence(first, place)]
      var least = next[0]
      for other in second.indices {
        let cost = min(
          row[other] + change(first[place], second[other]),
          row[other + 1] + absence(first, place),
          next[other] + absence(second, other)
        )
        next.append(cost)
        least = min(least, cost)
      }
      if least > within { return .infinity }
      row = next
    }
    return row[second.count]
  }

  static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// What it costs that one word has the sound at this place and the other has none.
  private static func absence(_ word: [UInt8], _ place: Int) -> Double {
    switch word[place] {
    case UInt8(ascii: "E"): 0.5
    case UInt8(ascii: "h"), UInt8(ascii: "y"): 0.4
    case UInt8(ascii: "w"): 0.5
    case UInt8(ascii: "Y"): 0.7
    case let sound where isVowel(sound):
      // A vowel at the end tells Amin from Amina; one at the beginning Ali from Li.
      place == word.count - 1 ? 1.3 : place == 0 ? 1 : 0.6
    default: 1
    }
  }

  /// What it costs to hear one sound for another.
  private static func change(_ first: UInt8, _ second: UInt8) -> Double {
    costs[Int(first & 127) << 7 | Int(second & 127)]
  }

  private static let near: [(String, Double)] = [
    ("ae", 0.3), ("ao", 0.45), ("au", 0.5), ("ai", 0.8), ("ei", 0.2), ("eo", 0.8), ("eu", 1), ("ou", 0.1),
    ("Ea", 0.45), ("Ee", 0), ("Ei", 0.3), ("iy", 0.1), ("Yi", 0.3), ("Yy", 0.2), ("uw", 0.3), ("ow", 0.3),
    ("Ss", 0.4), ("sz", 0.3), ("Sz", 0.5), ("Jz", 0.25), ("CJ", 0.3), ("CS", 0.3), ("Cs", 0.4), ("Ck", 0.5),
    ("JS", 0.4), ("JY", 0.6), ("bv", 0.35), ("vw", 0.1), ("bw", 0.4), ("fv", 0.3), ("fp", 0.4), ("bp", 0.3),
    ("dt", 0.4), ("gk", 0.4), ("Xk", 0.2), ("Xh", 0.25), ("Jg", 0.35), ("Tt", 0.1), ("Ts", 0.3), ("Tz", 0.4),
    ("mn", 0.6), ("lr", 0.8),
  ]

  /// For every two letters of ASCII; what is not near is 1, a vowel for a consonant 2.
  private static let costs: [Double] = {
    var table = (0..<128 * 128).map { pair in
      let (first, second) = (UInt8(pair >> 7), UInt8(pair & 127))
      return first == second ? 0 : isVowel(first) == isVowel(second) ? 1.0 : 2
    }
    for (pair, cost) in near {
      let letters = pair.utf8.map(Int.init)
      table[letters[0] << 7 | letters[1]] = cost
      table[letters[1] << 7 | letters[0]] = cost
    }
    return table
  }()

  /// The class of a consonant, sounds that cost little to change together; nil for vowels, glides and h.
  static func coarse(_ sound: UInt8) -> UInt8? {
    switch sound {
    case UInt8(ascii: "b"), UInt8(ascii: "p"), UInt8(ascii: "f"), UInt8(ascii: "v"): UInt8(ascii: "P")
    case UInt8(ascii: "d"), UInt8(ascii: "t"), UInt8(ascii: "T"): UInt8(ascii: "T")
    case UInt8(ascii: "s"), UInt8(ascii: "z"), UInt8(ascii: "S"), UInt8(ascii: "C"), UInt8(ascii: "J"):
      UInt8(ascii: "S")
    case UInt8(ascii: "k"), UInt8(ascii: "g"), UInt8(ascii: "X"): UInt8(ascii: "K")
    case UInt8(ascii: "m"), UInt8(ascii: "n"): UInt8(ascii: "M")
    case UInt8(ascii: "l"): UInt8(ascii: "L")
    case UInt8(ascii: "r"): UInt8(ascii: "R")
    case UInt8(ascii: "0")...UInt8(ascii: "9"): sound
    case UInt8(ascii: "w"), UInt8(ascii: "h"), UInt8(ascii: "y"), UInt8(ascii: "Y"): nil
    default: isVowel(sound) ? nil : sound
    }
  }
}
