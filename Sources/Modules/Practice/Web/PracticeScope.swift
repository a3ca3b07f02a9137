import Domain
import Kernel
import Views

/// The policy on reading, as a condition on the list; Tests/WebTests compares them record by record.
extension PracticeList.Scope {
  /// Which records somebody may see listed on a day; tombstones are found by their addresses only.
  init(of viewer: Viewer, on day: PartialDate) {
    let library = Self.library(on: day)
    var scopes = [library.and(Self("marking = 'none'"))]
    if !viewer.holdings.isEmpty { scopes.append(library.and(Self("marking = 'official'"))) }
    for holding in viewer.holdings where holding.role != .administrator {
      let covered = Self.covers(holding.scope)
      let seesAll = holding.role == .reviewer || holding.role == .editor
      scopes.append(seesAll ? covered : library.and(covered))
    }
    if let account = viewer.account { scopes.append(Self("depositor = ?", [account])) }
    self = Self("life NOT IN ('withdrawn', 'discarded')").and(.any(of: scopes))
  }

  private static func covers(_ scope: Kernel.Scope) -> Self {
    switch scope {
    case .everywhere: Self("1")
    case .organisation(let id): Self("organisation IS ?", [id])
    case .area(let id): Self("area_code IS ?", [id])
    }
  }
}
