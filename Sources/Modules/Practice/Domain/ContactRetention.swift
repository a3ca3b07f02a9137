package import Kernel

/// How long people are named as contacts of a practice, and how long they stay in its history after.
package enum ContactRetention {
  package static let named = RetentionRule(
    "practice-contact",
    "Contacts of practices",
    months: 24,
    childMonths: 6,
    then: .review,
    begins: "they were last written down",
    source: "UK GDPR, Article 5(1)(e), storage limitation; the number is a decision of the design"
  )
  package static let former = RetentionRule(
    "former-contact",
    "Former contacts of practices",
    months: 12,
    childMonths: 3,
    then: .erase,
    begins: "they were taken out or the practice was withdrawn",
    source: "UK GDPR, Article 5(1)(e), storage limitation; the number is a decision of the design"
  )
}
