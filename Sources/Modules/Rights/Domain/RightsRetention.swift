package import Kernel

/// How long a request is kept after its answer.
package enum RightsRetention {
  package static let rule = RetentionRule(
    "rights-request",
    "Requests for rights",
    months: 36,
    childMonths: 36,
    then: .review,
    begins: "they came in",
    source:
      "UK GDPR, Article 5(2): long enough to show that it was answered; the period is a decision of the design"
  )
}
