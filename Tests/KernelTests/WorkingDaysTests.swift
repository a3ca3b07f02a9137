import Kernel
import TestSupport
import Testing

struct WorkingDaysTests {
  private let days = WorkingDays(
    Set(["2026-12-25", "2026-12-28", "2027-01-01"].compactMap { PartialDate($0) })
  )

  @Test(
    arguments: [
      ("2026-11-26", "2026-11-27"), ("2026-11-27", "2026-11-30"), ("2026-11-28", "2026-11-30"),
      ("2026-12-24", "2026-12-29"), ("2026-12-31", "2027-01-04"),
    ]
  )
  func `the next working day is no weekend and no bank holiday`(_ day: String, _ next: String) throws {
    #expect(days.next(after: try #require(PartialDate(day))) == PartialDate(next))
  }

  @Test func `the last year whose bank holidays are known is told`() {
    #expect(days.knownUntil == PartialDate("2027-12-31"))
    #expect(WorkingDays([]).knownUntil == nil)
  }

  @Test func `every code of a purpose has a label, and one needs words`() {
    #expect(Purpose.list[Purpose.other] != nil)
    #expect(Set(Purpose.list.codes.map(\.code)).count == Purpose.list.codes.count)
  }
}
