/// What a word in Latin letters may sound like: coarse sounds, read in up to three ways of spelling.
///
/// Codes such as Soundex and Double Metaphone keep consonants only, and so call Hassan and Hussein, or Jamal
/// and Jamila, the same; they read every word as English, and so miss that Somali writes Ali as Cali. Sounds
/// here keep the vowels, and a word that looks Somali or Polish is read in that spelling too. How far two of
/// them are apart is `SoundDistance`'s to say. `make bench-matching` sets both beside one another.
///
/// Each sound is one letter: `S` sh, `C` ch, `J` dg, `X` kh, `T` th, `E` an e that is often silent at the
/// end, `y` a glide after a vowel, `Y` and `w` before one.
struct Sounds {
  let readings: [[UInt8]]

  init(_ word: [UInt8]) {
    var found = [Reader(word).sounds]
    for spelling in [Somali.inGeneralSpelling(word), Polish.inGeneralSpelling(word)] {
      guard let spelling else { continue }
      let sounds = Reader(spelling).sounds
      if !sounds.isEmpty, !found.contains(sounds) { found.append(sounds) }
    }
    readings = found
  }

  /// Whether any way of reading one sounds like any of the other.
  func alike(_ other: Sounds) -> Bool {
    readings.contains { mine in other.readings.contains { SoundDistance.alike(mine, $0) } }
  }

  /// The consonants of each reading in coarse classes, for finding what may sound alike: at most `limit` of
  /// them, after a mark where the word begins with a vowel or an h.
  func skeletons(limit: Int = 5) -> [String] {
    var found: [String] = []
    for reading in readings {
      let skeleton = Self.skeleton(reading, limit)
      if !found.contains(skeleton) { found.append(skeleton) }
    }
    return found
  }

  private static func skeleton(_ sounds: [UInt8], _ limit: Int) -> String {
    var letters: [UInt8] = []
    for sound in sounds {
      let coarse = SoundDistance.coarse(sound)
      if let coarse, letters.last != coarse { letters.append(coarse) }
      if coarse == nil, letters.isEmpty { letters.append(UInt8(ascii: "a")) }
      if letters.count == limit { break }
    }
    return letters.text
  }
}
