package import Kernel

/// The erasure of one person: asked for, approved by somebody else, carried out, certified.
package enum Erasure: Decider {
  package static let category = "erasure"
  package static let vault = Vault.directory

  package enum Command: Equatable, Sendable {
    case ask(Asked)
    /// By somebody else than asked, and than is to be erased.
    case approve(reason: String)
    case refuse(reason: String)
    /// Whoever asked thinks otherwise.
    case withdraw(reason: String)
    /// What is to be destroyed was found; from here on it is carried out, whatever interrupts it.
    case begin(ErasurePlan)
    /// It is done, and this says so: a signed note.
    case certify(String)
  }

  package enum Life: String, CaseIterable, Codable, Sendable {
    case absent, asked, approved, refused, withdrawn, begun, certified
  }

  package struct State: Equatable, Sendable {
    package var life = Life.absent
    package var asked = Asked(subject: "", ground: "", vault: nil)
    package var askedBy: Occasion?
    package var approvedBy: Occasion?
    package var begunBy: Occasion?
    package var plan = ErasurePlan([])
    package var certificate: String?
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyAsked
    case groundNeeded
    case reasonNeeded
    case notPossible(in: Life)
    /// Nobody approves what they asked for, nor the erasure of themselves.
    case ownRequest
    case notYours
    case nothingHeld
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .ask(let asked):
      guard state.life == .absent else {
        if state.asked == asked { return [] }
        throw .alreadyAsked
      }
      guard !asked.ground.isEmpty else { throw .groundNeeded }
      return [.asked(asked)]
    case .approve(let reason):
      try require(state, .asked)
      guard ![state.askedBy?.by, state.asked.subject].contains(occasion.by) else { throw .ownRequest }
      return [.approved(Reasoned(reason: reason))]
    case .refuse(let reason):
      try require(state, .asked)
      guard !reason.isEmpty else { throw .reasonNeeded }
      return [.refused(Reasoned(reason: reason))]
    case .withdraw(let reason):
      try require(state, .asked)
      guard state.askedBy?.by == occasion.by else { throw .notYours }
      guard !reason.isEmpty else { throw .reasonNeeded }
      return [.withdrawn(Reasoned(reason: reason))]
    case .begin(let plan):
      // A rule that two people agreed to needs no third; nor does whoever holds the machine.
      let isByRule =
        state.life == .asked && [state.askedBy?.by, occasion.by] == [Occasion.system, Occasion.system]
      if !isByRule { try require(state, .approved) }
      guard !plan.vaults.isEmpty else { throw .nothingHeld }
      return [.begun(Begun(plan: plan))]
    case .certify(let certificate):
      if state.life == .certified { return [] }
      try require(state, .begun)
      return [.certified(Certified(certificate: certificate))]
    }
  }

  private static func require(_ state: State, _ life: Life) throws(Refusal) {
    if state.life != life { throw .notPossible(in: state.life) }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .asked(let body):
      state.life = .asked
      state.asked = body
      state.askedBy = occasion
    case .approved:
      state.life = .approved
      state.approvedBy = occasion
    case .refused: state.life = .refused
    case .withdrawn: state.life = .withdrawn
    case .begun(let body):
      state.life = .begun
      state.plan = body.plan
      state.begunBy = occasion
    case .certified(let body):
      state.life = .certified
      state.certificate = body.certificate
    }
  }
}
