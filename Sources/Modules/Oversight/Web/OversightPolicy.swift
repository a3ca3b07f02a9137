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
    /// What is of no area: failed sign-ins, releases between vaults.
    case readAll
  }

  package struct Facts: Equatable, Sendable {
    /// The areas that it is about; empty where it is about none.
    package var areas: Set<String>
    /// Who broke the glass, or who looked.
    package var account: String?
    /// Whether the viewer may open the record as it is.
    package var mayOpen: Bool
    /// Whether the log is of records that belong to areas.
    package var isOfAreas = true

    package init(ofLog vault: Vault) {
      self.init()
      isOfAreas = vault.isSealed
    }

    package init(area: String? = nil, account: String? = nil, mayOpen: Bool = false) {
      areas = area.map { [$0] } ?? []
      self.account = account
      self.mayOpen = mayOpen
    }

    package init(areas: Set<String>, account: String?) {
      self.areas = areas
      self.account = account
      mayOpen = false
    }

    package static let none = Facts()
  }

  package static let policy = Policy<Act, Facts>([
    .breakGlass: [
      Rule("who works in casework, outside the circle of the record") { viewer, facts in
        Casework.isAtWork(viewer) && !facts.mayOpen
      }
    ],
    .giveBack: [own],
    .readGlass: [own, watcher],
    .reviewGlass: [reviewer],
    .readLookers: [watcher],
    .readLog: [anyWatcher, watcherOfAll],
    .readUnusual: [anyWatcher],
    .reviewUnusual: [reviewer],
    .readAll: [
      Rule("an auditor or data protection officer") { viewer, _ in
        viewer.holdsAnywhere(.auditor) || viewer.holdsAnywhere(.dataProtectionOfficer)
      }
    ],
  ])

  /// Who watches; an auditor only reads.
  static let watcherRoles: [Role] = [.supervisor, .auditor, .dataProtectionOfficer]

  private static let own = Rule<Facts>("whoever broke the glass") { viewer, facts in
    viewer.account != nil && viewer.account == facts.account
  }

  private static let watcher = Rule<Facts>("a supervisor, auditor or data protection officer of the area") {
    viewer,
    facts in
    holds(watcherRoles, facts, viewer)
  }

  private static let anyWatcher = Rule<Facts>("a supervisor, auditor or data protection officer") {
    viewer,
    facts in
    facts.isOfAreas && watcherRoles.contains(where: viewer.holdsAnywhere)
  }

  private static let watcherOfAll = Rule<Facts>("an auditor or data protection officer of everywhere") {
    viewer,
    _ in
    viewer.areas([.auditor, .dataProtectionOfficer]) == nil
  }

  private static let reviewer = Rule<Facts>(
    "a supervisor or data protection officer of the area, of what others did"
  ) { viewer, facts in
    viewer.account != facts.account && holds([.supervisor, .dataProtectionOfficer], facts, viewer)
  }

  private static func holds(_ roles: [Role], _ facts: Facts, _ viewer: Viewer) -> Bool {
    guard let held = viewer.areas(roles) else { return true }
    return held.contains(where: facts.areas.contains)
  }

  /// Whether somebody sees who looked at a record of an area.
  static func watches(_ area: String?, _ viewer: Viewer) -> Bool {
    holds(watcherRoles, Facts(area: area), viewer)
  }
}
