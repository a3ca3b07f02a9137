import Domain
import Kernel
import Platform
import Views

/// The steps that a person may take next with a practice.
///
/// The pages offer what the policy allows and the record's life leaves open, and nothing else.
struct PracticeSteps {
  struct Step {
    let label: String
    let address: String
    let isPost: Bool
    let style: String
    var hint: String?
  }

  let steps: [Step]

  init(_ record: PracticeRecord.Row, _ viewer: Viewer, on day: PartialDate) {
    let base = "/practices/\(record.id)"
    let facts = PracticePolicy.Facts(record, on: day)
    func may(_ act: PracticePolicy.Act) -> Bool {
      PracticePolicy.policy.allows(act, viewer, facts)
    }
    var steps: [Step] = []
    func offer(
      _ act: PracticePolicy.Act,
      in lives: Set<Practice.Life>,
      _ label: String,
      _ path: String,
      post: Bool = false,
      style: String = "govuk-button--secondary",
      hint: String? = nil
    ) {
      guard lives.contains(record.life), may(act) else { return }
      steps.append(Step(label: label, address: base + path, isPost: post, style: style, hint: hint))
    }
    let ownWork = record.contributors.contains(viewer.account ?? "")
    offer(.submit, in: [.draft], "Submit for review", "/submit", post: true, style: "")
    if !ownWork, !record.reviewers.contains(viewer.account ?? "") {
      offer(.review, in: [.inReview], "Review it", "/review", style: "")
    }
    if !ownWork {
      offer(.confirm, in: [.compiled], "Confirm it", "/confirm", style: "")
      offer(
        .publish,
        in: [.inReview],
        "Publish",
        "/publish",
        style: "",
        hint: record.reviewers.count < Practice.reviewsNeeded
          ? "Needs \(Practice.reviewsNeeded) reviews; \(record.reviewers.count) so far." : nil
      )
      offer(.returnToDepositor, in: [.inReview], "Return with notes", "/return")
    }
    if record.isEmbargoed(on: day) {
      offer(.changeEmbargo, in: [.published], "Change the embargo", "/embargo")
      offer(.changeEmbargo, in: [.published], "Lift the embargo", "/lift-embargo")
    }
    offer(.supersede, in: [.published, .compiled], "Another takes its place", "/supersede")
    offer(
      .withdraw,
      in: [.published, .compiled],
      "Withdraw",
      "/withdraw",
      style: "govuk-button--warning"
    )
    offer(.withdraw, in: [.draft], "Discard this draft", "/withdraw", style: "govuk-button--warning")
    self.steps = steps
  }
}
