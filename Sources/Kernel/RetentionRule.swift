package import Foundation

/// How long one kind of record about a person is kept after its clock begins, and what then follows.
///
/// Its periods are policy settings, with a shorter default for whoever was a child when the clock began.
package struct RetentionRule: Equatable, Sendable {
  /// Stored for ever, such as `account`.
  package let kind: String
  /// In the plural, as people say it.
  package let label: String
  package let months: PolicySetting<Int>
  package let childMonths: PolicySetting<Int>
  package let act: PolicySetting<String>

  /// What follows when the day has passed.
  ///
  /// Raw values are stored: never change one.
  package enum Act: String, Sendable {
    case review, erase
    package static let list = CodeList(
      "retention-act",
      version: 1,
      [.init("review", "Somebody reviews it"), .init("erase", "It is erased by itself")]
    )
  }

  /// - Parameters:
  ///   - begins: When the clock begins, after “so long after”.
  ///   - source: The law or guidance that the periods rest on.
  package init(
    _ kind: String,
    _ label: String,
    months: Int,
    childMonths: Int,
    then act: Act,
    begins: String,
    source: String,
    isConfirmed: Bool = false
  ) {
    self.kind = kind
    self.label = label
    let words = label.lowercased()
    func period(_ name: String, _ months: Int, _ who: String) -> PolicySetting<Int> {
      .number(
        "retention.\(kind)-\(name)",
        months,
        0...1200,
        .months,
        "\(label) are looked at again so long after \(begins)\(who)",
        source: source,
        isConfirmed: isConfirmed,
        needsTwo: true
      )
    }
    self.months = period("months", months, "")
    self.childMonths = period("child-months", childMonths, ", where the person was then under 18")
    self.act = .choice(
      "retention.\(kind)-act",
      act.rawValue,
      of: Act.list,
      "What follows for \(words) when that day has passed",
      source: source,
      isConfirmed: isConfirmed,
      needsTwo: true
    )
  }

  package var settings: [SettingDeclaration] {
    [months.declaration, childMonths.declaration, act.declaration]
  }
}

/// One record about one person, and when its clock began.
package struct Clocked: Equatable, Sendable {
  package let kind: String
  package let record: String
  package let subject: String
  package let startedAt: Date
  /// The day until which somebody settled that it is kept, which counts in the place of the rule's time.
  package let until: PartialDate?
  /// Whether the person was known to be under 18 then.
  package let isChild: Bool

  package init(
    kind: String,
    record: String,
    subject: String,
    startedAt: Date,
    until: PartialDate? = nil,
    isChild: Bool
  ) {
    self.kind = kind
    self.record = record
    self.subject = subject
    self.startedAt = startedAt
    self.until = until
    self.isChild = isChild
  }
}
