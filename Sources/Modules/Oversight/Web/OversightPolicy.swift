import Domain
package import Kernel
package import Platform
import Views

/// Who may watch over what: default deny, and every rule has a name.
package enum OversightPolicy {
  package enum Act: String, CaseIterable, Sendable {
    case breakGlass, giveBack, reviewGlass, readGlass
    /// Who looked at one record.
    case readLookers
    case readLog, readUnusual, reviewUnusual
    /// What is of no record: failed sign-ins, reviews of roles, releases between vaults.
    case readAll
    /// All that is watched over, in one file.
    case export
  }

  package struct Facts: Equatable, Sendable {
    /// Where it is; empty where it is about no record.
    package var places: [Place] = []
    /// Who broke the glass, or who looked.
    package var account: String?
    /// Whether the viewer may open the record as it is.
    package var mayOpen = false
    /// Whether the log is of records that belong to areas.
    package var isOfAreas = true

    package init() {}

    package init(area: String?, account: String? = nil, mayOpen: Bool = false) {
      places = [Place(area: area)]
      self.account = account
      self.mayOpen = mayOpen
    }

    package init(areas: Set<String>, account: String?) {
      places = areas.isEmpty ? [.everywhere] : areas.sorted().map { Place(area: $0) }
      self.account = account
    }

    package init(ofLog vault: Vault) { isOfAreas = vault.isSealed }

    package static let none = Facts()
  }

  package static let policy = Policy<Act, Facts>([
    .breakGlass: [
      Rule(
        "who works in casework, outside the circle of the record",
        .holds(any: Casework.roles, "works in casework"),
        .that("is outside the circle of the record") { _, facts in !facts.mayOpen }
      )
    ],
    .giveBack: [own, reviewer],
    .readGlass: [own, watcher],
    .reviewGlass: [reviewer],
    .readLookers: [watcher],
    .readLog: [anyWatcher, watcherOfAll],
    .readUnusual: [anyWatcher],
    .reviewUnusual: [reviewer],
    .readAll: [independently],
    .export: [independently],
  ])

  /// Who watches; an auditor only reads.
  static let watcherRoles: [Role] = [.supervisor, .auditor, .dataProtectionOfficer]

  static let independent: [Role] = [.auditor, .dataProtectionOfficer]

  private static let independently = Rule<Facts>(
    "an auditor or data protection officer",
    .holds(any: independent)
  )

  private static let own = Rule<Facts>("whoever broke the glass") { viewer, facts in
    viewer.account != nil && viewer.account == facts.account
  }

  private static let watcher = Rule<Facts>(
    "a supervisor, auditor or data protection officer of the area",
    .holds(any: watcherRoles) { $0.places }
  )

  private static let anyWatcher = Rule<Facts>(
    "a supervisor, auditor or data protection officer",
    .holds(any: watcherRoles),
    .record("is of records that belong to areas") { $0.isOfAreas }
  )

  private static let watcherOfAll = Rule<Facts>(
    "an auditor or data protection officer of everywhere",
    .holds(any: independent) { _ in [.everywhere] }
  )

  private static let reviewer = Rule<Facts>(
    "a supervisor or data protection officer of the area, of what others did",
    .holds(.supervisor, .dataProtectionOfficer) { $0.places },
    .that("did not do it themselves") { viewer, facts in viewer.account != facts.account }
  )

  /// Whether somebody sees who looked at a record of an area.
  static func watches(_ area: String?, _ viewer: Viewer) -> Bool {
    policy.allows(.readLookers, viewer, Facts(area: area))
  }
}

extension OversightPolicy {
  /// For the page that says why somebody may or may not do something.
  package static var explainer: Explainer {
    Explainer(
      "oversight",
      "Oversight",
      policy,
      \.words,
      at: "/break-glass/",
      none: .none,
      reading: .readGlass
    ) { site, id, _ in
      try await site.read(BreakGlass.vault) { try BreakGlassList.find(id, in: $0) }
        .map { Facts(area: $0.area, account: $0.by) }
    }
  }
}

extension OversightPolicy.Act {
  fileprivate var words: String {
    switch self {
    case .breakGlass: "Break the glass"
    case .giveBack: "End what was opened by break-glass"
    case .reviewGlass: "Review a break-glass"
    case .readGlass: "Read a break-glass"
    case .readLookers: "See who looked at a record"
    case .readLog: "Search the access logs"
    case .readUnusual: "See unusual looking"
    case .reviewUnusual: "Review unusual looking"
    case .readAll: "See failed sign-ins, reviews of roles and releases"
    case .export: "Take along all that is watched over"
    }
  }
}
