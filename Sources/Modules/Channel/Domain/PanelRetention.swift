package import Kernel

/// How long what stands beside a case, and around panels, keeps what was said of somebody.
///
/// A person's key covers all of it: what falls due first, most often the referral, takes the rest along.
package enum PanelRetention {
  package static let provider = RetentionRule(
    "intervention-provider",
    "Intervention providers",
    months: 72,
    childMonths: 72,
    then: .review,
    begins: "they were withdrawn",
    source: "UK GDPR, Article 5(1)(e): as long as the work that they did may be asked about"
  )

  package static let panel = RetentionRule(
    "panel",
    "Reasons for leaving a panel",
    months: 24,
    childMonths: 24,
    then: .review,
    begins: "somebody left it",
    source: "UK GDPR, Article 5(1)(e): about staff, and no longer than a question may come up again"
  )
}
