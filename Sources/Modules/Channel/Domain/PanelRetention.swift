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

  package static let meeting = rule(
    "panel-meeting",
    "What meetings of panels said of somebody",
    "the case was taken on the agenda"
  )

  package static let assessment = rule("assessment", "Assessments", "they were started")

  package static let request = rule("information-request", "Questions to partners", "they were sent")

  private static func rule(_ kind: String, _ label: String, _ begins: String) -> RetentionRule {
    RetentionRule(
      kind,
      label,
      months: 72,
      childMonths: 36,
      then: .review,
      begins: begins,
      source: "Ours: never longer than the case, whose key seals it"
    )
  }
}
