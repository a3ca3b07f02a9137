import Domain
import Kernel
package import Platform
import Views

extension PracticePolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "practice",
      "Practices",
      policy,
      \.words,
      at: "/practices/",
      none: .none,
      reading: .read
    ) { site, id, _ in
      let day = site.today
      return try await site.read(.learning) { try PracticeRecord.find(id, in: $0) }.map { Facts($0, on: day) }
    }
  }
}

extension PracticePolicy.Act {
  fileprivate var words: String {
    switch self {
    case .read: "Read a practice"
    case .readHistory: "Read the history of a practice"
    case .readContacts: "Read whom to ask about a practice"
    case .readReviews: "Read the reviews of a practice"
    case .deposit: "Deposit a practice"
    case .revise: "Change a practice"
    case .submit: "Submit a draft for review"
    case .review: "Review a practice"
    case .returnToDepositor: "Return a practice to its depositor"
    case .publish: "Publish a practice"
    case .withdraw: "Withdraw or discard a practice"
    case .confirm: "Confirm a compiled record"
    case .supersede: "Say that another practice takes its place"
    case .changeEmbargo: "Change an embargo"
    }
  }
}
