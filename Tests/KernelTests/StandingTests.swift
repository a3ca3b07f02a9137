import Kernel
import TestSupport
import Testing

/// How a role stands on a day: what was granted, reviewed, accepted and completed, and nothing else.
struct StandingTests {
  private static let conduct = HouseText(
    code: "conduct",
    version: 2,
    kind: .conduct,
    title: "Conduct",
    roles: [.reader, .assessor]
  )
  private static let training = HouseText(
    code: "online",
    version: 1,
    kind: .training,
    title: "Online",
    roles: [.assessor],
    months: 12
  )
  private static let terms = RoleTerms(texts: [conduct, training], reviewMonths: 12, graceDays: 30)

  private static func date(_ text: String) throws -> PartialDate { try #require(PartialDate(text)) }

  private static func standing(
    _ role: Role = .reader,
    from: String = "2009-09-01",
    until: String? = nil,
    granted: String = "2009-09-01",
    next: String? = nil,
    agreed agreements: [Agreement] = [],
    on day: String
  ) throws -> Standing {
    let holding = Holding(
      role,
      .everywhere,
      from: try date(from),
      until: until.flatMap { PartialDate($0) }
    )
    let grant = Grant(
      holding,
      on: try date(granted),
      by: "adam",
      nextReview: next.flatMap { PartialDate($0) }
    )
    let accepted = [Agreement(text: "conduct", version: 2, on: try date("2009-09-01"))]
    return terms.standing(of: grant, agreements.isEmpty ? accepted : agreements, on: try date(day))
  }

  @Test(
    arguments: [
      ("2009-08-31", false), ("2009-09-01", true), ("2010-09-01", true), ("2010-10-01", true),
      ("2010-10-02", false),
    ]
  )
  func `a role is held from its first day until its review is overdue for too long`(
    day: String,
    isActive: Bool
  ) throws {
    let standing = try Self.standing(on: day)
    #expect(standing.isActive == isActive)
    #expect(try standing.review == Self.date("2010-09-01"))
    #expect(standing.isLapsed == (day == "2010-10-02"))
  }

  @Test func `the year begins when it was granted or began, whichever is later, and anew with each review`()
    throws
  {
    let granted = try Self.standing(from: "2001-01-01", granted: "2009-09-01", on: "2009-09-01")
    #expect(try granted.review == Self.date("2010-09-01"))
    let begins = try Self.standing(from: "2010-03-01", granted: "2009-09-01", on: "2010-03-01")
    #expect(try begins.review == Self.date("2011-03-01"))
    let reviewed = try Self.standing(next: "2012-01-01", on: "2011-12-01")
    #expect(try reviewed.isActive && reviewed.review == Self.date("2012-01-01"))
  }

  @Test func `a role that ended or has yet to begin says so`() throws {
    let ended = try Self.standing(until: "2009-12-31", on: "2010-01-01")
    #expect(ended.isEnded && ended.isOver && !ended.isActive)
    let later = try Self.standing(from: "2010-01-01", on: "2009-12-31")
    #expect(later.obstacles == [.begins(try Self.date("2010-01-01"))] && !later.isOver)
  }

  @Test func `a text must be accepted as it is now`() throws {
    let day = try Self.date("2009-09-01")
    let old = [Agreement(text: "conduct", version: 1, on: day)]
    let standing = try Self.standing(agreed: old, on: "2009-09-02")
    #expect(standing.obstacles == [.text(Self.conduct)])
    #expect(Self.terms.missing(of: [standing]) == [Self.conduct])
    #expect(try Self.standing(on: "2009-09-02").isActive)
  }

  @Test(arguments: [("2010-08-31", true), ("2010-09-01", false)])
  func `training runs out after its months`(day: String, isActive: Bool) throws {
    let first = try Self.date("2009-09-01")
    let agreed = [
      Agreement(text: "conduct", version: 2, on: first), Agreement(text: "online", version: 1, on: first),
    ]
    #expect(try Self.standing(.assessor, agreed: agreed, on: day).isActive == isActive)
  }

  @Test func `what is over asks for no text`() throws {
    let ended = try Self.standing(
      until: "2009-12-31",
      agreed: [Agreement(text: "other", version: 1, on: .init(on: .story))],
      on: "2010-01-01"
    )
    #expect(ended.obstacles.contains(.text(Self.conduct)) && Self.terms.missing(of: [ended]).isEmpty)
  }

  @Test func `months are counted on the calendar`() throws {
    #expect(try Self.date("2012-02-29").adding(months: 12) == Self.date("2013-02-28"))
    #expect(try Self.date("2009-08-31").adding(months: 1, days: 1) == Self.date("2009-10-01"))
    #expect(try Self.date("2009-03-01").adding(days: -1) == Self.date("2009-02-28"))
  }
}
