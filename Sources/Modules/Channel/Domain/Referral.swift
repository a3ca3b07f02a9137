package import Kernel

/// The referral of a person who may be drawn into terrorism: the first step of support, made by anybody and
/// recorded by a coordinator of the area.
package enum Referral: Decider {
  package static let category = "referral"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    case make(Made)
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable { case absent, made }

    package var life = Life.absent
    package var made: Made?
  }

  /// Why a command was declined.
  ///
  /// The words people read lie with the pages.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyMade
    case incomplete(missing: [String])
    /// What is about a person must be sealed with the referral's own key, all of it.
    case sealedForAnother
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .make(let made):
      guard state.life == .absent else {
        // The same form sent twice asks for what has already happened.
        if state.made == made { return [] }
        throw .alreadyMade
      }
      guard made.missing.isEmpty else { throw .incomplete(missing: made.missing) }
      guard Set(made.subjects).count == 1 else { throw .sealedForAnother }
      return [.made(made)]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .made(let body): state = State(life: .made, made: body)
    }
  }

  /// What people call a referral by: nothing about the person can be read from it.
  package static func reference(of id: String) -> String {
    let digits = id.suffix(10).uppercased()
    return "R-\(digits.prefix(5))-\(digits.suffix(5))"
  }
}

extension Referral.Made {
  /// The fields, by their form names, that it cannot be recorded without.
  ///
  /// An area's code, a list's code and a day are never erased; what is sealed may be.
  var missing: [String] {
    let person = person.value
    let isNamed = person.map { !$0.familyName.isEmpty || !$0.givenName.isEmpty } ?? false
    return (isNamed ? [] : ["family_name"])
      + (grounds.value?.isEmpty == false ? [] : ["grounds"])
      + (area.isEmpty ? ["area"] : []) + (sector.code.isEmpty ? ["sector"] : [])
      + (concern.code.isEmpty ? ["concern"] : [])
  }

  fileprivate var subjects: [String] {
    [person.subject, grounds.subject, awareness.subject, referrer.subject]
  }
}
