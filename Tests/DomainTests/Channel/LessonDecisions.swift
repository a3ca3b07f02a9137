import Analysis
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

extension StoredEvents {
  static let learned: CaseLearning.Learned = {
    var learned = CaseLearning.Learned()
    learned.factors = ["identity", "transition"]
    learned.changes = ["relations", "daily-life"]
    learned.helped = ["mentoring", "education"]
    learned.mechanisms = ["trust", "purpose"]
    learned.missed = ["earlier"]
    learned.transfer = "conditions"
    learned.words.changed = "He goes to college."
    learned.words.helped = "A mentor whom he came to trust."
    learned.words.missed = "His teacher saw it in spring."
    learned.words.transfer = "Where there is a place at a college."
    return learned
  }()

  static let caseLearning: [CaseLearning.Event] = [
    .recorded(
      .init(
        caseID: "case-1",
        framework: Framework.current.coded,
        factors: learned.factors,
        changes: learned.changes.map(CaseSamples.code),
        helped: learned.helped.map(CaseSamples.code),
        mechanisms: learned.mechanisms.map(CaseSamples.code),
        missed: learned.missed.map(CaseSamples.code),
        transfer: CaseSamples.code(learned.transfer),
        words: CaseSamples.sealed(learned.words)
      )
    )
  ]

  static let lessonText: Lesson.Text = {
    var text = Lesson.Text()
    text.title = "A mentor and a place to go"
    text.problem = "Somebody had left work and found company that did them harm."
    text.helped = "A mentor met them each week, and a place in training was found."
    text.mechanism = "They came to trust somebody, and had something of their own to do."
    text.settings = ["community"]
    text.caution = "It took longer than was planned."
    return text
  }()

  static let finding = Identifying.Finding(
    field: "problem",
    start: 20,
    words: "last Tuesday",
    kind: .date,
    severity: .mustJustify,
    why: "It says when."
  )

  static let lesson: [Lesson.Event] = [
    .drafted(.init(caseID: "case-1", practice: "practice-1", text: CaseSamples.sealed(lessonText))),
    .justified(
      .init(words: CaseSamples.sealed(.init(finding: finding.code, reason: "Everybody knows the day.")))
    ),
    .asked(.init(checked: CaseSamples.sealed([.init(finding: finding, reason: "Everybody knows the day.")]))),
    .approved, .refused(.init(grounds: CaseSamples.sealed("It says too much of the family."))),
    .withdrawn(.init(reason: CaseSamples.sealed("It tells nothing new."))),
    .delivered(.init(practice: "practice-1")),
  ]

  @Test func `every event of what was learned reads and writes as it was first stored`() throws {
    try Golden.hold(Self.caseLearning)
  }
  @Test func `every event of a lesson reads and writes as it was first stored`() throws {
    try Golden.hold(Self.lesson)
  }
}

/// What was learned of a closed case, and how a lesson of it leaves the vault.
struct LessonDecisions {
  typealias S = CaseSamples
  private let ended = Case.Ended(caseID: "case-1", subject: "referral-1")
  private let known = Identifying.Known()
  private let text = StoredEvents.lessonText

  private func text(_ problem: String) -> Lesson.Text {
    var text = text
    text.problem = problem
    return text
  }

  private func drafted(_ text: Lesson.Text) -> Story<Lesson> {
    Story.given(.drafted(.init(caseID: "case-1", practice: nil, text: S.sealed(text))))
  }

  private var named: Identifying.Known {
    var known = known
    known.names = [.init("Sam Sample", of: "the person")]
    return known
  }

  @Test func `only a closed case has ended`() {
    let open = Story<Case>.given(S.opened).state
    #expect(open.ended("case-1") == nil)
    var closed = open
    closed.life = .closed
    #expect(closed.ended("case-1") == ended)
  }

  @Test func `what was learned is recorded whole, and once`() throws {
    let record = CaseLearning.Command.record(ended, StoredEvents.learned)
    let event = StoredEvents.caseLearning[0]
    let none = Story<CaseLearning>.given()
    none.when(record, then: event)
    let again = Story<CaseLearning>.given(event).state
    let occasion = Occasion(by: "ada", at: .story)
    #expect(try CaseLearning.decide(record, on: again, occasion) == [])
    let missing = [
      "changes", "helped", "mechanisms", "missed", "transfer", "changed-words", "helped-words",
      "missed-words",
      "transfer-words",
    ]
    none.when(.record(ended, .init()), refused: .incomplete(missing: missing))
    var wrong = StoredEvents.learned
    wrong.mechanisms = ["magic"]
    Story<CaseLearning>.given().when(.record(ended, wrong), refused: .noSuchCode(of: "case-mechanism"))
    wrong = StoredEvents.learned
    wrong.factors = ["shoe-size"]
    Story<CaseLearning>.given().when(.record(ended, wrong), refused: .noSuchCode(of: "vaf"))
  }

  @Test func `a lesson stays with its case, and says all that a reader needs before it is asked for`() {
    Story<Lesson>.given().when(.draft(ended, text, practice: "practice-1"), then: StoredEvents.lesson[0])
    let other = Case.Ended(caseID: "case-2", subject: "referral-2")
    drafted(text).when(.draft(other, text, practice: nil), refused: .anotherCase)
    var bare = Lesson.Text()
    bare.title = "T"
    drafted(bare).when(
      .ask(known),
      refused: .incomplete(missing: ["problem", "helped", "mechanism", "caution", "settings"])
    )
    drafted(text).when(.ask(known), then: .asked(.init(checked: S.sealed([]))))
  }

