package import Kernel

/// What was decided of one policy setting: its values, each with a reason and the day it begins.
///
/// The record's identifier is the setting's key.
package enum SettingRecord: Decider {
  package static let category = "setting"
  package static let vault = Vault.directory

  /// A value that is to hold from a day on.
  package struct Change: Codable, Equatable, Sendable {
    package var value = ""
    package var from: PartialDate?
    package var reason = ""
    /// The law or guidance that it rests on; empty where it is nothing but a decision.
    package var source = ""

    package init() {}

    package init(value: String, from: PartialDate, reason: String, source: String = "") {
      self.value = value
      self.from = from
      self.reason = reason
      self.source = source
    }
  }

  package enum Command: Equatable, Sendable {
    /// Of a setting that two people decide, this only proposes it.
    case change(Change, SettingDeclaration)
    /// Somebody else agrees with what is proposed.
    case agree(SettingDeclaration)
    /// What is proposed is not to be; whoever proposed it can take it back so.
    case decline(reason: String)
  }

  package struct State: Equatable, Sendable {
    /// In the order in which they were decided.
    package var versions: [SettingVersion] = []
    package var proposal: Change?
    package var proposer: String?
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case reasonNeeded
    case notAllowed(SettingDeclaration)
    /// What was so yesterday stays so: histories are judged by it.
    case beginsInThePast
    case alreadyProposed
    case nothingProposed
    case ownProposal
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    let today = PartialDate(on: occasion.at)
    switch command {
    case .change(let change, let declaration):
      let from = change.from ?? today
      let old = state.versions.value(on: from) ?? declaration.fallback
      if let proposal = state.proposal {
        if proposal == change, state.proposer == occasion.by { return [] }
        throw .alreadyProposed
      }
      guard declaration.allows(change.value) else { throw .notAllowed(declaration) }
      if old == change.value, !state.versions.contains(where: { $0.from > from }) { return [] }
      guard from >= today else { throw .beginsInThePast }
      guard !change.reason.isEmpty else { throw .reasonNeeded }
      let body = Changed(
        old: old,
        value: change.value,
        from: from,
        reason: change.reason,
        source: change.source
      )
      return declaration.needsTwo ? [.proposed(body)] : [.changed(body)]
    case .agree(let declaration):
      guard let proposal = state.proposal else { throw .nothingProposed }
      guard state.proposer != occasion.by else { throw .ownProposal }
      // Agreed to late, it begins late: never before both wanted it.
      let from = max(proposal.from ?? today, today)
      let old = state.versions.value(on: from) ?? declaration.fallback
      return [.agreed(Agreed(old: old, value: proposal.value, from: from))]
    case .decline(let reason):
      guard state.proposal != nil else { throw .nothingProposed }
      guard !reason.isEmpty else { throw .reasonNeeded }
      return [.declined(Declined(reason: reason))]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .changed(let body): state.versions.append(SettingVersion(value: body.value, from: body.from))
    case .proposed(let body):
      state.proposal = Change(value: body.value, from: body.from, reason: body.reason, source: body.source)
      state.proposer = occasion.by
    case .agreed(let body):
      state.versions.append(SettingVersion(value: body.value, from: body.from))
      (state.proposal, state.proposer) = (nil, nil)
    case .declined: (state.proposal, state.proposer) = (nil, nil)
    }
  }
}
