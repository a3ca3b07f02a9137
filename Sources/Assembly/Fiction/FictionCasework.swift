import Domain
import Foundation
import Kernel

/// Three years of casework that nobody did: cases that live by the deciders, day by day, so that the log holds what it
/// would hold if people had worked, and nothing else.
///
/// From one seed, one day and one cast comes one story. How things are spread follows what the Home Office published
/// for the year to March 2024 (6,922 referrals, 893 discussed at a panel, 512 adopted; 40% from education, 28% from
/// police): shapes, for pages to be seen full, and no claim.
final class FictionCasework {
  /// What is to be done on some day, and to what.
  enum Step {
    case open(FictionCase)
    case compare(FictionCase)
    case screen(FictionCase)
    case decide(FictionCase)
    case sign(FictionCase)
    case write(FictionCase)
    case followUp(FictionCase, Invented<Signpost>)
    case reply(FictionCase, Invented<InformationRequest>)
    case assess(FictionCase)
    case wait(FictionCase)
    case seek(FictionCase)
    case answer(FictionCase, seeking: String)
    case reviewOverride(FictionCase)
    case plan(FictionCase)
    case adopt(FictionCase)
    case session(FictionCase, support: String)
    case contact(FictionCase)
    case leave(FictionCase)
    case transfer(FictionCase)
    case takeOver(FictionCase)
    case close(FictionCase)
    case look(FictionCase)
    case answerAlarm(FictionCase, id: String, by: String)
    case answerAsker(FictionCase, account: String)
    case lookBack(FictionCase, due: PartialDate)
    case finish(FictionMeeting, action: String)
    case agreeMinutes(FictionMeeting)
    case right(FictionRight)
  }

  let cast: FictionCast
  let rules: ChannelRules
  let dispatcher: Dispatcher
  /// Makes the keys of people before the first word about them is sealed.
  let makeKeys: ([String]) throws -> Void
  /// How cases end, by thousands.
  let endings: KeyValuePairs<String, Int>
  let days: FictionDays
  var chance: Chance
  /// Of the working day that is told.
  var now = 0
  private var agenda: [[Step]]
  private var clock = 0
  private let pace: Int
  var births: [Int]
  private(set) var pending: [Append] = []
  /// What a decider declined: a story that is told well has none.
  private(set) var refusals: [String] = []

  var people: [FictionPerson] = []
  var waiting: [String: [FictionCase]] = [:]
  var meetings: [String: FictionMeeting] = [:]
  var panels: [String: Panel.State] = [:]
  var providers: [FictionProvider] = []

  init(
    _ count: Int,
    until today: PartialDate,
    _ cast: FictionCast,
    _ rules: ChannelRules,
    _ dispatcher: Dispatcher,
    seed: UInt64,
    endings: KeyValuePairs<String, Int>,
    makeKeys: @escaping ([String]) throws -> Void
  ) {
    (self.cast, self.rules, self.dispatcher, self.makeKeys) = (cast, rules, dispatcher, makeKeys)
    self.endings = endings
    days = FictionDays(until: today, rules.workingDays)
    chance = Chance(seed: seed)
    agenda = Array(repeating: [], count: days.count)
    births = Array(repeating: 0, count: days.count)
    pace = max(1, 28_800_000 / (count / 15 + 60))
    for _ in 0..<count { births[chance.from(0...days.count - 1)] += 1 }
  }

  var isOver: Bool { now >= days.count }
  var today: PartialDate { days[now] }

  /// Does a working day's work.
  func tellDay() throws {
    clock = 0
    if now == 0 { try openHouse() }
    for area in cast.areas { try keepPanel(of: area.code) }
    let due = agenda[now]
    agenda[now] = []
    for step in due { try take(step) }
    try refer(births[now])
    now += 1
  }

  /// What happened since it was last asked for.
  func told() -> [Append] {
    defer { pending = [] }
    return pending
  }

  /// So many working days ahead, one at least; beyond the last it never happens.
  func plan(_ step: Step, in days: Int) {
    let day = now + max(1, days)
    if day < agenda.count { agenda[day].append(step) }
  }

  /// Whether something is left lying: so many in a hundred, and of the last days alone.
  func isLeft(_ percent: Int, of last: Int) -> Bool { now > days.count - last && chance.happens(percent) }

  func plan(_ step: Step, on day: PartialDate) { plan(step, in: days.number(onOrAfter: day) - now) }

  /// A little later than the last, within the hours of work.
  func occasion(_ account: String) -> Occasion {
    clock = min(clock + pace, 28_800_000)
    let begun = today.moment.milliseconds + 9 * 3_600_000
    return Occasion(by: account, at: Date(milliseconds: begun + Int64(clock)))
  }

  /// Has it decided; false where it was declined.
  @discardableResult
  func perform<D: Decider>(
    _ commands: [D.Command],
    on record: inout Invented<D>,
    by account: String
  ) throws -> Bool {
    let occasion = occasion(account)
    var entries: [NewEntry] = []
    for command in commands {
      do {
        let events = try D.decide(command, on: record.state, occasion)
        entries += try dispatcher.stored(events, of: D.self, from: record.state, occasion)
        for event in events { D.evolve(&record.state, with: event, occasion) }
      } catch let refusal as D.Refusal {
        refusals.append("\(D.category), \(today.iso): \(refusal)")
        return false
      }
    }
    guard !entries.isEmpty else { return true }
    let stream = StreamName(D.category, record.id)
    pending.append(Append(to: stream, expecting: record.version, entries, on: occasion))
    record.version += entries.count
    return true
  }
}
