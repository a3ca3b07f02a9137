import Domain
import Kernel
import Platform
import Views

/// One thing that the list can be narrowed by, with how many there would be.
struct PracticeFacet: Sendable {
  struct Option: Sendable {
    let code: String
    let label: String
    let count: Int
    let isChosen: Bool
  }

  let name: String
  let label: String
  /// Those that lead anywhere, and the one that is chosen.
  let options: [Option]

  /// - Parameter counts: For each code of each facet, the other facets as they are.
  static func all(_ query: PracticeQuery, _ counts: [String: [String: Int]]) -> [PracticeFacet] {
    PracticeQuery.facets.map { facet in
      let counts = counts[facet.name] ?? [:]
      let chosen = query.filter.facets[facet.name]
      let codes = facet.list?.codes.map { ($0.code, $0.label) } ?? counts.keys.sorted().map { ($0, $0) }
      let options = codes.map { code, label in
        Option(code: code, label: label, count: counts[code] ?? 0, isChosen: code == chosen)
      }
      return PracticeFacet(
        name: facet.name,
        label: facet.label,
        options: options.filter { !$0.code.isEmpty && ($0.count > 0 || $0.isChosen) }
      )
    }
  }

  var model: Model {
    [
      "name": name, "label": label,
      "options": options.map { option -> Model in
        [
          "code": option.code, "label": option.label, "count": option.count,
          "isSelected": option.isChosen,
        ]
      },
    ]
  }
}
