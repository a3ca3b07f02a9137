import Foundation
import Kernel
import Testing

struct PartialDateTests {
  @Test(arguments: [
    ("2011", "2011"), ("2011-03", "March 2011"), ("2011-03-31", "31 March 2011"),
    ("2012-02-29", "29 February 2012"), ("2000-02-29", "29 February 2000"), ("1900", "1900"),
    ("2199-12-31", "31 December 2199"), ("2009-09-01", "1 September 2009"),
  ])
  func `a date is read and written at its own precision`(iso: String, words: String) throws {
    let date = try #require(PartialDate(iso))
    #expect(date.iso == iso)
    #expect(date.words == words)
    #expect(try JSONEncoder().encode([date]) == Data(#"["\#(iso)"]"#.utf8))
    #expect(try JSONDecoder().decode([PartialDate].self, from: Data(#"["\#(iso)"]"#.utf8)) == [date])
  }

  @Test(arguments: [
    "", "-", "11", "2011-3", "2011-13", "2011-00", "2011-02-29", "2100-02-29", "2011-04-31", "2011-01-00",
    "1899", "2200", "2011-03-31-01", "2011/03/31", "31-03-2011", "2011-", " 2011", "+011", "２０１１",
    "2011-03-3a",
  ])
  func `what is no date is refused`(_ text: String) {
    #expect(PartialDate(text) == nil)
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode([PartialDate].self, from: Data("[\"\(text)\"]".utf8))
    }
  }

  @Test func `a day without a month is no date`() {
    #expect(PartialDate(year: 2011, day: 3) == nil)
  }

  @Test func `dates are in order, the less precise first`() throws {
    let texts = ["2010-12-31", "2011", "2011-01", "2011-01-01", "2011-01-02", "2011-02", "2012"]
    let dates = try texts.map { try #require(PartialDate($0)) }
    #expect(dates.shuffled().sorted() == dates)
  }

  @Test func `a moment falls on its day in universal time`() {
    #expect(PartialDate(on: Date(milliseconds: 1_251_763_199_999)).iso == "2009-08-31")
    #expect(PartialDate(on: Date(milliseconds: 1_251_763_200_000)).iso == "2009-09-01")
  }

  @Test func `a day begins at midnight in universal time, and a month on its first day`() {
    #expect(PartialDate("2009-09-01")?.moment.milliseconds == 1_251_763_200_000)
    #expect(PartialDate("2009-09")?.moment.milliseconds == 1_251_763_200_000)
    #expect(PartialDate("2009")?.moment == PartialDate("2009-01-01")?.moment)
  }

  @Test func `days are counted as the calendar counts them`() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for number in stride(from: -25_567, through: 84_005, by: 13) {
      let day = PartialDate(number: number)
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      #expect((parts.year, parts.month, parts.day) == (day.year, day.month, day.day))
      #expect(day.number == number && day.moment == date)
      #expect(PartialDate(on: date.addingTimeInterval(86_399.9)) == day)
    }
  }

  @Test(arguments: [-13, -12, -1, 0, 1, 6, 11, 12, 25])
  func `months are added as the calendar adds them`(_ months: Int) throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for number in stride(from: 14_000, through: 16_000, by: 1) {
      let day = PartialDate(number: number)
      let later = try #require(calendar.date(byAdding: .month, value: months, to: day.moment))
      #expect(day.adding(months: months) == PartialDate(on: later))
      #expect(day.adding(months: months, days: 9) == PartialDate(on: later.addingTimeInterval(9 * 86_400)))
    }
  }
}
