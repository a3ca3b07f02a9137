package import Kernel

/// How long a case keeps what was said of the person, before somebody looks at it again.
///
/// Police keep records of referrals for six years at least; in [2020] EWHC 2528 (Admin) keeping a child's was found
/// unlawful. So well under that for what came to nothing, and less for children.
package enum CaseRetention {
  package static let open = rule("case-open", "Open cases", 24, 12, "they were opened")
  package static let notAdopted = rule(
    "case-not-adopted",
    "Cases closed before support",
    24,
    12,
    "they were closed"
  )
  package static let adopted = rule("case-adopted", "Cases closed after support", 72, 36, "they were closed")
  package static let mistaken = rule("case-mistaken", "Cases of mistaken referrals", 3, 3, "they were closed")

  package static let signposts = rule("signpost", "Services pointed to", 24, 12, "they were pointed to")

  /// Those of cases themselves.
  package static let rules = [open, notAdopted, adopted, mistaken]

  private static func rule(
    _ kind: String,
    _ label: String,
    _ months: Int,
    _ childMonths: Int,
    _ begins: String
  ) -> RetentionRule {
    RetentionRule(
      kind,
      label,
      months: months,
      childMonths: childMonths,
      then: .review,
      begins: begins,
      source: "Ours: under the six years of the management of police information; [2020] EWHC 2528 (Admin)"
    )
  }

  /// The rule that a closed case is kept by.
  package static func rule(for closed: Case.Closed) -> RetentionRule {
    switch (closed.isAdopted, closed.reason.code) {
    case (true, _): adopted
    case (false, "mistaken"): mistaken
    case (false, _): notAdopted
    }
  }
}
