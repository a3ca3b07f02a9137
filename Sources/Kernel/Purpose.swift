/// Why somebody opens a sealed record: chosen before it is shown, and written into the access log.
package enum Purpose {
  package static let list = CodeList(
    "purpose",
    version: 1,
    [
      .init("screening", "Screening", hint: "To find out whether a referral is for this programme"),
      .init("information-gathering", "Gathering information", hint: "To ask partners, or to answer them"),
      .init("panel", "Preparing for or holding a panel"),
      .init("support", "Giving or arranging support"),
      .init("review", "Reviewing progress, or after closure"),
      .init("supervision", "Supervision", hint: "To see that the work is done, and done well"),
      .init("subject-request", "A request by the person", hint: "Access, correction, objection or erasure"),
      .init("complaint", "Answering a complaint"),
      .init("quality", "Quality", hint: "To check or correct what is recorded"),
      .init("audit", "Audit or inspection"),
      .init(other, "Something else", hint: "Then say what"),
    ]
  )

  /// The code that needs words.
  package static let other = "other"
}
