import Kernel
package import Platform
import Views

extension DirectoryPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "directory",
      "People, roles and places",
      policy,
      \.words,
      at: "/people/",
      none: .none,
      reading: .listPeople
    ) { site, id, _ in
      let pages = DirectoryPages(site: site)
      guard let person = try await site.read(.directory, { try AccountList.find(id, in: $0) }) else {
        return nil
      }
      return try await pages.places().facts(person, on: site.today)
    }
  }
}

extension DirectoryPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .listPeople: "See who has an account"
    case .open: "Open an account"
    case .revise: "Change a name or an address"
    case .grant: "Grant a role"
    case .keepRole: "Review a role"
    case .endRole: "End a role"
    case .close: "Close an account"
    case .sendLink: "Make a one-time link"
    case .endFactor: "Take off a second factor"
    case .endSessions: "Sign somebody out everywhere"
    case .readPlaces: "Read the lists of organisations and areas"
    case .listOrganisation: "List an organisation"
    case .readTexts: "Read codes of conduct and training"
    case .accept: "Accept a code of conduct"
    case .completeTraining: "Say that they completed training"
    case .recordTraining: "Record that somebody completed training"
    case .explain: "See why somebody may or may not do something"
    }
  }
}
