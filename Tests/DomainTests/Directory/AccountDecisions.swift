import Kernel
import TestSupport
import Testing

@testable import Domain

struct AccountDecisions {
  typealias Given = Story<Account>
  let person = Account.Person(id: "dora", name: "Dora Example", email: "Dora@touchstone.example")
  let day = PartialDate("2009-09-01") ?? .init(on: .story)
  private var opened: Account.Event { .opened(.init(person, isDemonstration: false)) }
  private var reader: Holding { Holding(.reader, .everywhere, from: day) }

  @Test func `an account is opened once, and the same form sent twice opens one`() {
    Given.given().when(.open(person, demonstration: false), then: opened)
    Given.given(opened).when(.open(person, demonstration: false))
    let other = Account.Person(id: "dora", name: "Eve", email: "eve@touchstone.example")
    Given.given(opened).when(.open(other, demonstration: false), refused: .alreadyOpen)
  }

  @Test func `an address is claimed in lower case, and given up when the account closes`() {
    let claims = Account.claims(of: opened, on: Account.initialState)
    #expect(claims == [.take(scope: Account.emailScope, value: "dora@touchstone.example")])
    let closed = Account.claims(of: .closed(.init(reason: "left")), on: Given.given(opened).state)
    #expect(closed == [.release(scope: Account.emailScope)])
  }

