import Domain
import Kernel
package import Platform
import Views

/// Who may do what with a case: its circle by who needs to know, and nobody who is kept out.
package enum CasePolicy {
  /// Raw values stand beside those of ``ChannelPolicy`` in one module: each has `case` in it.
  package enum Act: String, CaseIterable, Sendable {
    case list = "list-cases"
    case open = "open-case"
    /// That there is such a case, where it stands and who carries it.
    case outline = "see-outline-of-case"
    case read = "read-case"
    case work = "work-on-case"
    case support = "support-in-case"
    case share = "share-case"
    case supervise = "supervise-case"
    case countersign = "countersign-case"
    case override = "override-consent-in-case"
    case reviewOverride = "review-override-in-case"
    case askForAccess = "ask-for-access-to-case"
    case requestTransfer = "request-transfer-of-case"
    case answerTransfer = "answer-transfer-of-case"
    case withdrawRequest = "withdraw-transfer-request-of-case"
  }

  /// What the rules ask about a case.
  package struct Facts: Equatable, Sendable {
    /// Nil before there is one.
    package var area: String?
    package var owner: String?
    /// Those it is shared with today, and as what: codes of ``Case/circleList``.
    package var members: [String: String] = [:]
    package var keptOut: Set<String> = []
    /// The members of a panel that has it on its agenda, while it shares papers.
    package var readers: Set<String> = []
    /// Who proposed a rejection that waits for a second signature.
    package var proposer: String?
    /// Who overrode refused consent.
    package var granter: String?
    /// The area that is to answer a transfer.
    package var asked: String?
    /// The area that asked for a transfer.
    package var asker: String?

    package init(area: String? = nil) { self.area = area }

    package static let none = Facts()
  }

  private typealias Wants = Requirement<Facts>

  private static let atWork = Wants.holds(any: Casework.roles, "works in casework")
  private static let notKeptOut = Wants.that("is not kept out of it") { viewer, facts in
    !(viewer.account.map(facts.keptOut.contains) ?? false)
  }
  private static let supervises = Wants.holds(.supervisor) { [Place(area: $0.area)] }

  private static func member(_ words: String, of roles: [String]) -> Wants {
    .that(words) { viewer, facts in
      viewer.account.flatMap { facts.members[$0] }.map(roles.contains) ?? false
    }
  }

  private static let owner = Rule<Facts>(
    "whoever carries the case",
    atWork,
    .that("carries it") { viewer, facts in viewer.account != nil && viewer.account == facts.owner },
    notKeptOut
  )
  private static let supervisor = Rule<Facts>(
    "a supervisor of the case's area who is not kept out",
    supervises,
    notKeptOut
  )
  private static let cover = Rule<Facts>(
    "whoever supervises the case in another's place",
    atWork,
    member("covers", of: ["cover"]),
    notKeptOut
  )
  private static let worker = Rule<Facts>(
    "whoever works on the case with its owner",
    atWork,
    member("works on it", of: ["worker"]),
    notKeptOut
  )
  private static let supporter = Rule<Facts>(
    "whoever gives support in the case",
    atWork,
    member("gives support", of: ["provider"]),
    notKeptOut
  )
  private static let shared = Rule<Facts>(
    "whoever the case is shared with, while it is",
    atWork,
    member("it is shared with them", of: ["worker", "provider", "panel", "guest"]),
    notKeptOut
  )
  private static let panelMember = Rule<Facts>(
    "a member of the panel that has the case on its agenda, while papers are shared",
    atWork,
    .that("is sent the papers") { viewer, facts in viewer.account.map(facts.readers.contains) ?? false },
    notKeptOut
  )
  private static let brokenGlass = Rule<Facts>(
    "whoever broke the glass before the case, while it is open",
    atWork,
    .breakGlass,
    notKeptOut
  )
  private static let anybodyAtWork = Rule<Facts>("whoever works in casework", atWork)
  private static let notNear = Rule<Facts>(
    "whoever works in casework and is not kept out",
    atWork,
    notKeptOut
  )
  private static let opener = Rule<Facts>(
    "a coordinator or supervisor of the referral's area",
    .holds(any: ChannelPolicy.circleRoles) { [Place(area: $0.area)] }
  )
  private static let second = Rule<Facts>(
    "a supervisor of the case's area, or their cover, who did not propose it",
    .that("supervises it") { viewer, facts in
      viewer.holds(.supervisor, for: Place(area: facts.area))
        || viewer.account.flatMap { facts.members[$0] } == "cover"
    },
    .that("did not propose it") { viewer, facts in viewer.account != facts.proposer },
    notKeptOut
  )
  private static let reviewer = Rule<Facts>(
    "a supervisor of the case's area, or their cover, who did not override",
    .that("supervises it") { viewer, facts in
      viewer.holds(.supervisor, for: Place(area: facts.area))
        || viewer.account.flatMap { facts.members[$0] } == "cover"
    },
    .that("did not override") { viewer, facts in viewer.account != facts.granter },
    notKeptOut
  )
  private static let elsewhere = Rule<Facts>(
    "a coordinator or supervisor of any area who is not kept out",
    .holds(any: ChannelPolicy.circleRoles),
    notKeptOut
  )
  private static let asked = Rule<Facts>(
    "a coordinator or supervisor of the area that is asked",
    .record("a transfer is open") { $0.asked != nil },
    .holds(any: ChannelPolicy.circleRoles) { [Place(area: $0.asked)] },
    notKeptOut
  )
  private static let asking = Rule<Facts>(
    "a coordinator or supervisor of the area that asked for it",
    .record("a transfer was asked for") { $0.asker != nil },
    .holds(any: ChannelPolicy.circleRoles) { [Place(area: $0.asker)] },
    notKeptOut
  )

  package static let policy = Policy<Act, Facts>([
    .list: [anybodyAtWork],
    .open: [opener],
    .outline: [notNear],
    .read: [owner, supervisor, cover, shared, panelMember, brokenGlass],
    .work: [owner, supervisor, cover, worker],
    .support: [owner, supervisor, cover, worker, supporter],
    .share: [owner, supervisor, cover],
    .supervise: [supervisor, cover],
    .countersign: [second],
    .override: [supervisor, cover],
    .reviewOverride: [reviewer],
    .askForAccess: [notNear],
    .requestTransfer: [elsewhere],
    .answerTransfer: [asked],
    .withdrawRequest: [asking],
  ])
}

