import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// Screening, the decision under section 36, and the panel's word.
struct CaseDecisions {
  typealias Given = Story<Case>
  typealias S = CaseSamples

  private func reject(
    _ reason: String = "no-vulnerability",
    earlier: [String] = [],
    again: String = "",
    care: String? = "not-needed",
    told: String = "He was told by letter.",
    months: Int = 13,
    isUnder18: Bool = false
  ) -> Case.Command {
    .reject(
      .init(grounds: "What his teacher heard.", earlier: earlier, again: again),
      S.closing(reason, care: care, told: told, isUnder18: isUnder18, months: months),
      S.rules
    )
  }

  @Test func `a case is opened once, and its clocks run in working days from the day of receipt`() {
    Given.given().when(.open(S.opening, S.rules), then: S.opened)
    Given.given(S.opened).when(.open(S.opening, S.rules))
    var other = S.opening
    other.owner = "carl"
    Given.given(S.opened).when(.open(other, S.rules), refused: .alreadyOpened)
  }

  @Test func `a bank holiday moves the clock`() throws {
    var rules = ChannelRules()
    rules.workingDays = WorkingDays([S.today.adding(days: 1)])
    let due = rules.day(5, after: S.today)
    #expect(due == S.today.adding(days: 8))
  }

  @Test func `screening names the systems that were checked and why it came out so`() {
    Given.given(S.opened).when(S.screen, then: S.screened)
    Given.given(S.opened, S.screened).when(S.screen)
    Given.given(S.opened).when(
      .screen(systems: [], result: S.code("clear"), reasons: ""),
      refused: .incomplete(missing: ["systems", "reasons"])
    )
    Given.given(S.opened).when(
      .screen(systems: [S.code("rumour")], result: S.code("clear"), reasons: "r"),
      refused: .noSuchCode(of: "screening-system")
    )
  }

  @Test func `nothing is decided before screening, and grounds are needed`() {
    Given.given(S.opened).when(.passToPanel(grounds: "g", S.rules), refused: .notScreened)
    Given.given(S.opened, S.screened).when(
      .passToPanel(grounds: "", S.rules),
      refused: .incomplete(missing: ["grounds"])
    )
    Given.given(S.opened, S.screened).when(
      .passToPanel(grounds: "What his teacher heard.", S.rules),
      then: S.agreed
    )
    Given.given(S.opened, S.screened, S.agreed).when(reject(), refused: .alreadyDecided)
  }

  @Test func `whoever rejects says that care was considered, and what the person was told`() {
    Given.given(S.opened, S.screened).when(
      reject(care: nil, told: ""),
      refused: .incomplete(missing: ["care", "told"])
    )
    Given.given(S.opened, S.screened).when(
      reject(),
      then: .decided(S.decided(false)),
      .closed(S.closed("no-vulnerability", isAdopted: false))
    )
  }

  @Test func `a second rejection needs a reason, a third a second signature`() {
    let screened = Given.given(S.opened, S.screened)
    screened.when(reject(earlier: ["case-8"]), refused: .incomplete(missing: ["again"]))
    screened.when(
      reject(earlier: ["case-8"], again: "Nothing new."),
      then: .decided(S.decided(false, earlier: ["case-8"], again: "Nothing new.")),
      .closed(S.closed("no-vulnerability", isAdopted: false))
    )
    let twice = S.decided(false, earlier: ["case-7", "case-8"], again: "Nothing new.")
    let closed = S.closed("no-vulnerability", isAdopted: false)
    let proposed = Case.Event.rejectionProposed(.init(decided: twice, closed: closed))
    let third = reject(earlier: ["case-7", "case-8"], again: "Nothing new.")
    screened.when(third, then: proposed)
    let waiting = Given.given(S.opened, S.screened, proposed)
    #expect(waiting.state.life == .screening)
    waiting.when(third)
    waiting.when(.passToPanel(grounds: "g", S.rules), refused: .awaitingSignature)
    waiting.when(.countersign(S.rules), by: "ada", refused: .signedByProposer)
    var signed = twice
    signed.proposedBy = "ada"
    waiting.when(.countersign(S.rules), by: "sue", then: .decided(signed), .closed(closed))
    let returned = Case.Event.rejectionReturned(.init(reason: S.sealed("Ask his school.")))
    waiting.when(.sendBack(reason: "Ask his school."), by: "sue", then: returned)
    Given.given(S.opened, S.screened, proposed, returned).when(
      .passToPanel(grounds: "What his teacher heard.", S.rules),
      then: S.agreed
    )
  }

