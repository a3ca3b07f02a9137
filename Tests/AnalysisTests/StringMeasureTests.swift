import Testing

@testable import Analysis

/// The string measures agree with the implementations that the field uses, and hold for any text.
struct StringMeasureTests {
  @Test func `Jaro, Jaro-Winkler and Damerau-Levenshtein are those of jellyfish`() throws {
    let rows = try Reference.rows("strings.tsv").dropFirst()
    #expect(rows.count > 500)
    for row in rows {
      let (first, second) = (Array(row[0]), Array(row[1]))
      let jaro = try #require(Double(row[2]))
      let winkler = try #require(Double(row[3]))
      #expect(abs(JaroWinkler.jaro(first, second) - jaro) < 1e-9, "\(row)")
      #expect(abs(JaroWinkler.similarity(first, second) - winkler) < 1e-9, "\(row)")
      #expect(DamerauLevenshtein.distance(first, second) == Int(row[4]), "\(row)")
    }
  }

  @Test func `one slip is a distance of at most one`() throws {
    for row in try Reference.rows("strings.tsv").dropFirst() {
      let (first, second) = (Array(row[0].utf8), Array(row[1].utf8))
      #expect(DamerauLevenshtein.oneSlip(first, second) == (DamerauLevenshtein.distance(first, second) <= 1))
    }
  }

  @Test func `measures are the same both ways, bounded, and whole for a word beside itself`() {
    var chance = Seeded(5)
    for _ in 0..<2000 {
      let first = Self.word(&chance)
      let second = Self.word(&chance)
      let alike = JaroWinkler.similarity(first, second)
      #expect(abs(alike - JaroWinkler.similarity(second, first)) < 1e-9)
      #expect((0...1).contains(alike))
      let slips = DamerauLevenshtein.distance(first, second)
      #expect(slips == DamerauLevenshtein.distance(second, first))
      #expect(slips <= max(first.count, second.count) && slips >= abs(first.count - second.count))
      #expect(DamerauLevenshtein.distance(first, first) == 0)
      #expect(first.isEmpty || JaroWinkler.similarity(first, first) == 1)
    }
  }

  @Test func `the distance of sounds is the same both ways, and nothing for the same`() {
    var chance = Seeded(6)
    for _ in 0..<2000 {
      let first = Sounds(Self.word(&chance)).readings[0]
      let second = Sounds(Self.word(&chance)).readings[0]
      let apart = SoundDistance.distance(first, second)
      #expect(abs(apart - SoundDistance.distance(second, first)) < 1e-9)
      #expect(apart >= 0 && SoundDistance.distance(first, first) == 0)
    }
  }

  private static func word(_ chance: inout Seeded) -> [UInt8] {
    (0..<Int.random(in: 0...9, using: &chance)).map { _ in UInt8.random(in: 97...104, using: &chance) }
  }
}
