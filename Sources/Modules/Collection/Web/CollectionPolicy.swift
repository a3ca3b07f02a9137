package import Domain
import Kernel
package import Platform
import Views

/// Who may do what with a collection: default deny, and every rule has a name.
///
/// What of it a reader sees is the depository's own policy on each practice.
package enum CollectionPolicy {
  package enum Act: String, CaseIterable, Sendable {
    case read, make, revise, add, reword, move, takeOut, publish, withdraw
  }

  /// What the rules ask about a collection.
  package struct Facts: Equatable, Sendable {
    package var life: Collection.Life
    /// That of the editor who made it.
    package var organisation: String?
    /// The account that made it.
    package var maker: String?

    package init(life: Collection.Life, organisation: String? = nil, maker: String? = nil) {
      self.life = life
      self.organisation = organisation
      self.maker = maker
    }

    /// For making one.
    package static let none = Facts(life: .absent)
  }

  package static let policy = Policy<Act, Facts>([
    .read: [
      Rule(
        "anyone reads what was published",
        .record("was published") { $0.life == .published || $0.life == .withdrawn }
      ),
      Rule(
        "editors read what is not published yet",
        .record("exists") { $0.life != .absent },
        .holds(.editor)
      ),
    ],
    .make: [Rule("an editor makes a collection", .holds(.editor))],
    .revise: changers,
    .add: changers,
    .reword: changers,
    .move: changers,
    .takeOut: changers,
    .publish: changers,
    .withdraw: changers,
  ])

  private static let changers: [Rule<Facts>] = [
    Rule(
      "the editor who made it",
      isThere,
      .that("made it") { viewer, facts in viewer.account != nil && viewer.account == facts.maker },
      .holds(.editor)
    ),
    Rule(
      "an editor of its organisation",
      isThere,
      .holds(.editor) { [Place(organisation: $0.organisation)] }
    ),
  ]

  private static let isThere = Requirement<Facts>.record("exists and was not discarded") {
    $0.life != .absent && $0.life != .discarded
  }

  /// The states in which a viewer finds collections listed; what is over is found by its address only, save by
  /// editors, who can publish it again.
  static func listed(for viewer: Viewer) -> [Collection.Life] {
    let all: [Collection.Life] = [.draft, .published, .withdrawn]
    return policy.allows(.read, viewer, Facts(life: .draft)) ? all : [.published]
  }
}

extension CollectionPolicy.Facts {
  init(_ row: CollectionList.Row) {
    self.init(life: row.life, organisation: row.organisation, maker: row.maker)
  }
}
