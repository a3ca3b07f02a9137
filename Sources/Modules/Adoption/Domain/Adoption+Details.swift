package import Kernel

extension Adoption {
  /// Who does it, where, and what they do otherwise.
  package struct Details: Codable, Equatable, Sendable {
    /// The practice's identifier.
    package var practice = ""
    /// How many entries the practice's record held when it was adopted: which text was followed.
    package var practiceVersion = 0
    /// The organisation that does it; nil for somebody who acts for none.
    package var organisation: String?
    /// A code of ``Adoption/kindList``.
    package var kind = ""
    /// What is done otherwise; needed where it was adapted.
    package var changes = ""
    /// As people say it; ``areaCode`` is the listed area where it is known.
    package var area = ""
    package var areaCode: String?
    package var audience = ""
    package var start: PartialDate?

    package init() {}

    package init(
      practice: String,
      version: Int,
      organisation: String? = nil,
      kind: String,
      changes: String = ""
    ) {
      self.practice = practice
      practiceVersion = version
      self.organisation = organisation
      self.kind = kind
      self.changes = changes
    }

    /// The fields, by their form names, that it cannot be recorded without.
    package var missing: [String] {
      (practice.isEmpty ? ["practice"] : []) + (kind.isEmpty ? ["kind"] : [])
        + (kind == Adoption.adapted && changes.isEmpty ? ["changes"] : [])
    }
  }

  /// How it went: what was measured, and against what.
  ///
  /// Impact and strength are said apart, as EMMIE does.
  package struct Result: Codable, Equatable, Sendable {
    package var measure = ""
    package var value = ""
    /// A code of ``Adoption/verdictList``.
    package var verdict = ""
    /// A code of ``Adoption/comparisonList``.
    package var comparison = "none"
    package var comparedWith = ""
    package var from: PartialDate?
    package var until: PartialDate?
    /// How many people, as they were counted.
    package var reach = ""
    /// Pounds.
    package var cost: Int?
    package var costCovers = ""
    package var harms = ""
    /// Where it can be read.
    package var source = ""

    package init() {}

    package init(measure: String, verdict: String, comparison: String = "none") {
      self.measure = measure
      self.verdict = verdict
      self.comparison = comparison
    }

    package var missing: [String] {
      (measure.isEmpty ? ["measure"] : []) + (verdict.isEmpty ? ["verdict"] : [])
    }
  }

  package static let adapted = "adapted"

  package static let kindList = CodeList(
    "adoption-kind",
    version: 1,
    [
      .init("as-published", "As it is described"),
      .init(adapted, "Adapted", hint: "Something is done otherwise here"),
    ]
  )

  /// What those who did it found: their own verdict on the measure that they name.
  package static let verdictList = CodeList(
    "adoption-verdict",
    version: 1,
    [
      .init("better", "Better"),
      .init("no-difference", "No difference"),
      .init("worse", "Worse"),
      .init("mixed", "Mixed"),
      .init("too-early", "Too early to say"),
    ]
  )

  /// What the measure was compared with, the weakest first (levels 1 to 5 of the Maryland scale).
  package static let comparisonList = CodeList(
    "adoption-comparison",
    version: 1,
    [
      .init("none", "With nothing"),
      .init("before", "With the time before"),
      .init("group", "With people or places where it was not done"),
      .init("several", "With several such places, other causes controlled for"),
      .init("random", "With people or places left out by chance"),
    ]
  )
}
