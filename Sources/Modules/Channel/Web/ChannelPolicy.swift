import Domain
import Kernel
package import Platform
import Views

/// Who may do what with a referral: default deny, and every rule has a name.
package enum ChannelPolicy {
  package enum Act: String, CaseIterable, Sendable {
    /// The list of an area, which shows nothing that is sealed.
    case list
    case make, read, disclose
    /// Puts right what it says of the person.
    case correct
    /// By the public form, without an account.
    case refer
    /// Says whether two referrals are of one person; both must allow it.
    case match
  }

  /// What the rules ask about a referral.
  package struct Facts: Equatable, Sendable {
    /// The area of the referral; nil before there is one.
    package var area: String?
    /// Whether who asks is kept out of a case of it.
    package var isKeptOut = false

    package init(area: String? = nil, isKeptOut: Bool = false) {
      self.area = area
      self.isKeptOut = isKeptOut
    }

    package static let none = Facts()
  }

  package static let policy = Policy<Act, Facts>([
    .list: [Rule("a coordinator or supervisor of any area", .holds(any: circleRoles))],
    .make: [circle],
    .read: [circle, brokenGlass],
    .disclose: [circle],
    .correct: [circle],
    .match: [circle],
    .refer: [Rule("anybody") { _, _ in true }],
  ])

  /// The roles that answer for a referral of their area: its circle.
  static let circleRoles: [Role] = [.channelCoordinator, .supervisor]

  private static let circle = Rule<Facts>(
    "a coordinator or supervisor of the area",
    .holds(any: circleRoles) { [Place(area: $0.area)] },
    isLetIn
  )

  private static let brokenGlass = Rule<Facts>(
    "whoever broke the glass, while it is open",
    .holds(any: Casework.roles, "works in casework"),
    isLetIn,
    .breakGlass
  )

  private static let isLetIn = Requirement<Facts>.that("is not kept out of its case") { !$1.isKeptOut }
}

extension ChannelPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "channel",
      "Referrals",
      policy,
      \.words,
      at: "/referrals/",
      none: .none,
      reading: .read
    ) { site, id, viewer in
      guard let row = try await site.read(Referral.vault, { try ReferralList.find(id, in: $0) }) else {
        return nil
      }
      return try await site.facts(row, viewer)
    }
  }
}

extension Site {
  /// What the rules ask about a referral that somebody wants to do something with.
  func facts(_ row: ReferralList.Row, _ viewer: Viewer) async throws -> ChannelPolicy.Facts {
    try await facts(of: row.id, in: row.area, viewer)
  }

  /// - Parameter id: Of a referral.
  func facts(of id: String, in area: String?, _ viewer: Viewer) async throws -> ChannelPolicy.Facts {
    guard let account = viewer.account else { return .init(area: area) }
    let out = try await read(Case.vault) { db in
      let cases = try CaseList.cases(of: [id], in: db).map(\.id)
      return try CaseList.keptOut(account, of: Set(cases), in: db)
    }
    return .init(area: area, isKeptOut: !out.isEmpty)
  }
}

extension ChannelPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .list: "See the list of referrals"
    case .make: "Record a referral"
    case .read: "Open a referral"
    case .correct: "Correct what a referral says of the person"
    case .disclose: "Give a copy of a referral to somebody outside"
    case .refer: "Refer somebody by the public form"
    case .match: "Say whether a referral and another are about the same person"
    }
  }
}

/// What the roles and the records of casework have in common.
enum Casework {
  /// What the records of it are held for, as whoever they are about is told.
  static let why =
    "So that somebody who may be drawn into terrorism can be offered help, and so that it can be looked at whether that was right: a task of local authorities under Part 5, Chapter 2 of the Counter-Terrorism and Security Act 2015."

  static let roles: [Role] = [
    .channelCoordinator, .panelChair, .panelMember, .interventionProvider, .supervisor,
  ]

  /// Whether somebody holds a role in casework, wherever that is.
  static func isAtWork(_ viewer: Viewer) -> Bool { roles.contains(where: viewer.holdsAnywhere) }
}

extension Viewer {
  /// The areas in which one of some roles is held; nil where one is held everywhere.
  func areas(_ roles: [Role]) -> [String]? {
    var areas: Set<String> = []
    for holding in holdings where roles.contains(holding.role) {
      switch holding.scope {
      case .everywhere: return nil
      case .area(let code): areas.insert(code)
      case .organisation: continue
      }
    }
    return areas.sorted()
  }
}
