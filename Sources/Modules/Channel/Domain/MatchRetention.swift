package import Kernel

/// How long the reason is kept for which two referrals were said to be of one person, or not to be.
package enum MatchRetention {
  package static let rule = RetentionRule(
    "match",
    "Links between referrals",
    months: 72,
    childMonths: 12,
    then: .review,
    begins: "it was last said whether they are of one person",
    source: "As long as the referrals that they link: Data Protection Act 2018, section 39"
  )
}
