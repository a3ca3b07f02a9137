extension Identifying {
  /// What is known of a case, and so must not be told: made by what holds the case.
  package struct Known: Equatable, Sendable {
    package struct Name: Equatable, Sendable {
      package let text: String
      /// As in “the name of …”: `the person`, `a member of the panel`.
      package let whose: String

      package init(_ text: String, of whose: String) { (self.text, self.whose) = (text, whose) }
    }

    package struct Place: Equatable, Sendable {
      package let name: String
      /// As in “It is …”: `the area of the case`.
      package let what: String
      /// Whether it is one of the case itself, and not of a list of all.
      package let isOfCase: Bool

      package init(_ name: String, _ what: String, isOfCase: Bool) {
        (self.name, self.what, self.isOfCase) = (name, what, isOfCase)
      }
    }

    /// Something that the case has in common with others, such as its area.
    package struct Trait: Hashable, Sendable {
      /// As in ``Known/cases``: `sector:education`.
      package let code: String
      package let label: String
      /// Words, and codes of lists, that tell it.
      package let words: [String]

      package init(_ code: String, _ label: String, told words: [String]) {
        (self.code, self.label, self.words) = (code, label, words)
      }
    }

    package var names: [Name] = []
    package var places: [Place] = []
    package var traits: [Trait] = []
    /// How many cases are held that have just these traits, by their codes.
    package var cases: [Set<String>: Int] = [:]
    /// In fewer cases than this, what a text tells together is rare.
    package var rareBelow = 10

    package init() {}
  }
}