  @Test func `a mistaken referral is kept for a short time, and a letter is due`() {
    let screened = Given.given(S.opened, S.screened)
    let latest = S.today.adding(months: 3)
    screened.when(reject("mistaken"), refused: .keptTooLong(by: latest))
    screened.when(
      reject("mistaken", months: 3),
      then: .decided(S.decided(false)),
      .closed(S.closed("mistaken", isAdopted: false, months: 3))
    )
    let closed = Case.Event.closed(S.closed("mistaken", isAdopted: false, months: 3))
    let over = Given.given(S.opened, S.screened, .decided(S.decided(false)), closed)
    #expect(over.state.isLetterDue)
    over.when(.writeLetter(id: "letter-1", kind: S.code("mistaken"), S.letter), then: S.letterWritten)
    let send = Case.Command.sendLetter("letter-1", by: S.code("post"), on: S.today)
    over.when(send, refused: .notFound)
    let written = over.and(S.letterWritten, by: "ada")
    #expect(written.state.isLetterDue && written.state.unsentLetters.map(\.id) == ["letter-1"])
    let sent = Case.Event.letterSent(
      .init(
        id: "letter-1",
        kind: S.code("mistaken"),
        words: S.sealed(S.letter),
        way: S.code("post"),
        on: S.today
      )
    )
    written.when(send, then: sent)
    let gone = written.and(sent, by: "ada")
    #expect(!gone.state.isLetterDue && gone.state.unsentLetters.isEmpty)
    gone.when(send)
    gone.when(
      .sendLetter("letter-1", by: S.code("by-hand"), on: S.today),
      refused: .alreadyRecorded
    )
    #expect(!over.and(S.events[5], by: "ada").state.isLetterDue)
  }

  @Test func `a child is kept for a shorter time, and nothing for none`() {
    let screened = Given.given(S.opened, S.screened)
    screened.when(reject(isUnder18: true), refused: .keptTooLong(by: S.today.adding(months: 12)))
    screened.when(reject(months: 0), refused: .notAhead(from: S.today.adding(days: 1)))
  }

  @Test func `consent refused is no reason before anybody asked for it`() {
    Given.given(S.opened, S.screened).when(
      reject("consent-refused"),
      refused: .reasonNotPossible("consent-refused")
    )
  }

  @Test func `a panel's word needs a decision under section 36, and an offer the day of the next contact`() {
    let offer = S.resolution("offer-support")
    Given.given(S.opened, S.screened).when(
      .takeResolution(offer, nextContact: S.contactDay, S.rules),
      refused: .notPossible(in: .screening)
    )
    let agreed = Given.given(S.opened, S.screened, S.agreed)
    agreed.when(.takeResolution(offer, nextContact: nil, S.rules), refused: .contactNeeded)
    agreed.when(
      .takeResolution(offer, nextContact: S.today.adding(days: 29), S.rules),
      refused: .contactTooLate(by: S.today.adding(days: 28))
    )
    agreed.when(.takeResolution(offer, nextContact: S.contactDay, S.rules), then: S.offered)
    agreed.when(
      .takeResolution(S.resolution("close"), nextContact: nil, S.rules),
      refused: .notPossible(in: .informationGathering)
    )
  }

  @Test func `after the panel, only the panel lets a case go without support`() {
    let agreed = Given.given(S.opened, S.screened, S.agreed)
    agreed.when(.close(S.closing("no-vulnerability"), S.rules), refused: .panelNeeded)
    let refused = Case.Event.panelDecided(
      .init(resolution: S.resolution("no-support"), nextContact: nil)
    )
    agreed.and(refused, by: "ada").when(
      .close(S.closing("no-vulnerability"), S.rules),
      then: .closed(S.closed("no-vulnerability", isAdopted: false))
    )
  }
}
