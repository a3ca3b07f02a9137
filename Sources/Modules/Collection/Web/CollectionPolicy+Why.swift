import Domain
import Kernel
package import Platform
import Views

extension CollectionPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "collection",
      "Collections",
      policy,
      \.words,
      at: "/collections/",
      none: .none,
      reading: .read
    ) { site, id, _ in
      try await site.read(.learning) { try CollectionList.find(id, in: $0) }.map { Facts($0) }
    }
  }
}

extension CollectionPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .read: "Read a collection"
    case .make: "Make a collection"
    case .revise: "Change a collection"
    case .add: "Add a practice to a collection"
    case .reword: "Change why a practice is in a collection"
    case .move: "Change the order of a collection"
    case .takeOut: "Take a practice out of a collection"
    case .publish: "Publish a collection"
    case .withdraw: "Withdraw or discard a collection"
    }
  }
}
