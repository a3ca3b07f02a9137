import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

extension Referral.Made {
  /// A referral of somebody made up.
  static func sample(_ subject: String = "referral-1", grounds: String = "He asked where to go.") -> Self {
    .init(
      subject: subject,
      person: .init(givenName: "Sam", familyName: "Sample", birth: PartialDate("1995"), age: nil),
      grounds: grounds,
      awareness: .init(person: "no", parent: "yes", words: "His mother asked for it"),
      referrer: .init(name: "Tia Teacher", organisation: "Exampleshire College", contact: "0100"),
      received: PartialDate(on: .story),
      area: "E23000013",
      sector: Coded("education", version: 1),
      concern: Coded("other", version: 1)
    )
  }
}

extension Referral.Corrected {
  /// His name was misheard.
  static func sample(_ family: String = "Samples", remark: String = "He says that he was joking.") -> Self {
    .init(
      subject: "referral-1",
      person: .init(givenName: "Sam", familyName: family, birth: PartialDate("1995"), age: nil),
      sector: Coded("education", version: 1),
      concern: Coded("other", version: 1),
      remark: remark,
      reason: "His mother spelt it."
    )
  }
}

struct ReferralDecisions {
  typealias Given = Story<Referral>

  @Test func `a referral is made once, however often its form is sent`() {
    Given.given().when(.make(.sample()), then: .made(.sample()))
    Given.given(.made(.sample())).when(.make(.sample()))
    Given.given(.made(.sample())).when(.make(.sample(grounds: "Others")), refused: .alreadyMade)
  }

  @Test func `a referral needs a name, grounds, an area, a sector and a concern`() {
    var made = Referral.Made.sample(grounds: "")
    made.person = Personal(.init(givenName: "", familyName: ""), of: "referral-1")
    (made.area, made.sector.code, made.concern.code) = ("", "", "")
    let missing = ["family_name", "grounds", "area", "sector", "concern"]
    Given.given().when(.make(made), refused: .incomplete(missing: missing))
  }

  @Test func `all that is about a person is sealed with one key`() {
    var made = Referral.Made.sample()
    made.grounds = Personal("He asked.", of: "another")
    Given.given().when(.make(made), refused: .sealedForAnother)
  }

  @Test func `what a referral says of the person is put right, once, and why`() {
    let given = Given.given(.made(.sample()))
    given.when(.correct(.sample()), then: .corrected(.sample()))
    Given.given(.made(.sample()), .corrected(.sample())).when(.correct(.sample()))
    Given.given().when(.correct(.sample()), refused: .notMade)
    given.when(.correct(.sample("Sample", remark: "")), refused: .nothingDiffers)
    var unfounded = Referral.Corrected.sample("")
    unfounded.person = Personal(.init(givenName: "", familyName: ""), of: "referral-1")
    unfounded.reason = Personal("", of: "referral-1")
    given.when(.correct(unfounded), refused: .incomplete(missing: ["family_name", "reason"]))
  }

  @Test func `a correction is sealed with the referral's own key, and its words stay as they were`() {
    var foreign = Referral.Corrected.sample()
    foreign.remark = Personal("He was joking.", of: "another")
    Given.given(.made(.sample())).when(.correct(foreign), refused: .sealedForAnother)
    let state = Given.given(.made(.sample()), .corrected(.sample())).state
    #expect(state.made == .sample() && state.corrected == .sample())
  }

  @Test func `an erased referral is still one that was made`() {
    var erased = Referral.Made.sample()
    erased.person = Personal(nil, of: "referral-1")
    erased.grounds = Personal(nil, of: "referral-1")
    #expect(Given.given(.made(erased)).state.life == .made)
    Given.given(.made(erased)).when(.make(.sample()), refused: .alreadyMade)
  }

  @Test(
    arguments: [
      ("2009-09-01", 1), ("2018-03-31", 1), ("2018-04-01", 2), ("2021-04-01", 3), ("2024-03-31", 3),
      ("2024-04-01", 4), ("2026-11-26", 4),
    ]
  )
  func `each era has its own list of concerns`(_ day: String, _ version: Int) throws {
    #expect(Referral.concernList(on: try #require(PartialDate(day))).version == version)
    #expect(Referral.concernList(version: version)?.version == version)
  }

  @Test func `every list of concerns has all ideologies and none, and no code twice`() {
    #expect(Referral.concernVersions.map(\.version) == [1, 2, 3, 4])
    for list in Referral.concernVersions {
      #expect(Set(list.codes.map(\.code)).count == list.codes.count)
      #expect(list.codes.contains { $0.code == "islamist" } && list.codes.contains { $0.code == "other" })
    }
  }

  @Test func `a reference tells nothing of the person, and comes of the identifier alone`() {
    #expect(Referral.reference(of: "00000000000000000000001234567abc") == "R-12345-67ABC")
  }
}
