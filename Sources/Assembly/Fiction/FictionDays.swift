import Kernel

/// The working days of the fiction, by their number, and those just ahead of it.
struct FictionDays {
  private static let years = 3
  private static let ahead = 60

  /// How many are told: those beyond are only spoken of.
  let count: Int
  private let working: [PartialDate]
  /// Of each day that there is, the first working day that is not before it.
  private let numbers: [Int]
  private let first: Int

  /// - Parameter today: Not told any more, because it is not over.
  init(until today: PartialDate, _ workingDays: WorkingDays) {
    let start = today.adding(months: -12 * Self.years)
    var working: [PartialDate] = []
    var numbers: [Int] = []
    var day = start
    var told = 0
    while working.count < told + Self.ahead || day < today {
      numbers.append(working.count)
      if workingDays.isWorkingDay(day) {
        working.append(day)
        if day < today { told = working.count }
      }
      day = day.adding(days: 1)
    }
    count = told
    (self.working, self.numbers, first) = (working, numbers, start.number)
  }

  subscript(_ number: Int) -> PartialDate { working[min(number, working.count - 1)] }

  func number(onOrAfter day: PartialDate) -> Int {
    let place = day.number - first
    return numbers.indices.contains(place) ? numbers[place] : place < 0 ? 0 : Int.max / 2
  }
}
