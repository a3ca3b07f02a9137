package import Kernel

/// One reason to allow an act; its name stands in the access table and in the documentation.
package struct Rule<Facts: Sendable>: Sendable {
  package let name: String
  let allows: @Sendable (Viewer, Facts) -> Bool

  package init(_ name: String, _ allows: @escaping @Sendable (Viewer, Facts) -> Bool) {
    self.name = name
    self.allows = allows
  }
}

/// Who may do what: an act that no rule allows is denied.
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
