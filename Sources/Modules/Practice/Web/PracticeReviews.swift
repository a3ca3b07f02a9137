import Domain
import Kernel
import Platform
import Views

extension PracticeRecord.Row {
  /// The reviews that somebody may read.
  ///
  /// A reviewer reads their own at once, and the other's when both are in, as those do who could read the record
  /// in review. Nobody else does, published or not: they name people, and what these declared of themselves.
  func reviews(for viewer: Viewer, on day: PartialDate) -> [PracticeRecord.Review] {
    guard let account = viewer.account, !life.isOver else { return [] }
    let isOpen =
      reviews.count >= Practice.reviewsNeeded
      && PracticePolicy.policy.allows(.readReviews, viewer, .init(self, on: day))
    return reviews.filter { isOpen || $0.reviewer == account }
  }
}

/// What the page shows of a review.
enum PracticeReviewModel {
  static func model(_ review: PracticeRecord.Review, _ names: [String: String]) -> Model {
    [
      "heading": "\(name(of: review.reviewer, names)), \(PartialDate(on: review.at).words)",
      "rows": PracticeReviewForm.form.rows(review.review, leavingOut: ["conflicted"]).flatMap(\.rows),
    ]
  }

  static func name(of reviewer: String, _ names: [String: String]) -> String {
    names[reviewer] ?? "A reviewer"
  }
}
