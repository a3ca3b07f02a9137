package import Kernel

/// How long a referral keeps what was said of the person.
package enum ReferralRetention {
  package static let rule = RetentionRule(
    "referral",
    "Referrals",
    months: 72,
    childMonths: 12,
    then: .review,
    begins: "they were recorded",
    source: "Management of police information: at least six years, then review; Data Protection Act 2018, s39"
  )
}