  @Test func `a new address takes the place of the old one`() {
    let moved = Account.Person(id: "dora", name: "Dora Example", email: "dora@example.org")
    let claims = Account.claims(of: .revised(.init(moved, reason: "moved")), on: Given.given(opened).state)
    #expect(
      claims == [
        .release(scope: Account.emailScope), .take(scope: Account.emailScope, value: "dora@example.org"),
      ]
    )
    Given.given(opened).when(.revise(moved, reason: ""), refused: .reasonNeeded)
    Given.given(opened).when(.revise(person, reason: ""))
  }

  @Test func `nobody grants or ends their own roles, nor closes their own account`() {
    Given.given(opened).when(.grant(reader, reason: "r"), by: "dora", refused: .ownAccount)
    Given.given(opened, .roleGranted(.init(holding: reader, reason: "r")))
      .when(.endRole(reader, on: day, reason: "r"), by: "dora", refused: .ownAccount)
    Given.given(opened).when(.close(reason: "r"), by: "dora", refused: .ownAccount)
  }

  @Test func `a role is held once at a place and a time`() {
    let held = Given.given(opened, .roleGranted(.init(holding: reader, reason: "r")))
    held.when(.grant(reader, reason: "r"))
    var later = reader
    later.from = PartialDate("2010-01-01") ?? day
    held.when(.grant(later, reason: "r"), refused: .alreadyHeld)
    var elsewhere = reader
    elsewhere.scope = .area("E23000013")
    held.when(.grant(elsewhere, reason: "r"), then: .roleGranted(.init(holding: elsewhere, reason: "r")))
  }

  @Test func `roles that are kept apart are not held in one place at one time`() {
    func holding(_ role: Role, _ scope: Scope, until: PartialDate? = nil) -> Holding {
      Holding(role, scope, from: day, until: until)
    }
    let works = holding(.assessor, .area("E23000013"))
    let held = Given.given(opened, .roleGranted(.init(holding: works, reason: "r")))
    for scope in [Scope.everywhere, .area("E23000013"), .organisation("council")] {
      held.when(.grant(holding(.auditor, scope), reason: "r"), refused: .keptApart(from: .assessor))
    }
    let away = holding(.administrator, .area("E23000002"))
    held.when(.grant(away, reason: "r"), then: .roleGranted(.init(holding: away, reason: "r")))
    var later = holding(.administrator, .everywhere)
    later.from = PartialDate("2010-01-01") ?? day
    held.and(.roleEnded(.init(holding: works, on: day, reason: "r")), by: "adam")
      .when(.grant(later, reason: "r"), then: .roleGranted(.init(holding: later, reason: "r")))
  }

  @Test func `a role that ends the day before its first is never held, however often it is granted`() {
    let before = day.adding(days: -1)
    let granted = Account.Event.roleGranted(.init(holding: reader, reason: "r"))
    let ended = Account.Event.roleEnded(.init(holding: reader, on: before, reason: "r"))
    let held = Given.given(opened, granted)
    held.when(.endRole(reader, on: before, reason: "r"), then: ended)
    let undone = held.and(ended, by: "adam")
    #expect(undone.state.holdings.allSatisfy { !$0.isHeld(on: day) && !$0.isHeld(on: before) })
    undone.when(.grant(reader, reason: "r"), then: granted)
    let again = undone.and(granted, by: "adam").and(ended, by: "adam")
    #expect(again.state.holdings == undone.state.holdings)
  }

  @Test func `a role ends on a day that is not before its first`() {
    let held = Given.given(opened, .roleGranted(.init(holding: reader, reason: "r")))
    held.when(
      .endRole(reader, on: day.adding(days: -2), reason: "r"),
      refused: .endsBeforeItBegins
    )
    held.when(
      .endRole(reader, on: day, reason: "r"),
      then: .roleEnded(.init(holding: reader, on: day, reason: "r"))
    )
    Given.given(opened).when(.endRole(reader, on: day, reason: "r"), refused: .notHeld)
    #expect(
      held.and(.roleEnded(.init(holding: reader, on: day, reason: "r")), by: "adam").state.holdings[0].until
        == day
    )
  }

  @Test func `a role that is held is reviewed by somebody else, until a day to come`() {
    let next = PartialDate("2010-09-01") ?? day
    let granted = Account.Event.roleGranted(.init(holding: reader, reason: "r"))
    let held = Given.given(opened, granted)
    let reviewed = Account.Event.roleReviewed(.init(holding: reader, next: next, reason: "Asked her manager"))
    held.when(.keepRole(reader, next: next, reason: "Asked her manager"), then: reviewed)
    held.when(.keepRole(reader, next: next, reason: ""), refused: .reasonNeeded)
    held.when(.keepRole(reader, next: day, reason: "r"), refused: .reviewedInThePast)
    held.when(.keepRole(reader, next: next, reason: "r"), by: "dora", refused: .ownAccount)
    Given.given(opened).when(.keepRole(reader, next: next, reason: "r"), refused: .notHeld)
    #expect(held.and(reviewed, by: "adam").state.grants[0].nextReview == next)
    held.and(reviewed, by: "adam").when(.keepRole(reader, next: next, reason: "Asked her manager"))
  }

  @Test func `a role that ended is not reviewed`() {
    let next = PartialDate("2010-09-01") ?? day
    var ended = reader
    ended.from = PartialDate("2009-01-01") ?? day
    ended.until = PartialDate("2009-08-31")
    Given.given(opened, .roleGranted(.init(holding: ended, reason: "r")))
      .when(.keepRole(ended, next: next, reason: "r"), refused: .notHeld)
  }

  @Test func `a text is accepted by the holder alone, once for each version`() {
    let first = Account.Event.textAccepted(.init(text: "conduct", version: 1))
    Given.given(opened).when(.accept(text: "conduct", version: 1), by: "dora", then: first)
    Given.given(opened).when(.accept(text: "conduct", version: 1), by: Occasion.system, then: first)
    Given.given(opened).when(.accept(text: "conduct", version: 1), by: "adam", refused: .notTheirs)
    let accepted = Given.given(opened, first, by: "dora")
    accepted.when(.accept(text: "conduct", version: 1), by: "dora")
    let second = Account.Event.textAccepted(.init(text: "conduct", version: 2))
    accepted.when(.accept(text: "conduct", version: 2), by: "dora", then: second)
    #expect(accepted.and(second, by: "dora").state.agreements.map(\.version) == [2])
    Given.given().when(.accept(text: "conduct", version: 1), by: "dora", refused: .notOpen)
  }

  @Test func `training is completed on a day that came, and again`() {
    let completed = Account.Event.trainingCompleted(.init(text: "people", version: 1, on: day))
    Given.given(opened).when(.completeTraining(text: "people", version: 1, on: day), then: completed)
    let tomorrow = PartialDate("2009-09-02") ?? day
    Given.given(opened)
      .when(.completeTraining(text: "people", version: 1, on: tomorrow), refused: .notCompletedYet)
    let trained = Given.given(opened, completed)
    trained.when(.completeTraining(text: "people", version: 1, on: day))
    let before = PartialDate("2009-08-01") ?? day
    trained.when(
      .completeTraining(text: "people", version: 1, on: before),
      then: .trainingCompleted(.init(text: "people", version: 1, on: before))
    )
    Given.given().when(.completeTraining(text: "people", version: 1, on: day), refused: .notOpen)
  }

  @Test func `a closed account gets no role, and closing it again changes nothing`() {
    let closed = Given.given(opened, .closed(.init(reason: "left")))
    closed.when(.grant(reader, reason: "r"), by: "adam", refused: .notOpen)
    closed.when(.close(reason: "left"), by: "adam")
    Given.given(opened).when(.close(reason: ""), by: "adam", refused: .reasonNeeded)
  }
}

struct PlaceDecisions {
  @Test func `an organisation is listed, and listed anew with a reason`() {
    let one = Organisation.Listing(name: "Exampleshire Council", kind: "council")
    let two = Organisation.Listing(name: "Exampleshire County Council", kind: "council")
    Story<Organisation>.given().when(.list(one, reason: ""), then: .listed(.init(listing: one, reason: "")))
    let listed = Story<Organisation>.given(.listed(.init(listing: one, reason: "")))
    listed.when(.list(one, reason: ""))
    listed.when(.list(two, reason: ""), refused: .reasonNeeded)
    listed.when(.list(two, reason: "new name"), then: .listed(.init(listing: two, reason: "new name")))
    Story<Organisation>.given().when(.list(.init(), reason: ""), refused: .nameNeeded)
  }

  @Test func `an area that is listed as it is changes nothing`() {
    let area = Area.Listing(
      name: "Cleveland",
      kind: "police-force-area",
      region: "North East",
      code: "E23000013",
      populations: ["2011-03-27": 557_227],
      wasPriority: true,
      source: "published"
    )
    Story<Area>.given().when(.list(area), then: .listed(area))
    Story<Area>.given(.listed(area)).when(.list(area))
  }
}
