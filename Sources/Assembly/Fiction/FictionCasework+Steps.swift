import Domain
import Kernel

extension FictionCasework {
  func take(_ step: Step) throws {
    switch step {
    case .open(let told): try open(told)
    case .compare(let told): try compare(told)
    case .screen(let told): try screen(told)
    case .decide(let told): try decide(told)
    case .sign(let told): try sign(told)
    case .write(let told): try write(told)
    case .followUp(let told, let given): try followUp(told, given)
    case .reply(let told, let request): try reply(told, request)
    case .assess(let told): try assess(told)
    case .wait(let told): wait(told)
    case .seek(let told): try seek(told)
    case .answer(let told, let id): try answer(told, seeking: id)
    case .reviewOverride(let told): try reviewOverride(told)
    case .plan(let told): try makePlan(told)
    case .adopt(let told): try adopt(told)
    case .session(let told, let support): try hold(told, support)
    case .contact(let told): try contact(told)
    case .leave(let told): try leave(told)
    case .transfer(let told): try offer(told)
    case .takeOver(let told): try takeOver(told)
    case .close(let told): try close(told)
    case .look(let told): try look(told)
    case .answerAlarm(let told, let id, let account): try answerAlarm(told, id, by: account)
    case .answerAsker(let told, let account): try answerAsker(told, account)
    case .lookBack(let told, let due): try lookBack(told, due)
    case .finish(let meeting, let id): try finish(meeting, id)
    case .agreeMinutes(let meeting): try agreeMinutes(meeting)
    case .right(let right): try answer(right)
    }
  }

  /// Has something decided about a case, by whoever carries it where nobody else is named.
  @discardableResult
  func act(_ commands: [Case.Command], on told: FictionCase, by account: String? = nil) throws -> Bool {
    let before = told.state.alarms
    let by = account ?? (told.state.owner.isEmpty ? cast.coordinator(of: told.area) : told.state.owner)
    let isDone = try perform(commands, on: &told.record, by: by)
    let raised = told.state.alarms.filter { before[$0.key] == nil }.sorted { $0.key < $1.key }
    for (_, alarm) in raised { self.raised(alarm, told) }
    planLook(told)
    return isDone
  }

  /// On the day after whatever is due first, unless a look is planned before.
  private func planLook(_ told: FictionCase) {
    let state = told.state
    var due: [PartialDate?] = state.alarms.values.filter { !$0.isEscalated }.map(\.body.due)
    if state.life.isOpen {
      if state.screened == nil { due.append(state.opened?.screeningDue) }
      if state.decided == nil { due.append(state.opened?.decisionDue) }
      due += [state.panelDue, state.closingDue, state.transfer?.body.due]
      if state.override?.isReviewed == false { due.append(state.override?.body.reviewDue) }
    }
    if state.isCarried { due += [state.nextContact, state.nextReview] }
    due += state.sessionsDue.values.map(\.self)
    if state.isLetterDue { due.append(state.closed?.letterDue) }
    due += state.laterReviews.map { $0.adding(days: -1) }
    due += state.answered.values.map { rules.day(rules.alarmAgainWorkingDays, after: $0.on) }
    guard let first = due.compactMap({ $0 }).filter({ today <= $0 }).min() else { return }
    if let lookOn = told.lookOn, lookOn <= first { return }
    told.lookOn = first
    plan(.look(told), on: first.adding(days: 1))
  }

  func finish(_ meeting: FictionMeeting, _ id: String) throws {
    let by = meeting.record.state.actions[id]?.owner ?? cast.cora
    try perform([.finishAction(id: id, words: "Done, and they answered.")], on: &meeting.record, by: by)
  }
}
