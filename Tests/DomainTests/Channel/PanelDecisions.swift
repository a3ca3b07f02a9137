import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

struct PanelDecisions {
  typealias Given = Story<PanelMeeting>
  typealias S = CaseSamples

  private let arranged = Given.given(
    StoredEvents.panelMeeting[0],
    .entered(.init(caseID: "case-1", subject: "referral-1"))
  )

  private func attended(_ agencies: String...) -> Given {
    let attendees = agencies.enumerated().map { number, agency in
      PanelMeeting.Attendee(account: "member-\(number)", agency: S.code(agency), isChair: number == 0)
    }
    return arranged.and(.attendanceRecorded(.init(attendees: attendees)), by: "ada")
  }

  private func discussion(
    _ rule: String,
    _ inFavour: [String],
    against: [String] = []
  ) -> PanelMeeting.Discussion {
    .init(
      caseID: "case-1",
      views: [.init(agency: S.code("health"), words: "v")],
      resolution: S.code("offer-support"),
      rule: S.code(rule),
      inFavour: inFavour,
      against: against,
      reasons: "r"
    )
  }

  private func decides(_ discussion: PanelMeeting.Discussion, _ story: Given) -> Bool {
    let occasion = Occasion(by: "ada", at: .story)
    return (try? PanelMeeting.decide(.decide(discussion), on: story.state, occasion))?.count == 1
  }

  @Test func `no panel decides without the police and the authority`() {
    let discussion = discussion("unanimous", ["member-0", "member-1", "member-2"])
    attended("local-authority", "health", "education").when(
      .decide(discussion),
      refused: .noQuorum(agencies: ["police"], members: 0)
    )
    attended("local-authority", "police").when(
      .decide(discussion),
      refused: .noQuorum(agencies: [], members: 1)
    )
    #expect(decides(discussion, attended("local-authority", "police", "health")))
  }

  @Test func `who has a conflict does not count, and does not vote`() {
    let present = attended("local-authority", "police", "health", "education")
    let conflict = PanelMeeting.Event.conflictDeclared(
      .init(caseID: "case-1", account: "member-3", words: S.sealed("Her pupil."))
    )
    let all = discussion("majority", ["member-0", "member-1", "member-3"])
    #expect(decides(all, present))
    present.and(conflict, by: "ada").when(.decide(all), refused: .voteNotPossible(of: "member-3"))
  }

  @Test func `the rule that is named must have decided it`() {
    let present = attended("local-authority", "police", "health", "education")
    let half = ["member-0", "member-1"]
    present.when(.decide(discussion("unanimous", half)), refused: .notByThatRule("unanimous"))
    present.when(
      .decide(discussion("majority", half, against: ["member-2", "member-3"])),
      refused: .notByThatRule("majority")
    )
    #expect(decides(discussion("chair", half, against: ["member-2", "member-3"]), present))
    present.when(
      .decide(discussion("chair", ["member-1", "member-2"])),
      refused: .notByThatRule("chair")
    )
  }

  @Test func `the authority chairs, and nobody is said to have been there afterwards`() {
    let police = [PanelMeeting.Attendee(account: "paul", agency: S.code("police"), isChair: true)]
    arranged.when(.recordAttendance(police, []), refused: .notTheChair)
    let decided = attended("local-authority", "police", "health").and(
      StoredEvents.panelMeeting[8],
      by: "ada"
    )
    decided.when(.recordAttendance([], []), refused: .alreadyDecided)
    #expect(decided.state.resolution(on: "case-1")?.code.code == "offer-support")
    #expect(arranged.state.resolution(on: "case-1") == nil)
  }

