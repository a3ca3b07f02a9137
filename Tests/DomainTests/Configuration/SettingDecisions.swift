import Kernel
import TestSupport
import Testing

@testable import Domain

struct SettingDecisions {
  typealias Given = Story<SettingRecord>
  private let alone = PolicySetting.number("access.review-months", 12, 1...36, .months, "Review").declaration
  private let both = PolicySetting.number("retention.x-months", 72, 0...1200, .months, "Kept", needsTwo: true)
    .declaration
  private let today = PartialDate(on: .story)

  private func change(_ value: String, from: PartialDate? = nil, reason: String = "r") -> SettingRecord.Change
  {
    .init(value: value, from: from ?? today, reason: reason, source: "A law")
  }

  private func body(_ old: String, _ value: String, from: PartialDate? = nil) -> SettingRecord.Changed {
    .init(old: old, value: value, from: from ?? today, reason: "r", source: "A law")
  }

  @Test func `one person changes a setting from a day on, with a reason`() {
    Given.given().when(.change(change("6"), alone), then: .changed(body("12", "6")))
    Given.given().when(.change(change("6", reason: ""), alone), refused: .reasonNeeded)
    Given.given(.changed(body("12", "6"))).when(.change(change("6"), alone))
    Given.given().when(.change(change("12"), alone))
    let later = today.adding(months: 1)
    Given.given(.changed(body("12", "6")))
      .when(.change(change("9", from: later), alone), then: .changed(body("6", "9", from: later)))
  }

  @Test(arguments: ["", "0", "37", "6.5", "six", "06", "-1", "９", "99999999999999999999"])
  func `what is no value of the setting is refused`(_ value: String) {
    Given.given().when(.change(change(value), alone), refused: .notAllowed(alone))
  }

  @Test func `what was so until now stays so`() {
    Given.given().when(.change(change("6", from: today.adding(days: -1)), alone), refused: .beginsInThePast)
  }

  @Test func `what two people decide holds when another agrees, and not before`() {
    let proposed = Given.given(.proposed(body("72", "12")), by: "adam")
    #expect(proposed.state.versions.isEmpty)
    Given.given().when(.change(change("12"), both), by: "adam", then: .proposed(body("72", "12")))
    proposed.when(.agree(both), by: "adam", refused: .ownProposal)
    let agreed = SettingRecord.Agreed(old: "72", value: "12", from: today)
    proposed.when(.agree(both), by: "della", then: .agreed(agreed))
    let decided = proposed.and(.agreed(agreed), by: "della")
    #expect(decided.state.versions.value(on: today) == "12" && decided.state.proposal == nil)
    decided.when(.agree(both), by: "della", refused: .nothingProposed)
  }

  @Test func `agreed to late, it begins on the day of the agreement`() {
    let late = today.adding(days: 40)
    Given.given(.proposed(body("72", "12")), by: "adam")
      .when(
        .agree(both),
        by: "della",
        at: late.moment,
        then: .agreed(.init(old: "72", value: "12", from: late))
      )
  }

  @Test func `a proposal is declined or taken back with a reason, and another waits for that`() {
    let proposed = Given.given(.proposed(body("72", "12")), by: "adam")
    proposed.when(.change(change("24"), both), by: "della", refused: .alreadyProposed)
    proposed.when(.change(change("12"), both), by: "adam")
    proposed.when(.decline(reason: ""), by: "della", refused: .reasonNeeded)
    proposed.when(.decline(reason: "Too short"), by: "della", then: .declined(.init(reason: "Too short")))
    Given.given().when(.decline(reason: "r"), refused: .nothingProposed)
    #expect(proposed.and(.declined(.init(reason: "r")), by: "della").state == SettingRecord.initialState)
  }

  @Test func `the value of a day is the last decided of those that had begun by then`() {
    let march = today.adding(months: 6)
    let june = today.adding(months: 9)
    let versions = [
      SettingVersion(value: "a", from: june), SettingVersion(value: "b", from: march),
      SettingVersion(value: "c", from: today),
    ]
    #expect(Array(versions.prefix(2)).value(on: today) == nil)
    #expect(Array(versions.prefix(2)).value(on: march) == "b")
    #expect(Array(versions.prefix(1)).value(on: june) == "a")
    #expect(versions.value(on: june) == "c")
  }
}

struct ConfigurationDecisions {
  private typealias Seen = ConfigurationRecord.Seen

  @Test func `a start records what is otherwise than at the start before, and nothing else`() {
    let port = Seen(key: "http.port", value: "8080")
    let secret = Seen(key: "keys.master", value: nil, digest: .init([1]))
    let first = Story<ConfigurationRecord>.given()
    let both = ConfigurationRecord.Noticed(changes: [port, secret], gone: [])
    first.when(.notice([port, secret]), then: .noticed(both))
    let known = Story<ConfigurationRecord>.given(.noticed(both))
    known.when(.notice([port, secret]))
    let other = Seen(key: "keys.master", value: nil, digest: .init([2]))
    known.when(.notice([port, other]), then: .noticed(.init(changes: [other], gone: [])))
    known.when(.notice([secret]), then: .noticed(.init(changes: [], gone: ["http.port"])))
    #expect(
      known.and(.noticed(.init(changes: [], gone: ["http.port"])), by: "system").state == [secret.key: secret]
    )
  }
}

struct RetentionPeriods {
  @Test func `a period is counted in months of the calendar`() {
    let last = PartialDate("2009-08-31") ?? PartialDate(on: .story)
    #expect(last.adding(months: 6).iso == "2010-02-28")
    #expect(last.adding(months: 30).iso == "2012-02-29")
    #expect(last.adding(months: 0) == last)
    #expect(last.adding(days: 1).iso == "2009-09-01")
  }

  @Test func `a child's record is looked at sooner`() {
    for rule in [AccountRetention.rule, ContactRetention.named, ContactRetention.former] {
      #expect(rule.childMonths.fallback < rule.months.fallback)
      #expect(rule.settings.allSatisfy { $0.needsTwo && $0.allows($0.fallback) && !$0.source.isEmpty })
    }
  }
}
