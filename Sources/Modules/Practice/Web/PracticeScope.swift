import Domain
import Kernel
import Views

/// The policy on reading, as a condition on the list; Tests/WebTests compares them record by record.
extension PracticeList.Scope {
  /// Which records somebody may see listed; tombstones are found by their addresses only.
  init(of viewer: Viewer) {
    var parts = ["(life IN ('published', 'compiled') AND marking = 'none')"]
    var arguments: [String] = []
    if !viewer.holdings.isEmpty {
      parts.append("(life IN ('published', 'compiled') AND marking = 'official')")
    }
    for holding in viewer.holdings where holding.role != .administrator {
      let (condition, values) = Self.covers(holding.scope)
      let seesAll = holding.role == .reviewer || holding.role == .editor
      parts.append(seesAll ? "(\(condition))" : "(life IN ('published', 'compiled') AND \(condition))")
      arguments += values
    }
    if let account = viewer.account {
      parts.append("depositor = ?")
      arguments.append(account)
    }
    self.init("life NOT IN ('withdrawn', 'discarded') AND (\(parts.joined(separator: " OR ")))", arguments)
  }

  private static func covers(_ scope: Kernel.Scope) -> (String, [String]) {
    switch scope {
    case .everywhere: ("1", [])
    case .organisation(let id): ("organisation IS ?", [id])
    case .area(let id): ("area_code IS ?", [id])
    }
  }
}
