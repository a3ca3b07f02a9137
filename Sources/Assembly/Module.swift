package import Hummingbird
package import Kernel
package import Platform
package import Projection
package import Search

/// One module as the program wires it and as the conformance suite examines it.
package struct Module: Sendable {
  /// The name of its folder.
  package let name: String
  package let vault: Vault
  /// The categories of its records.
  package let categories: [String]
  /// The names and versions of its events.
  package let kinds: [(name: String, version: Int)]
  package let views: [any View.Type]
  package var searches: [any SearchSource.Type] = []
  /// What people set by decision.
  package var settings: [SettingDeclaration] = []
  /// How those of its records are kept that hold something about a person.
  package var retained: [Retained] = []
  /// What waits for somebody at home.
  package var waiting: Waiting.Source?
  /// What it does by itself once its day has come.
  package var daily: [DailyTask] = []
  /// What people may ask to do, and what its policy has a rule for.
  package let acts: Set<String>
  package let covered: Set<String>
  /// The names of its rules, each of which has a row in a table of the tests.
  package let rules: Set<String>
  /// What it tells an administrator of why somebody may or may not do something.
  package let explainers: [Explainer]
  /// What the pages offer; the interface for programs offers the same.
  package let offered: Set<String>
  package let navigation: [NavigationItem]
  package let register: @Sendable (Site, RouterGroup<SiteContext>) -> Void
  /// The calls of its interface for programs.
  package let operations: [APIOperation]
}
