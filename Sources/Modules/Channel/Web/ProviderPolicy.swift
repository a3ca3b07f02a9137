package import Domain
import Kernel
package import Platform
import Views

/// A provider of support; the platform has providers of sign-in.
package typealias InterventionProvider = Domain.Provider

/// Who may do what with an intervention provider: default deny, and every rule has a name.
package enum ProviderPolicy {
  package enum Act: String, CaseIterable, Sendable {
    /// Their names, for what and until when they are approved: what a case needs to choose one.
    case seeProviders
    case listProvider, readProvider, approveProvider, setCapacity, declareConflict, withdrawProvider
  }

  /// What the rules ask about a provider.
  package struct Facts: Equatable, Sendable {
    /// The account that they sign in with.
    package var account: String?

    package init(account: String? = nil) { self.account = account }

    package static let none = Facts()
  }

  package static let policy = Policy<Act, Facts>([
    .seeProviders: [Rule("whoever carries a case or decides on one, in any area", .holds(any: choosers))],
    .listProvider: [carriers],
    .readProvider: [carriers, own],
    .approveProvider: [approvers],
    .setCapacity: [carriers, own],
    .declareConflict: [carriers, own],
    .withdrawProvider: [approvers],
  ])

  private static let choosers: [Role] = [.channelCoordinator, .supervisor, .panelChair, .panelMember]

  private static let carriers = Rule<Facts>(
    "a coordinator or supervisor of any area, of a provider",
    .holds(any: [.channelCoordinator, .supervisor])
  )

  private static let own = Rule<Facts>(
    "a provider, of themselves",
    .holds(.interventionProvider),
    .that("is the provider", isSelf)
  )

  private static let approvers = Rule<Facts>(
    "a supervisor of everywhere, of a provider that they are not",
    .holds(.supervisor) { _ in [.everywhere] },
    .that("is not the provider") { !isSelf($0, $1) }
  )

  @Sendable private static func isSelf(_ viewer: Viewer, _ facts: Facts) -> Bool {
    viewer.account != nil && viewer.account == facts.account
  }
}

extension ProviderPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "channel",
      "Intervention providers",
      policy,
      \.words,
      at: "/providers/",
      none: .none,
      reading: .readProvider
    ) { site, id, _ in
      try await site.read(InterventionProvider.vault) { try ProviderList.find(id, in: $0) }.map {
        Facts(account: $0.account)
      }
    }
  }
}

extension ProviderPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .seeProviders: "See the list of intervention providers"
    case .listProvider: "List an intervention provider"
    case .readProvider: "Open the page of an intervention provider"
    case .approveProvider: "Approve an intervention provider"
    case .setCapacity: "Say how many cases a provider takes at once"
    case .declareConflict: "Declare that a provider is near to the person of a case"
    case .withdrawProvider: "Withdraw an intervention provider"
    }
  }
}
