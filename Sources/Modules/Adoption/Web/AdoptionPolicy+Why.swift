import Domain
import Kernel
package import Platform
import Views

extension AdoptionPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "adoption",
      "Adoptions",
      policy,
      \.words,
      at: "/adoptions/",
      none: Facts(readsPractice: true, isListed: true),
      reading: .read
    ) { site, id, viewer in
      let day = site.today
      return try await site.read(.learning) { db in
        guard let adoption = try AdoptionList.find(id, in: db),
          let practice = try PracticeRecord.find(adoption.details.practice, in: db)
        else { return nil }
        return Facts(practice, adoption, for: viewer, on: day)
      }
    }
  }
}

extension AdoptionPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .read: "Read an adoption"
    case .record: "Record that a practice is done elsewhere too"
    case .revise: "Change an adoption"
    case .report: "Add a result"
    case .correct: "Correct a result"
    case .end: "End an adoption"
    case .takeBack: "Take back an adoption"
    }
  }
}
