package import Kernel

extension Case {
  package struct PutToPanel: Codable, Equatable, Sendable {
    package var meeting: String
    package var on: PartialDate
  }

  /// What a quorate panel decided, and the day of the next contact where it offers support.
  package struct PanelDecided: Codable, Equatable, Sendable {
    package var resolution: PanelMeeting.Resolution
    package var nextContact: PartialDate?
    /// The last day on which the next decision is in time, where the panel wants to know more.
    package var panelDue: PartialDate?
    /// The last day on which closing is in time, where the panel said that nothing more is to be done.
    package var closingDue: PartialDate?
  }

  static func decidePanel(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .putToPanel(let meeting, let day):
      guard state.decided?.isReasonable == true, state.life.isOpen else {
        throw .notPossible(in: state.life)
      }
      let body = PutToPanel(meeting: meeting, on: day)
      if state.putToPanel == body { return [] }
      guard occasion.day <= day else { throw .notAhead(from: occasion.day) }
      return [.putToPanel(body)]
    case .takeResolution(let resolution, let nextContact, let rules):
      return try take(resolution, nextContact, rules, on: state, occasion)
    default: return []
    }
  }

  private static func take(
    _ resolution: PanelMeeting.Resolution,
    _ nextContact: PartialDate?,
    _ rules: ChannelRules,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if state.resolution == resolution { return [] }
    guard state.decided?.isReasonable == true, state.life.isOpen else {
      throw .notPossible(in: state.life)
    }
    let isAfterAdoption = PanelMeeting.afterAdoption.contains(resolution.code.code)
    if isAfterAdoption, !state.isAdopted { throw .notPossible(in: state.life) }
    if !isAfterAdoption, state.isAdopted { throw .notPossible(in: state.life) }
    let isOffer = resolution.code.code == PanelMeeting.offer
    if isOffer, nextContact == nil { throw .contactNeeded }
    if let nextContact { try requireContact(nextContact, rules, occasion) }
    var decided = PanelDecided(
      resolution: resolution,
      nextContact: isOffer || state.isCarried ? nextContact : nil
    )
    if resolution.code.code == PanelMeeting.moreInformation {
      decided.panelDue = rules.day(rules.panelWorkingDays, after: occasion.day)
    }
    if [PanelMeeting.noSupport, PanelMeeting.close].contains(resolution.code.code) {
      decided.closingDue = rules.day(rules.closingWorkingDays, after: occasion.day)
    }
    return [.panelDecided(decided)]
  }
}