  @Test func `who votes has a seat on the panel of the area, for that agency, and a guest needs none`() {
    let chair = PanelMeeting.Attendee(account: "chloe", agency: S.code("local-authority"), isChair: true)
    let paul = PanelMeeting.Attendee(account: "paul", agency: S.code("police"))
    let guest = PanelMeeting.Attendee(account: "gwen", agency: S.code("education"), isGuest: true)
    let panel = Story<Panel>.given(
      .memberNamed(.init(account: "chloe", agency: S.code("local-authority"), isChair: true)),
      .memberNamed(.init(account: "paul", agency: S.code("health"), isChair: false))
    )
    let seats = panel.state.seats(in: "E23000013")
    arranged.when(.recordAttendance([chair, paul], seats), refused: .notOnThePanel("paul"))
    arranged.when(
      .recordAttendance([chair, guest], panel.state.seats(in: "elsewhere")),
      refused: .notOnThePanel("chloe")
    )
    let moved = panel.and(
      .memberNamed(.init(account: "paul", agency: S.code("police"), isChair: false)),
      by: "ada"
    )
    let all = [chair, paul, guest]
    arranged.when(
      .recordAttendance(all, moved.state.seats(in: "E23000013")),
      then: .attendanceRecorded(.init(attendees: all))
    )
  }

  @Test func `papers are withdrawn when the meeting ends, and every case was decided`() {
    let shared = attended("local-authority", "police", "health").and(.papersShared, by: "ada")
    shared.when(.end, refused: .undecided(["case-1"]))
    shared.and(StoredEvents.panelMeeting[8], by: "ada").when(.end, then: .papersWithdrawn, .held)
  }

  @Test func `minutes are approved by another than who proposed them`() {
    let held = arranged.and(.held, StoredEvents.panelMeeting[12], by: "ada")
    held.when(.approveMinutes, by: "ada", refused: .approvedByWriter)
    held.when(.approveMinutes, by: "chloe", then: .minutesApproved)
    arranged.when(.approveMinutes, refused: .notPossible(in: .arranged))
  }

  @Test func `an action has an owner and a day, and is finished in words`() {
    let action = PanelMeeting.Action(
      caseID: "case-1",
      owner: "paul",
      due: S.today.adding(days: 7),
      what: "Ask the college."
    )
    arranged.when(.agreeAction(id: "action-1", action), then: StoredEvents.panelMeeting[9])
    let agreed = arranged.and(StoredEvents.panelMeeting[9], by: "ada")
    agreed.when(
      .finishAction(id: "action-1", words: "There is a place."),
      then: StoredEvents.panelMeeting[10]
    )
  }
}

struct AssessmentDecisions {
  typealias Given = Story<Assessment>
  typealias S = CaseSamples

  private let started = Given.given(StoredEvents.assessment[0])

  private func judgement(_ presence: String) -> Assessment.Judgement {
    .init(
      presence: S.code(presence),
      evidence: "He speaks of it often.",
      source: "His teacher",
      date: S.today
    )
  }

  @Test func `the framework of 2012 has 22 factors in three dimensions, and the next what protects`() {
    let counts = Framework.all.map { $0.dimensions.map(\.factors.count) }
    #expect(counts == [[13, 6, 3], [13, 6, 3, 9]])
    #expect(Framework.current.version == 2)
    for framework in Framework.all {
      #expect(Set(framework.factors.map(\.code)).count == framework.factors.count)
    }
  }

  @Test func `a factor needs evidence, a source and a date, unless it is not known`() {
    started.when(.judge(factor: "grievance", judgement("partly")), then: StoredEvents.assessment[1])
    let bare = Assessment.Judgement(presence: S.code("present"), evidence: "", source: "", date: nil)
    started.when(
      .judge(factor: "grievance", bare),
      refused: .incomplete(missing: ["evidence", "source", "date"])
    )
    started.when(.judge(factor: "shoe-size", judgement("present")), refused: .noSuchFactor)
    started.when(.judge(factor: "grievance", judgement("high")), refused: .noSuchCode)
  }

  @Test func `it is complete once every factor is judged, every dimension told, and changes are said`() {
    let conclusion = Assessment.Conclusion(
      summary: "He wants to belong.",
      plan: "A club.",
      changes: "He has left the group."
    )
    let codes = Framework.current.factors.map(\.code)
    started.when(.complete(conclusion), refused: .notJudged(codes))
    let judged = codes.reduce(started) { story, code in
      let body = Assessment.Judged(factor: code, judgement: S.sealed(judgement("absent")))
      return story.and(.judged(body), by: "ada")
    }
    let dimensions = Framework.current.dimensions.map(\.code)
    judged.when(.complete(conclusion), refused: .notNarrated(dimensions))
    let told = dimensions.reduce(judged) { story, code in
      story.and(.narrated(.init(dimension: code, words: S.sealed("w"))), by: "ada")
    }
    var silent = conclusion
    silent.changes = ""
    told.when(.complete(silent), refused: .incomplete(missing: ["changes"]))
    told.when(.complete(conclusion), then: StoredEvents.assessment[3])
    told.and(StoredEvents.assessment[3], by: "ada").when(
      .judge(factor: "grievance", judgement("present")),
      refused: .notPossible(in: .completed)
    )
  }

