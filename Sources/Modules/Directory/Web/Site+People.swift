import Domain
import Kernel
import Platform
import Views

extension Site {
  /// People to choose from: those in whom one of some roles is active today.
  ///
  /// - Parameter area: Where it must be held; nil for anywhere.
  func people(holding roles: [Role], in area: String? = nil) async throws -> CodeList {
    let (terms, today) = (options.terms, today)
    let people = try await read(.directory) { try AccountList.holding(roles, in: $0) }
    let chosen = people.filter { person in
      let viewer = person.viewer(under: terms, on: today)
      return roles.contains { role in
        area.map { viewer.holds(role, area: $0) } ?? viewer.holdsAnywhere(role)
      }
    }
    return CodeList("person", version: 1, chosen.map { .init($0.id, $0.name ?? $0.id) })
  }
}
