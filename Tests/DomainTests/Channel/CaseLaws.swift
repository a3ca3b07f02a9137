import Foundation
import Kernel
import TestSupport
import Testing

@testable import Domain

/// What no sequence of commands reaches: all of them to length four, and random ones to thirty.
struct CaseLaws {
  enum Law: CaseIterable {
    case noSupportWithoutConsent, noDecisionWithoutQuorum, noClosingWithoutRetention
    case noAdoptionWithoutContact, noSupportWithoutSession, noOpenCaseWithoutDay, noCaseUnseen
  }

  // MARK: The laws, read from what happened and not from what deciding remembers

  static func broken(by world: CaseWorld) -> Set<Law> {
    var broken: Set<Law> = []
    if supportsWithoutConsent(world) { broken.insert(.noSupportWithoutConsent) }
    if decidesWithoutQuorum(world) { broken.insert(.noDecisionWithoutQuorum) }
    if closesWithoutRetention(world) { broken.insert(.noClosingWithoutRetention) }
    if isAdoptedWithoutContact(world) { broken.insert(.noAdoptionWithoutContact) }
    if givesSupportWithoutSession(world) { broken.insert(.noSupportWithoutSession) }
    if hasNoDay(world) { broken.insert(.noOpenCaseWithoutDay) }
    if isUnseen(world) { broken.insert(.noCaseUnseen) }
    return broken
  }

  private static func supportsWithoutConsent(_ world: CaseWorld) -> Bool {
    var consents = false
    for (event, _) in world.past {
      switch event {
      case .consentAnswered(let body):
        guard let words = body.answer.value else { return true }
        let isTheirs = [["person", "adult"], ["parent", "under-18"]].contains(
          [words.giver.code, words.capacity.code]
        )
        consents = body.isGiven && isTheirs
      case .consentWithdrawn: consents = false
      case .adopted, .sessionRecorded: if !consents { return true }
      default: continue
      }
    }
    return world.state.life == .support && !consents
  }

  /// Every decision had the authority, the police and three voters; every word that a case took was such a decision.
  private static func decidesWithoutQuorum(_ world: CaseWorld) -> Bool {
    var present: [PanelMeeting.Attendee] = []
    var conflicted: Set<String> = []
    var decided: [Coded] = []
    for event in world.meetingPast {
      switch event {
      case .arranged: (present, conflicted) = ([], [])
      case .attendanceRecorded(let body): present = body.attendees
      case .conflictDeclared(let body): conflicted.insert(body.account)
      case .decided(let body):
        let voters = present.filter { !$0.isGuest && !conflicted.contains($0.account) }
        let agencies = Set(voters.map(\.agency.code))
        guard voters.count >= 3, agencies.isSuperset(of: ["local-authority", "police"]) else { return true }
        decided.append(body.resolution)
      default: continue
      }
    }
    return world.past.contains { event, _ in
      guard case .panelDecided(let body) = event else { return false }
      return !decided.contains(body.resolution.code)
    }
  }

  private static func closesWithoutRetention(_ world: CaseWorld) -> Bool {
    var closedOn: PartialDate?
    var until: PartialDate?
    for (event, occasion) in world.past {
      switch event {
      case .closed(let body): (closedOn, until) = (PartialDate(on: occasion.at), body.retainUntil)
      case .retentionChanged(let body): until = body.until
      default: continue
      }
      guard let closedOn, let until, closedOn < until, until <= closedOn.adding(months: 72) else {
        return true
      }
    }
    return (world.state.life == .closed) != (closedOn != nil) || world.state.closed?.retainUntil != until
  }

  private static func isAdoptedWithoutContact(_ world: CaseWorld) -> Bool {
    guard world.state.isAdopted, world.state.life != .closed else { return false }
    guard let next = world.state.nextContact, let last = world.past.last(where: { setsContact($0.event) })
    else { return true }
    return next > PartialDate(on: last.on.at).adding(days: 28)
  }

  /// While support is given, each that is planned has a day by which a session is due, four weeks at most after its
  /// last session, its beginning or the day on which consent was given anew.
  private static func givesSupportWithoutSession(_ world: CaseWorld) -> Bool {
    guard world.state.life == .support, let plan = world.state.plan else { return false }
    guard Set(world.state.sessionsDue.keys) == Set(plan.supports.map(\.id)) else { return true }
    let last = world.past.map { PartialDate(on: $0.on.at) }.max() ?? world.day
    return plan.supports.contains { support in
      world.state.sessionsDue[support.id].map { max(last, support.from).adding(days: 28) < $0 } ?? true
    }
  }

  /// An open case always has a day on which somebody is late.
  private static func hasNoDay(_ world: CaseWorld) -> Bool {
    let state = world.state
    guard state.life.isOpen else { return false }
    let days = [
      state.screened == nil ? state.opened?.screeningDue : nil,
      state.decided == nil ? state.opened?.decisionDue : nil,
      state.panelDue, state.closingDue, state.isCarried ? state.nextContact : nil,
    ]
    return days.allSatisfy { $0 == nil }
  }

  private static func setsContact(_ event: Case.Event) -> Bool {
    switch event {
    case .adopted, .sessionRecorded, .contactMade, .contactMoved: true
    case .panelDecided(let body): body.nextContact != nil
    default: false
    }
  }