  @Test func `two assessments stand side by side, factor by factor`() {
    let before = started.and(StoredEvents.assessment[1], by: "ada").state
    let now = started.state
    let changes = Assessment.changes(from: before, to: now)
    #expect(changes.count == 31)
    #expect(changes.filter(\.isChange).map(\.factor.code) == ["grievance"])
  }
}

struct PartnerDecisions {
  typealias S = CaseSamples

  private let question = InformationRequest.Question(
    caseID: "case-1",
    subject: "referral-1",
    partner: "Exampleshire College",
    agency: S.code("education"),
    what: "Attendance",
    why: "To see what changed",
    basis: S.code("public-task"),
    due: S.today.adding(days: 7)
  )

  @Test func `a partner is asked what and why, on a lawful basis, and answers once`() {
    typealias Given = Story<InformationRequest>
    let events = StoredEvents.informationRequest
    Given.given().when(.send(question), then: events[0])
    let text = "He came every day until May."
    let sent = Given.given(events[0])
    sent.when(.recordAnswer(text: text, declaration: S.code("none"), on: S.today), then: events[1])
    sent.and(events[1], by: "ada").when(.withdraw(reason: "r"), refused: .notPossible(in: .answered))
    sent.when(
      .recordRefusal(ground: S.code("data-protection"), words: "Not for this.", on: S.today),
      then: events[2]
    )
  }

  @Test func `material from or about an intelligence service is refused at the door`() {
    let sent = Story<InformationRequest>.given(StoredEvents.informationRequest[0])
    for (text, declaration) in [
      ("A note.", "sensitive"), ("The Security Service says so.", "none"), ("A note.", "unheard-of"),
    ] {
      sent.when(
        .recordAnswer(text: text, declaration: S.code(declaration), on: S.today),
        refused: .sensitiveInformation
      )
    }
  }

  @Test func `a signpost is followed up`() {
    typealias Given = Story<Signpost>
    let events = StoredEvents.signpost
    Given.given().when(
      .give(
        caseID: "case-1",
        subject: "referral-1",
        service: "Exampleshire Homes",
        kind: S.code("housing"),
        on: S.today,
        why: "He has no room."
      ),
      then: events[0]
    )
    let followUp = Signpost.Command.followUp(taken: S.code("taken"), on: S.today, words: "He went.")
    Given.given().when(followUp, refused: .notGiven)
    Given.given(events[0]).when(followUp, then: events[1])
  }

  @Test func `two referrals are said to be of one person with a reason, and that is taken back`() throws {
    typealias Given = Story<Match>
    let pair = try #require(Match.Pair("referral-2", "referral-1"))
    #expect(pair.id == "referral-1-referral-2" && Match.Pair("a", "a") == nil)
    let events = StoredEvents.match
    Given.given().when(.confirm(pair, reason: ""), refused: .reasonNeeded)
    Given.given().when(.confirm(pair, reason: "Same address."), then: events[0])
    let confirmed = Given.given(events[0])
    confirmed.when(.reject(pair, reason: "r"), refused: .alreadySaid(.confirmed))
    confirmed.when(.undo(reason: "It was the brother."), then: events[2])
    confirmed.and(events[2], by: "ada").when(.reject(pair, reason: "A cousin."), then: events[1])
  }

  @Test func `the authority chairs a panel, and members are released with a reason`() {
    typealias Given = Story<Panel>
    Given.given().when(
      .name(account: "paul", agency: S.code("police"), isChair: true),
      refused: .notTheAuthority
    )
    Given.given(StoredEvents.panel[0]).when(
      .release(account: "chloe", reason: "Retired."),
      then: StoredEvents.panel[1]
    )
  }
}
