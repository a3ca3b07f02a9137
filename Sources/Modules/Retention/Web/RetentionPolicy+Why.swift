import Domain
import Kernel
package import Platform
import Views

extension RetentionPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "retention",
      "What is kept, and erasures",
      policy,
      \.words,
      at: "/erasures/",
      none: .none,
      reading: .readErasures
    ) { site, id, _ in
      try await site.read(.directory) { try ErasureList.find(id, in: $0) }.map(Facts.init)
    }
  }
}

extension RetentionPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .read: "See whose records are due for review"
    case .keep: "Decide to keep a person's records"
    case .hold: "Hold a person's records"
    case .release: "End a hold"
    case .readErasures: "See the erasures"
    case .ask: "Ask for an erasure"
    case .approve: "Approve an erasure"
    case .refuse: "Refuse an erasure"
    case .withdraw: "Withdraw a request to erase"
    }
  }
}