extension CasePolicy.Facts {
  /// What is known of a case on a day.
  init(_ state: Case.State, on day: PartialDate) {
    self.init(area: state.area)
    owner = state.owner
    members = state.circle.filter { $0.value.until.map { day <= $0 } ?? true }.mapValues(\.role.code)
    keptOut = state.keptOut
    proposer = state.proposal?.by
    granter = state.override?.by
    asked = state.transfer.map { $0.isRequest ? state.area : $0.body.to }
    asker = state.transfer.flatMap { $0.isRequest ? $0.body.to : nil }
  }
}

extension CasePolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer("channel", "Cases", policy, \.words, at: "/cases/", none: .none, reading: .read) {
      site,
      id,
      _ in
      let (state, _) = try await site.load(Case.self, id)
      return state.life == .absent ? nil : try await site.caseFacts(id, state)
    }
  }
}

extension CasePolicy.Act {
  fileprivate var words: String {
    switch self {
    case .list: "See the list of cases"
    case .open: "Open a case from a referral"
    case .outline: "See that there is a case, and who carries it"
    case .read: "Open a case"
    case .work: "Screen, decide, seek consent, plan, review and close"
    case .support: "Record sessions, contacts, goals and progress"
    case .share: "Share a case, hand it on, answer who asks for access"
    case .supervise: "Say who carries a case and who is kept out, and how long it is kept"
    case .countersign: "Sign a rejection as the second"
    case .override: "Tell partners although consent was refused"
    case .reviewOverride: "Review that partners were told although consent was refused"
    case .askForAccess: "Ask to be let into a case"
    case .requestTransfer: "Ask that a case is handed over to one's area"
    case .answerTransfer: "Take a case over, or decline to"
    case .withdrawRequest: "Take back that one's area asked for a case"
    }
  }
}
