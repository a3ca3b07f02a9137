package import Kernel

/// The referral of a person who may be drawn into terrorism: the first step of support, made by anybody and
/// recorded by a coordinator of the area.
package enum Referral: Decider {
  package static let category = "referral"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    case make(Made)
    case correct(Corrected)
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable { case absent, made }

    package var life = Life.absent
    /// As it reached the programme.
    package var made: Made?
    /// What it says since it was last corrected.
    package var corrected: Corrected?
  }

  /// Why a command was declined.
  ///
  /// The words people read lie with the pages.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyMade
    case notMade
    /// It says so already.
    case nothingDiffers
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
    case .correct(let corrected):
      guard let made = state.made else { throw .notMade }
      // The same form sent twice asks for what has already happened.
      if state.corrected == corrected { return [] }
      guard corrected.missing.isEmpty else { throw .incomplete(missing: corrected.missing) }
      guard Set(corrected.subjects) == [made.person.subject] else { throw .sealedForAnother }
      guard corrected.differs(from: state.corrected ?? Corrected(made)) else { throw .nothingDiffers }
      return [.corrected(corrected)]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .made(let body): state = State(life: .made, made: body)
    case .corrected(let body): state.corrected = body
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
    (person.value?.isNamed == true ? [] : ["family_name"])
      + (grounds.value?.isEmpty == false ? [] : ["grounds"])
      + (area.isEmpty ? ["area"] : []) + (sector.code.isEmpty ? ["sector"] : [])
      + (concern.code.isEmpty ? ["concern"] : [])
  }

  fileprivate var subjects: [String] {
    [person.subject, grounds.subject, awareness.subject, referrer.subject]
  }
}

extension Referral.Corrected {
  /// What a referral says that nobody has corrected.
  fileprivate init(_ made: Referral.Made) {
    person = made.person
    (sector, concern) = (made.sector, made.concern)
    remark = Personal("", of: made.person.subject)
    reason = Personal("", of: made.person.subject)
  }

  var missing: [String] {
    (person.value?.isNamed == true ? [] : ["family_name"])
      + (reason.value?.isEmpty == false ? [] : ["reason"])
      + (sector.code.isEmpty ? ["sector"] : []) + (concern.code.isEmpty ? ["concern"] : [])
  }

  fileprivate var subjects: [String] { [person.subject, remark.subject, reason.subject] }

  /// Whether it says anything else, whatever the reason.
  fileprivate func differs(from other: Self) -> Bool {
    person != other.person || sector != other.sector || concern != other.concern || remark != other.remark
  }
}

extension Referral.Person {
  fileprivate var isNamed: Bool { !familyName.isEmpty || !givenName.isEmpty }
}
