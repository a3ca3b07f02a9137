package import Kernel

/// One reason to allow an act; its name stands in the access table and in the documentation.
///
/// It allows where every requirement is met:
///
///     Rule("a supervisor of the area reads a case",
///       .holds(.supervisor, for: { [$0.place] }), .purpose, .secondFactor)
///
/// Requirements of how somebody asks read ``Kernel/Viewer/circumstance``, which whoever serves the request has set.
package struct Rule<Facts: Sendable>: Sendable {
  package let name: String
  package let requirements: [Requirement<Facts>]

  package init(_ name: String, _ requirements: Requirement<Facts>...) {
    self.name = name
    self.requirements = requirements
  }

  /// A rule whose name says all of its one requirement.
  package init(_ name: String, _ allows: @escaping @Sendable (Viewer, Facts) -> Bool) {
    self.name = name
    requirements = [.that(name, allows)]
  }

  package func allows(_ viewer: Viewer, _ facts: Facts) -> Bool {
    requirements.allSatisfy { $0.isMet(viewer, facts) }
  }
}

/// Who may do what: an act that no rule allows is denied.
///
/// A rule is decided on who asks (``Kernel/Viewer``: the roles active today), on what record (the facts), and for
/// which purpose and how (``Kernel/Circumstance``), and on nothing else: it reads no clock and no store.
package struct Policy<Act: Hashable & Sendable & RawRepresentable, Facts: Sendable>: Sendable
where Act.RawValue == String {
  private let rules: [Act: [Rule<Facts>]]

  package init(_ rules: [Act: [Rule<Facts>]]) { self.rules = rules }

  /// The name of the rule that allows it; nil where none does.
  package func allowing(_ act: Act, _ viewer: Viewer, _ facts: Facts) -> String? {
    rules[act]?.first { $0.allows(viewer, facts) }?.name
  }

  package func allows(_ act: Act, _ viewer: Viewer, _ facts: Facts) -> Bool {
    allowing(act, viewer, facts) != nil
  }

  /// What each rule for an act asks for, and whether it is so.
  package func findings(_ act: Act, _ viewer: Viewer, _ facts: Facts) -> [RuleFinding] {
    (rules[act] ?? []).map { rule in
      RuleFinding(
        rule: rule.name,
        requirements: rule.requirements.map { requirement in
          .init(
            words: requirement.words,
            isMet: requirement.isMet(viewer, facts),
            about: requirement.about(facts)
          )
        }
      )
    }
  }

  /// - Parameter hidden: Whether even the existence of the record is kept from those denied.
  package func require(
    _ act: Act,
    _ viewer: Viewer,
    _ facts: Facts,
    on record: Reference? = nil,
    hidden: Bool = false
  ) throws(Denied) {
    guard !allows(act, viewer, facts) else { return }
    throw Denied(act: act.rawValue, record: record, isHidden: hidden)
  }

  /// Every act that some rule may allow, for the conformance suite.
  package var covered: Set<String> { Set(rules.filter { !$0.value.isEmpty }.map(\.key.rawValue)) }

  /// The name of every rule: each has a row in a table of the tests.
  package var names: Set<String> { Set(rules.values.joined().map(\.name)) }
}

/// No rule allowed it; the access log keeps who tried what.
package struct Denied: Error, Equatable, Sendable {
  package let act: String
  package let record: Reference?
  /// 404 instead of 403.
  package let isHidden: Bool
}

/// There is no such page or record, or none that this viewer may know of.
package struct NotFound: Error, Equatable, Sendable {
  package init() {}
}

/// A refusal in words that people read; 409.
package protocol WordedRefusal: Error {
  /// Stable, kebab-case: the end of the problem's type.
  var slug: String { get }
  var sentence: String { get }
  /// The field of the form that it is about, where it is about one.
  var field: String? { get }
}

extension WordedRefusal {
  package var field: String? { nil }
}

/// Too many requests; 429.
package struct TooMany: Error, Equatable, Sendable {
  package let retryAfterSeconds: Int
}
