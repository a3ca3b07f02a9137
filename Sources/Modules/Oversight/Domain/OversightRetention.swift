package import Kernel

/// How long the reasons and reviews of looking are kept.
package enum OversightRetention {
  package static let breakGlass = RetentionRule(
    "break-glass",
    "Reasons for breaking the glass",
    months: 72,
    childMonths: 12,
    then: .review,
    begins: "it was broken",
    source: "Data Protection Act 2018, ss39 and 62: no longer than the record that was looked at"
  )

  package static let unusualLook = RetentionRule(
    "unusual-look",
    "Reviews of unusual looking",
    months: 24,
    childMonths: 24,
    then: .review,
    begins: "they were made",
    source: "UK GDPR, Article 5(1)(e): about staff, and no longer than a question may come up again"
  )
}
