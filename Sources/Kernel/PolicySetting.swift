/// A period, a number or a choice that people set by a decision, declared once where it is used.
///
/// ```
/// static let review = PolicySetting.number(
///   "access.review-months", 12, 1...36, .months, "How long a role is held before somebody confirms it")
/// ```
///
/// The declaration is code; what is decided is a record, with its reason and the day it begins.
package struct PolicySetting<Value: PolicyValue>: Equatable, Sendable {
  package let declaration: SettingDeclaration

  /// What it is where nobody decided otherwise.
  package var fallback: Value { Value(declaration.fallback) ?? Value.none }

  /// A value as it was decided; one that cannot be read any more is the fallback.
  package func value(_ text: String?) -> Value { text.flatMap(Value.init) ?? fallback }
}

/// What a policy setting can hold.
package protocol PolicyValue: Equatable, Sendable, LosslessStringConvertible {
  static var none: Self { get }
}

extension Int: PolicyValue { package static let none = 0 }
extension String: PolicyValue { package static let none = "" }

extension PolicySetting where Value == Int {
  /// - Parameter key: Stored for ever, such as `access.review-months`.
  package static func number(
    _ key: String,
    _ fallback: Int,
    _ range: ClosedRange<Int>,
    _ unit: SettingDeclaration.Unit,
    _ meaning: String,
    source: String = "",
    isConfirmed: Bool = true,
    needsTwo: Bool = false
  ) -> Self {
    Self(
      declaration: .init(
        key: key,
        kind: .number(range, unit),
        fallback: String(fallback),
        meaning: meaning,
        source: source,
        isConfirmed: isConfirmed,
        needsTwo: needsTwo
      )
    )
  }
}

extension PolicySetting where Value == String {
  /// One code of a list.
  package static func choice(
    _ key: String,
    _ fallback: String,
    of list: CodeList,
    _ meaning: String,
    source: String = "",
    isConfirmed: Bool = true,
    needsTwo: Bool = false
  ) -> Self {
    Self(
      declaration: .init(
        key: key,
        kind: .choice(list),
        fallback: fallback,
        meaning: meaning,
        source: source,
        isConfirmed: isConfirmed,
        needsTwo: needsTwo
      )
    )
  }
}

/// A policy setting of whatever value: what it means, what it may be, and where its default comes from.
package struct SettingDeclaration: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case number(ClosedRange<Int>, Unit)
    case choice(CodeList)
  }

  package enum Unit: String, Sendable {
    case minutes, hours, days, months, people, records, times, percent, oclock
  }

  package let key: String
  package let kind: Kind
  package let fallback: String
  package let meaning: String
  /// Where the default comes from: a law, guidance, or a decision of the design.
  package let source: String
  /// Whether the default was read in its source; an unconfirmed one is to be confirmed before it is relied on.
  package let isConfirmed: Bool
  /// Whether one person proposes a change and another agrees to it.
  package let needsTwo: Bool

  package func allows(_ value: String) -> Bool {
    switch kind {
    case .number(let range, _): Int(value).map { range.contains($0) && String($0) == value } ?? false
    case .choice(let list): list[value] != nil
    }
  }

  /// A value as people read it: `6 months`.
  package func words(_ value: String) -> String {
    switch kind {
    case .number(_, .percent): "\(value)%"
    case .number(_, .oclock): "\(value):00"
    case .number(_, .people): value == "1" ? "1 person" : "\(value) people"
    case .number(_, let unit): value == "1" ? "1 \(unit.rawValue.dropLast())" : "\(value) \(unit.rawValue)"
    case .choice(let list): list.label(value)
    }
  }
}

/// A value of a setting, from a day on.
package struct SettingVersion: Equatable, Sendable {
  package let value: String
  package let from: PartialDate

  package init(value: String, from: PartialDate) {
    self.value = value
    self.from = from
  }
}

extension [SettingVersion] {
  /// The value that holds on a day: the last that was decided of those that had begun by then.
  package func value(on day: PartialDate) -> String? { last { $0.from <= day }?.value }
}
