package import Domain
import Hummingbird
import Kernel
package import Platform
import Views

/// A reviewer's form: filled in without seeing the other's.
package enum PracticeReviewForm {
  package static let form = Form<Practice.Review>(
    "practice-review",
    sections: [
      FormSection(
        "review",
        "Review",
        [
          .choice(
            \.recommendation,
            "recommendation",
            "What do you advise?",
            Practice.recommendationList,
            required: "Choose what you advise"
          ),
          .area(
            \.strengths,
            "strengths",
            "What is good about it",
            max: 5000,
            required: "Say what is good about it",
            rows: 4
          ),
          .area(
            \.concerns,
            "concerns",
            "What concerns you",
            hint: "Say “none” if nothing does",
            max: 5000,
            required: "Say what concerns you, or “none”",
            rows: 4
          ),
          .area(
            \.evidence,
            "evidence",
            "Does the evidence bear out the stage it claims?",
            max: 5000,
            required: "Say whether the evidence bears it out",
            rows: 3
          ),
          .area(
            \.interests,
            "interests",
            "Your interests",
            hint: "Any tie to the people, the organisation or the money. Say “none” if there is none",
            max: 2000,
            required: "Declare your interests, or “none”",
            rows: 2
          ),
          .flag(
            \.isConflicted,
            "conflicted",
            "My interests are such that somebody else should review it"
          ),
        ]
      )
    ]
  )
}

extension PracticePages {
  @Sendable func reviewForm(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .review)
    return try reviewPage(record, FormValues(), [], context)
  }

  @Sendable func review(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .review)
    let values = try await site.values(of: request, context)
    do {
      let review = try PracticeReviewForm.form.parse(values, into: Practice.Review())
      try await site.perform(
        .review(review),
        on: record.id,
        of: Practice.self,
        refusing: review.isConflicted ? "conflicted" : "recommendation",
        by: context.viewer
      )
    } catch let invalid as Invalid {
      return try reviewPage(record, values, invalid.errors, context)
    }
    return site.redirect(to: "/practices/\(record.id)")
  }

  private func reviewPage(
    _ record: PracticeRecord.Row,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var model = PracticeReviewForm.form.model(values, errors: errors)
    model.merge([
      "caption": record.details.title, "heading": "Review",
      "lead": "Your review is shown to others once both reviews are in.",
      "notes": PracticeWording.lessonNotices(record) + PracticeEvidence.advice(record.details),
      "action": "/practices/\(record.id)/review", "button": "Hand in the review",
      "backAddress": "/practices/\(record.id)", "backLabel": "Back to the practice",
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }
}