  /// Sue and Sam supervise the area; Stan only where he covers.
  private static func isUnseen(_ world: CaseWorld) -> Bool {
    guard world.state.life != .absent else { return false }
    if world.state.area.isEmpty { return true }
    let later = world.day.adding(months: 24)
    return !["sue", "sam", "stan"].contains { account in
      world.state.isVisible(to: account, supervises: account != "stan", on: later)
    }
  }

  // MARK: Looking

  /// What was found, and how much of each law there was to break.
  private struct Search {
    var broken: [Law: [String]] = [:]
    var worlds = 0
    var lives: Set<Case.Life> = []
    var sessions = 0
    var decisions = 0

    mutating func look(at world: CaseWorld, by path: [String]) {
      worlds += 1
      lives.insert(world.state.life)
      sessions += world.past.count { if case .sessionRecorded = $0.event { true } else { false } }
      if case .panelDecided? = world.past.last?.event { decisions += 1 }
      for law in CaseLaws.broken(by: world) where broken[law] == nil { broken[law] = path }
    }

    mutating func explore(_ world: CaseWorld, _ length: Int, by path: [String] = []) {
      look(at: world, by: path)
      guard length > 0 else { return }
      for step in CaseWorld.steps {
        if let next = step.act(world) { explore(next, length - 1, by: path + [step.name]) }
      }
    }
  }

  @Test func `all sequences of four commands from the beginning keep the laws`() {
    var search = Search()
    search.explore(CaseWorld(), 4)
    #expect(search.broken.isEmpty, "\(search.broken)")
    #expect(search.worlds > 1000 && search.lives.contains(.screening))
  }

  /// The ways to the stages that four commands do not reach.
  private static let ways: [[String]] = {
    let offered = [
      "open", "screen", "pass", "arrange", "enter", "attend, three", "decide to offer",
      "take the panel's word",
    ]
    let adopted = offered + ["seek", "consent", "plan", "adopt"]
    return [
      offered, offered + ["seek", "refuse", "plan"], adopted, adopted + ["withdraw"],
      adopted + ["keep sue out, sam covers"],
      adopted + ["end", "meet anew", "decide to close", "take the panel's word"],
      adopted + ["close as moved abroad"],
    ]
  }()

  private static func world(by way: [String]) -> CaseWorld? {
    way.reduce(CaseWorld()) { world, name in
      world.flatMap { world in CaseWorld.steps.first { $0.name == name }?.act(world) }
    }
  }

  @Test func `all sequences of two commands from each stage on keep the laws`() throws {
    var search = Search()
    for way in Self.ways {
      search.explore(try #require(Self.world(by: way), "\(way)"), 2, by: way)
    }
    #expect(search.broken.isEmpty, "\(search.broken)")
    #expect(search.sessions > 0 && search.decisions > 0)
  }

  /// A step that is refused is passed over, so that thirty of them are thirty that happened.
  @Test func `thirty random commands keep the laws, from the beginning and from each stage`() throws {
    var search = Search()
    for seed in UInt64(1)...400 {
      var chance = Chance(seed: seed)
      var path = ([[]] + Self.ways)[Int(seed) % (Self.ways.count + 1)]
      var world = try #require(Self.world(by: path))
      for _ in 0..<30 {
        let possible = CaseWorld.steps.shuffled(using: &chance).lazy.compactMap { step in
          step.act(world).map { (step.name, $0) }
        }
        guard let (name, next) = possible.first else { break }
        (world, path) = (next, path + [name])
        search.look(at: world, by: path)
      }
    }
    #expect(search.broken.isEmpty, "\(search.broken)")
    #expect(search.lives.isSuperset(of: [.screening, .panel, .consentPending, .support, .closed]))
  }

  // MARK: The laws can be broken

  @Test func `what breaks a law is found`() throws {
    typealias S = CaseSamples
    let base = CaseWorld().adding([S.opened, S.screened, S.agreed], by: "cora")
    let resolved = base.adding([S.offered], by: "cora")
    #expect(Self.broken(by: resolved).contains(.noDecisionWithoutQuorum))
    #expect(Self.broken(by: base.adding([S.adopted], by: "cora")) == [.noSupportWithoutConsent])
    let withdrawn = base.adding([S.sought, S.answered(true), S.adopted, S.withdrawn], by: "cora")
    #expect(Self.broken(by: withdrawn).isEmpty)
    let session = Case.Event.sessionRecorded(S.held())
    #expect(Self.broken(by: withdrawn.adding([session], by: "pia")) == [.noSupportWithoutConsent])
    var closed = S.closed("other", isAdopted: true)
    closed.retainUntil = S.today
    #expect(Self.broken(by: base.adding([.closed(closed)], by: "cora")) == [.noClosingWithoutRetention])
    var silent = withdrawn
    silent.state.nextContact = nil
    #expect(Self.broken(by: silent) == [.noAdoptionWithoutContact])
    let unseen = base.adding(
      ["sue", "sam"].map {
        .keptOut(.init(account: $0, cover: nil, reason: S.sealed("r")))
      },
      by: "cora"
    )
    #expect(Self.broken(by: unseen) == [.noCaseUnseen])
    let decision = PanelMeeting.Decided(
      caseID: "case-1",
      resolution: S.code("no-support"),
      rule: S.code("chair"),
      inFavour: [],
      against: [],
      words: S.sealed(.init(views: [], reasons: "r", dissent: ""))
    )
    let few = CaseWorld().adding([PanelMeeting.Event.decided(decision)], by: "chloe")
    #expect(Self.broken(by: few) == [.noDecisionWithoutQuorum])
  }
}
