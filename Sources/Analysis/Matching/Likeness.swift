/// How alike two records are, and why: a question put to a person, never a finding and never a score of
/// anybody.
///
/// What is likely is shown with its reasons; who reads it looks at both records and decides. The weight
/// orders the list and decides whether a pair is on it; it is in no text.
package struct Likeness: Sendable {
  package enum Standing: Sendable, Comparable {
    case unlikely, possible, likely
  }

  package let standing: Standing
  /// What the two have in common: names, date of birth, address.
  package let agreements: [Reason]
  /// What speaks against it.
  package let differences: [Reason]
  /// Orders pairs, and is nothing else: it is on no page, in no answer and in no file.
  package let order: Double
  package let comparison: Comparison
}

/// Compares what is asked about with records.
///
/// Whoever asks makes a `ComparedPerson` of what was typed, reads the rows of its `BlockingKeys` into a
/// `Shortlist`, opens the records on it, and has `likenesses` put them in order. How many people there are and
/// how many bear the same names (`BlockingKeys.tallies`) is counted by what holds them.
package struct Matcher {
  private let weights: AgreementWeights
  private let rarity: NameRarity
  private let asked: ComparedPerson
  /// Among more people more are alike by chance.
  private let chance: Double

  package init(
    asking asked: ComparedPerson,
    among people: Int,
    rarity: NameRarity = NameRarity(),
    weights: AgreementWeights = .estimated
  ) {
    self.asked = asked
    self.rarity = rarity
    self.weights = weights
    chance = Chance.bits(among: people)
  }

  package func likeness(to other: ComparedPerson) -> Likeness { likeness(weighed(other), other) }

  /// The records that are worth showing, the likeliest first, with their place in the list that was given.
  package func likenesses(
    among records: [ComparedPerson],
    atLeast least: Likeness.Standing = .likely,
    first most: Int = 20
  ) -> [(place: Int, likeness: Likeness)] {
    let found = records.enumerated().map { (place: $0, weighed: weighed($1)) }
      .filter { standing($0.weighed.order) >= least }
      .sorted { ($0.weighed.order, $1.place) > ($1.weighed.order, $0.place) }
    // Reasons are put into words for what is shown, and for nothing else.
    return found.prefix(most).map { ($0.place, likeness($0.weighed, records[$0.place])) }
  }

  private struct Weighed {
    var comparison: Comparison
    var order: Double
  }

  /// The way of holding the two against one another in which they are most alike.
  private func weighed(_ other: ComparedPerson) -> Weighed {
    let ways = Comparison.all(asked, other).map {
      Weighed(comparison: $0, order: weights.weight($0, rarity) - chance)
    }
    return ways.max { $0.order < $1.order } ?? Weighed(comparison: Comparison(), order: -chance)
  }

  private func standing(_ order: Double) -> Likeness.Standing {
    order >= weights.likely ? .likely : order >= weights.possible ? .possible : .unlikely
  }

  private func likeness(_ weighed: Weighed, _ other: ComparedPerson) -> Likeness {
    let reasons = Reason.all(weighed.comparison, asked.details, other.details)
    return Likeness(
      standing: standing(weighed.order),
      agreements: reasons.filter(\.speaksFor),
      differences: reasons.filter { !$0.speaksFor },
      order: weighed.order,
      comparison: weighed.comparison
    )
  }
}
