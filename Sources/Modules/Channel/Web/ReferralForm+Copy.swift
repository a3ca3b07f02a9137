import Domain
import Platform

extension ReferralForm {
  /// Who is given a copy, as it is typed.
  struct Copy: Equatable, Sendable {
    var recipient = ""
    /// A code of ``Case/basisList``.
    var basis = ""
  }

  static let copy = Form<Copy>(
    "referral-copy",
    [
      .text(
        \.recipient,
        "recipient",
        "Who gets it",
        hint:
          "Body and post, such as: Exampleshire College, head of safeguarding. It stands in the access log",
        max: 200,
        required: "Say who gets it"
      ),
      .choice(\.basis, "basis", "Lawful basis", Case.basisList, required: "Choose the lawful basis"),
    ]
  )
}