  @Test func `a text with a name cannot be asked for, whoever says why`() throws {
    let story = drafted(text("We met Sam each week."))
    story.when(.ask(named), refused: .mustChange(1))
    let finding = try #require(text("We met Sam each week.").findings(named).first)
    story.when(.justify(finding: finding.code, reason: "r", named), refused: .noSuchFinding)
  }

  @Test func `what must be justified is, with a reason each`() throws {
    let text = text("It began last Tuesday, and she knew.")
    let findings = text.findings(known)
    #expect(findings.map(\.severity) == [.mustJustify, .mustJustify])
    let story = drafted(text)
    story.when(.ask(known), refused: .notJustified(2))
    story.when(
      .justify(finding: findings[0].code, reason: "", known),
      refused: .incomplete(missing: ["reason"])
    )
    story.when(.justify(finding: "x", reason: "r", known), refused: .noSuchFinding)
    let justified = findings.reduce(story) { story, finding in
      story.and(.justified(.init(words: S.sealed(.init(finding: finding.code, reason: "r")))), by: "ada")
    }
    let checked = findings.map { Lesson.Checked(finding: $0, reason: "r") }
    justified.when(.ask(known), then: .asked(.init(checked: S.sealed(checked))))
  }

  @Test func `another approves it, and no author ever`() {
    let asked = drafted(text).and(
      .justified(.init(words: S.sealed(.init(finding: "f", reason: "r")))),
      by: "bea"
    )
    .and(.asked(.init(checked: S.sealed([]))), by: "cora")
    for author in ["ada", "bea", "cora"] {
      asked.when(.approve(known), by: author, refused: .approvedByAuthor)
      asked.when(.refuse(grounds: "g"), by: author, refused: .approvedByAuthor)
    }
    asked.when(.approve(known), by: "sue", then: .approved)
    asked.when(.refuse(grounds: ""), by: "sue", refused: .incomplete(missing: ["grounds"]))
    drafted(text).when(.approve(known), by: "sue", refused: .notPossible(in: .draft))
  }

  @Test func `what became known since it was asked for keeps it back`() {
    let asked = drafted(text("We met Sam each week.")).and(.asked(.init(checked: S.sealed([]))), by: "ada")
    asked.when(.approve(known), by: "sue", refused: .notJustified(1))
    asked.when(.approve(named), by: "sue", refused: .mustChange(1))
  }

  @Test func `a refused one goes back, and an approved one is delivered once`() {
    let asked = drafted(text).and(.asked(.init(checked: S.sealed([]))), by: "ada")
    let back = asked.and(StoredEvents.lesson[4], by: "sue")
    #expect(back.state.life == .draft && back.state.refused != nil)
    let approved = asked.and(.approved, by: "sue")
    approved.when(.draft(ended, text("Other"), practice: nil), refused: .notPossible(in: .approved))
    approved.when(.withdraw(reason: "r"), refused: .notPossible(in: .approved))
    approved.when(.deliver(practice: "practice-1"), then: StoredEvents.lesson[6])
    let delivered = approved.and(StoredEvents.lesson[6], by: "touchstone")
    delivered.when(.deliver(practice: "practice-2"), refused: .notPossible(in: .delivered))
    asked.when(.deliver(practice: "practice-1"), refused: .notPossible(in: .asked))
    asked.when(.withdraw(reason: "It tells nothing new."), then: StoredEvents.lesson[5])
  }

  @Test func `an erased one goes nowhere`() {
    let erased = Story<Lesson>.given(
      .drafted(.init(caseID: "case-1", practice: nil, text: Personal(nil, of: "referral-1"))),
      .asked(.init(checked: Personal(nil, of: "referral-1")))
    )
    erased.when(.approve(known), by: "sue", refused: .erased)
  }

  // MARK: In the vault of learning

  private func release(_ author: String = "ada", _ document: String? = nil) throws -> Release {
    let data = try document.map { Data($0.utf8) } ?? JSONEncoder().encode(text)
    return try Release(
      kind: .closedCaseLesson,
      id: "release-1",
      author: author,
      approver: "sue",
      document: data,
      origin: .init(position: 7, leaf: Data(repeating: 7, count: 32))
    )
  }

  @Test func `a lesson becomes a draft, or stands beside a practice, and comes in once`() throws {
    let release = try release()
    let received = Practice.Event.lessonReceived(.init(release: release))
    var details = Practice.Details(title: text.title)
    details.problem = text.problem
    details.method = text.helped
    details.emmie.mechanism.finding = text.mechanism
    details.settings = ["community"]
    details.harms = text.caution
    Story<Practice>.given().when(
      .receive(release, organisation: "council"),
      then: .deposited(.init(details: details, organisation: "council")),
      received
    )
    let there = Story<Practice>.given(StoredEvents.practice[0])
    there.when(.receive(release, organisation: nil), then: received)
    let state = there.and(received, by: "ada").state
    #expect(
      try Practice.decide(.receive(release, organisation: nil), on: state, Occasion(by: "x", at: .story))
        == []
    )
    let over = there.and(StoredEvents.practice[8], by: "ada")
    over.when(.receive(release, organisation: nil), refused: .notPossible(in: .discarded))
  }

  @Test func `what is no lesson does not come in`() throws {
    Story<Practice>.given().when(.receive(try release("ada", "{}"), organisation: nil), refused: .noLesson)
    Story<Practice>.given().when(.receive(try release("ada", "x"), organisation: nil), refused: .noLesson)
  }
}
