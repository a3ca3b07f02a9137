import Foundation

/// How much each way of agreeing speaks for two records being of one person, in bits.
///
/// I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969), 1183–1210: the weight of a
/// level is log₂(m/u), m its share among records of one person and u its share among records of two. The
/// figures are estimated by `Benchmarks/matching_weights.py`; what is capped here is what they know nothing
/// of.
package struct AgreementWeights: Sendable {
  /// By field the shares of its levels, of one person and of two.
  package struct Shares: Sendable, Equatable {
    package let m: [Double]
    package let u: [Double]

    package init(m: [Double], u: [Double]) {
      self.m = m
      self.u = u
    }
  }

  let bits: [ComparedField: [Double]]
  /// The share of two people who have the same name by chance, on which the weight of the same name rests.
  let usual: [ComparedField: Double]
  /// What first and last name the other way round takes off, and names divided otherwise.
  let swapped: Double
  let divided: Double
  /// No single field speaks against it more than this: a slip of a whole field is commoner than any estimate
  /// of it.
  let least: Double
  /// Nobody is another person because they moved house, nor the same because they live with somebody.
  let address: ClosedRange<Double>
  /// The weight over which two records out of so many are shown as likely; and, further down, as possible.
  package let likely: Double
  package let possible: Double

  package init(
    _ shares: [ComparedField: Shares],
    swapped: Double,
    divided: Double = -1,
    least: Double = -5,
    address: ClosedRange<Double>,
    likely: Double,
    possible: Double
  ) {
    bits = shares.mapValues { shares in zip(shares.m, shares.u).map { log2($0 / $1) } }
    usual = shares.compactMapValues(\.u.first)
    self.swapped = swapped
    self.divided = divided
    self.least = least
    self.address = address
    self.likely = likely
    self.possible = possible
  }

  /// The weight of a comparison; a field that one of them lacks says nothing.
  func weight(_ comparison: Comparison, _ rarity: NameRarity) -> Double {
    var sum = 0.0
    var ofAddress = 0.0
    for (field, level) in comparison.levels {
      let weight = max(least, bits(field, level, comparison.names))
      if ComparedField.ofAddress.contains(field) { ofAddress += weight } else { sum += weight }
    }
    sum += max(address.lowerBound, min(ofAddress, address.upperBound))
    switch comparison.names {
    case .asWritten: break
    case .swapped: sum += swapped
    case .divided: sum += divided
    }
    return sum + correction(comparison, rarity)
  }

  private func bits(_ field: ComparedField, _ level: Int, _ names: Comparison.Names) -> Double {
    let isName = field == .given || field == .family
    // A first name held against a last is as much the one as the other.
    let fields: [ComparedField] = isName && names == .swapped ? [.given, .family] : [field]
    return fields.reduce(0) { $0 + (bits[$1]?[level] ?? 0) } / Double(fields.count)
  }

  /// What a rare name speaks for beyond a usual one, and a common one falls short of it.
  ///
  /// Winkler's value-specific weights: of two people with the same name by chance, the share is that of the
  /// name.
  private func correction(_ comparison: Comparison, _ rarity: NameRarity) -> Double {
    [(ComparedField.given, rarity.given), (.family, rarity.family)].reduce(0) { sum, part in
      guard let level = comparison.levels[part.0], let share = part.1, let usual = usual[part.0], share > 0
      else {
        return sum
      }
      guard level <= NameAgreement.sound.rawValue else { return sum }
      let bits = max(-4, min(log2(usual / share), 4))
      // A form or a sound takes in other names too, whose shares nobody counted.
      return sum + (level == 0 ? bits : min(bits, 0))
    }
  }
}

/// How many of the people held bear the names that are asked about, as shares of all; nil where nobody
/// counted.
package struct NameRarity: Sendable {
  package var given: Double?
  package var family: Double?

  package init(given: Double? = nil, family: Double? = nil) {
    self.given = given
    self.family = family
  }

  /// The shares from counts, each taken as one more: the person who is asked about has the name too.
  ///
  /// Two of three records tell nothing of how common a name is: fewer than a thousand count as a thousand.
  package init(given: Int?, family: Int?, among people: Int) {
    let all = Double(max(people, 1000) + 1)
    self.given = given.map { Double($0 + 1) / all }
    self.family = family.map { Double($0 + 1) / all }
  }
}
