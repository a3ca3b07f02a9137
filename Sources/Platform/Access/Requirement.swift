package import Kernel

/// One thing that a rule asks for, in the words that tell an administrator why somebody may or may not.
package struct Requirement<Facts: Sendable>: Sendable {
  /// What is so where it is met, after "they" or about "it": `holds the role of editor`.
  package let words: String
  let isMet: @Sendable (Viewer, Facts) -> Bool
  let about: @Sendable (Facts) -> RequirementSubject

  /// They hold one of these roles; for every one of the places, or anywhere where there is none.
  package static func holds(
    _ roles: Role...,
    for places: @escaping @Sendable (Facts) -> [Place] = { _ in [] }
  ) -> Requirement { holds(any: roles, for: places) }

  package static func holds(
    any roles: [Role],
    _ words: String? = nil,
    for places: @escaping @Sendable (Facts) -> [Place] = { _ in [] }
  ) -> Requirement {
    let labels = roles.map { $0.label.lowercased() }.joined(separator: " or ")
    return Requirement(words: words ?? "holds the role of \(labels)") { viewer, facts in
      roles.contains { viewer.holdsAnywhere($0) }
        && places(facts).allSatisfy { place in roles.contains { viewer.holds($0, for: place) } }
    } about: {
      .role(roles, places($0))
    }
  }

  /// Something that is so of the record, whoever asks.
  package static func record(_ words: String, _ isSo: @escaping @Sendable (Facts) -> Bool) -> Requirement {
    Requirement(words: words) { _, facts in
      isSo(facts)
    } about: { _ in
      .record
    }
  }

  /// Something between whoever asks and the record.
  package static func that(
    _ words: String,
    _ isSo: @escaping @Sendable (Viewer, Facts) -> Bool
  ) -> Requirement {
    Requirement(words: words, isMet: isSo) { _ in .person }
  }

  /// Something about how they ask.
  package static func now(
    _ words: String,
    _ isSo: @escaping @Sendable (Circumstance, Facts) -> Bool
  ) -> Requirement {
    Requirement(words: words) { viewer, facts in
      isSo(viewer.circumstance, facts)
    } about: { _ in
      .circumstance
    }
  }

  /// They said what they look for before they look.
  package static var purpose: Requirement {
    .now("says for which purpose, before looking") { now, _ in now.purpose != nil }
  }

  /// They signed in with more than a password.
  package static var secondFactor: Requirement {
    .now("signed in with a second factor") { now, _ in now.hasSecondFactor }
  }

  /// They opened this record in an emergency, which is reviewed afterwards.
  package static var breakGlass: Requirement {
    .now("opened the record in an emergency") { now, _ in now.breakGlass }
  }
}

/// What a requirement is about; what it says of a record is kept from who may not read that record.
package enum RequirementSubject: Equatable, Sendable {
  case role([Role], [Place])
  case record
  case person
  case circumstance
}

/// What one rule asked for, of somebody and of a record.
package struct RuleFinding: Equatable, Sendable {
  package struct Found: Equatable, Sendable {
    package let words: String
    package let isMet: Bool
    package let about: RequirementSubject
  }

  package let rule: String
  package let requirements: [Found]

  /// Whether it allows, as they ask.
  package var allows: Bool { requirements.allSatisfy(\.isMet) }
}
