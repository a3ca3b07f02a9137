import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// Safeguarding, not scoring: what is said of somebody is words and codes, and never a number.
struct NoScore {
  /// The names of all numbers inside a value, days and versions of lists left out.
  private func numbers(in value: Any) -> [String] {
    if value is PartialDate || value is Coded || value is Date { return [] }
    return Mirror(reflecting: value).children.flatMap { child in
      child.value is any Numeric ? [child.label ?? "unnamed"] : numbers(in: child.value)
    }
  }

  @Test func `nothing that happens in a case, an assessment or a match is a number`() {
    #expect(CaseSamples.events.flatMap(numbers).isEmpty)
    #expect(StoredEvents.assessment.flatMap(numbers).isEmpty)
    #expect(StoredEvents.match.flatMap(numbers).isEmpty)
  }

  @Test func `no framework has a weight`() {
    let framework = Framework(name: "f", version: 1, label: "l", source: "s", dimensions: [])
    #expect(numbers(in: framework) == ["version"])
    #expect(Framework.all.flatMap(\.dimensions).flatMap(numbers).isEmpty)
  }

  @Test func `a number would be found`() {
    #expect(numbers(in: ChannelRules.Quorum()) == ["members"])
  }
}
