import Domain
package import GRDB
import Kernel
import Projection

extension ReferralList {
  /// A referral of one person, and the links by which it is known to be.
  package struct Contact: Equatable, Sendable {
    package let row: Row
    /// The links that it stands in; none where it is the only one.
    package let links: [MatchList.Row]
  }

  /// Every referral that people said is of the same person, this one among them, the earliest first.
  package static func contacts(of id: String, in db: Database) throws -> [Contact] {
    let links = try MatchList.links(from: id, in: db)
    let ids = Set(links.flatMap { [$0.one, $0.other] } + [id])
    return try ids.compactMap { try find($0, in: db) }.sorted { ($0.received, $0.id) < ($1.received, $1.id) }
      .map { row in Contact(row: row, links: links.filter { $0.one == row.id || $0.other == row.id }) }
  }
}
