package import Kernel

/// How long the code of a referrer without an account leads somewhere.
package enum ReferSettings {
  package static let draftDays = PolicySetting<Int>.number(
    "refer.draft-days",
    14,
    1...60,
    .days,
    "How long a referral that a partner began can be gone on with; then it is deleted",
    source: "A decision of the design: what is unfinished is about somebody too"
  )
  package static let codeMonths = PolicySetting<Int>.number(
    "refer.code-months",
    12,
    1...36,
    .months,
    "How long the code of a referral that was sent tells its referrer how far it is",
    source: "A decision of the design"
  )

  package static let all = [draftDays.declaration, codeMonths.declaration]
}
