/// What is looked for.
package struct SearchQuery: Hashable, Sendable {
  /// As somebody typed it; empty asks for everything.
  package var words = ""
  /// Which records the asker may see listed.
  package var scope: Condition
  /// What they must be besides, not counted by facet.
  package var also = Condition.everything
  /// By facet: one of these values.
  package var chosen: [String: [String]] = [:]
  /// What to sort by; nil for the best first.
  package var sort: String?
  package var isDescending = false
  package var offset = 0
  package var limit = 20

  package init(scope: Condition) { self.scope = scope }
}

/// What was found.
package struct SearchAnswer: Sendable {
  package struct Hit: Equatable, Sendable {
    package let id: String
    /// HTML: some words around what matched, those marked; empty where nothing of the text matched.
    package let snippet: String
  }

  package internal(set) var hits: [Hit] = []
  package internal(set) var counts = SearchCounts()
  /// The words put right, where they find something.
  package internal(set) var suggestion: String?
  /// Nothing has all the words: these have some.
  package internal(set) var isLoosened = false

  package init() {}
}

/// How many there are.
package struct SearchCounts: Equatable, Sendable {
  package internal(set) var total = 0
  /// By facet and value: how many there would be if that value were chosen, the other facets as they are.
  package internal(set) var byFacet: [String: [String: Int]] = [:]

  package init() {}
}
