import Domain
import Kernel
import Search
import Views

/// The policy on reading, as a condition on the list; Tests/WebTests compares them record by record.
extension PracticeList.Scope {
  /// Which records somebody may see listed on a day; tombstones are found by their addresses only.
  init(of viewer: Viewer, on day: PartialDate) {
    let library = Self.library(on: day).condition
    var ways: [Condition] = [library && .has("marking", "none")]
    if viewer.holdings.contains(where: { $0.role.readsOfficial }) {
      ways.append(library && .has("marking", "official"))
    }
    for holding in viewer.holdings where holding.role.readsSensitive {
      let covered = Self.covers(holding.scope)
      let seesAll = holding.role == .reviewer || holding.role == .editor
      ways.append(seesAll ? covered : library && covered)
    }
    if let account = viewer.account { ways.append(.has("depositor", account)) }
    self.init(.not(.any([.has("life", "withdrawn"), .has("life", "discarded")])) && .any(ways))
  }

  private static func covers(_ scope: Kernel.Scope) -> Condition {
    switch scope {
    case .everywhere: .everything
    case .organisation(let id): .has("organisation", id)
    case .area(let id): .has("area_code", id)
    }
  }
}
