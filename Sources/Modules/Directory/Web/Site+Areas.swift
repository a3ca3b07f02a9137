import Domain
package import Kernel
package import Platform
import Views

extension Site {
  /// Areas to choose from.
  package func areaList() async throws -> CodeList {
    let areas = try await read(.directory) { try PlaceList.areaNames(in: $0) }
    return CodeList("area", version: 1, areas.map { .init($0.id, $0.name) })
  }

  /// The names of areas, by their codes.
  func areaNames() async throws -> [String: String] {
    let areas = try await areaList()
    return Dictionary(areas.codes.map { ($0.code, $0.label) }) { first, _ in first }
  }
}
