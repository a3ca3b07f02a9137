import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing
import Views

@testable import Web

/// The rules that list looking, each by itself.
struct UnusualLookingTests {
  private func looking(
    names: [String: String] = [:],
    surnames: [Reference: String] = [:],
    _ change: (inout OversightRules) -> Void = { _ in }
  ) -> UnusualLooking {
    var rules = OversightRules()
    rules.recordsInADay = 2
    change(&rules)
    let day = PartialDate(on: .story)
    let here = [Holding(.channelCoordinator, .area("here"), from: day)]
    return UnusualLooking(rules: rules, holdings: ["cora": here], names: names, surnames: surnames)
  }

  private func look(_ record: Int = 1, hours: Double = 0, area: String? = "here") -> UnusualLooking.Look {
    let at = Date.story.addingTimeInterval(hours * 3600)
    return .init(at: at, by: "cora", record: Reference(kind: "referral", id: "\(record)"), area: area)
  }

  @Test func `what is in working hours, in one's own area and of few records is not listed`() {
    #expect(looking().findings([look(), look(2), look(2)]).isEmpty)
  }

  @Test func `more different records in a day than is set are listed, and looking often at one is not`() {
    #expect(looking().findings((1...3).map { look($0) }).map(\.rule) == ["volume"])
    #expect(looking().findings((1...9).map { _ in look(1) }).isEmpty)
  }

  @Test(arguments: [(-3.1, true), (-3.0, false), (9.9, false), (10.0, true), (24 * 4.0, true)])
  func `hours are those of London, and of working days`(_ hours: Double, _ isListed: Bool) {
    // The story begins on a Tuesday at nine in Greenwich, ten in London.
    let listed = looking().findings([look(hours: hours)]).map(\.rule)
    #expect(listed == (isListed ? ["hours"] : []))
  }

  @Test func `bank holidays are no working days`() {
    let holiday = looking { $0.workingDays = WorkingDays([PartialDate(on: .story)]) }
    #expect(holiday.findings([look()]).map(\.rule) == ["hours"])
  }

  @Test(arguments: [("Cora Sample", true), ("Cora SÁMPLE", true), ("Sample Cora", false), ("Cora", false)])
  func `a person of the same surname is listed, however it is written`(_ name: String, _ isListed: Bool) {
    let record = Reference(kind: "referral", id: "1")
    let listed = looking(names: ["cora": name], surnames: [record: "Sample"]).findings([look(), look(2)])
    #expect(listed.map(\.rule) == (isListed ? ["surname"] : []))
    #expect(listed.allSatisfy { $0.looks.map(\.record) == [record] })
  }

  @Test func `an area in which they hold no role that day is listed`() {
    #expect(looking().findings([look(area: "there")]).map(\.rule) == ["area"])
    // A day before the role began.
    #expect(looking().findings([look(hours: -24)]).map(\.rule) == ["area"])
    #expect(looking().findings([look(area: nil)]).isEmpty)
  }

  @Test func `each rule lists by itself, and a finding is the same whoever lists it`() {
    let looks = (1...3).map { look($0, hours: 12, area: "there") }
    let findings = looking().findings(looks)
    #expect(findings.map(\.rule) == ["area", "hours", "volume"])
    #expect(Set(findings.map(\.id)).count == 3)
    #expect(looking().findings(looks.reversed()).map(\.id) == findings.map(\.id))
  }
}
