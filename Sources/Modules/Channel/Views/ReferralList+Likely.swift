import Analysis
import Domain
package import GRDB
import Kernel
import Projection

extension ReferralList {
  /// Another referral that may be about the same person, and why, in words: a question put to a person.
  package struct Likely: Equatable, Sendable {
    package let row: Row
    /// What the two have in common.
    package let agreements: [String]
    /// What speaks against it.
    package let differences: [String]
  }

  /// What two referrals share and where they differ; nil where either is erased.
  package static func compared(_ id: String, with other: String, in db: Database) throws -> Likely? {
    guard let mine = try sealed(id, in: db), let theirs = try sealed(other, in: db),
      let row = try find(other, in: db)
    else { return nil }
    let list = try ReferralKeys.shortlist(for: id, in: db)
    let matcher = Matcher(
      asking: ComparedPerson(mine.person.compared),
      among: list?.people ?? 0,
      rarity: list?.rarity ?? NameRarity()
    )
    return Likely(row, matcher.likeness(to: ComparedPerson(theirs.person.compared)))
  }

  /// Referrals that are likely to be of the same person and of which nobody has said so or denied it, the likeliest
  /// first.
  ///
  /// - Parameters:
  ///   - areas: Where the asker may open one; nil for everywhere.
  ///   - most: How many are put to a person at once.
  package static func likely(
    _ id: String,
    areas: [String]?,
    most: Int = 10,
    in db: Database
  ) throws -> [Likely] {
    guard let mine = try sealed(id, in: db), let list = try ReferralKeys.shortlist(for: id, in: db) else {
      return []
    }
    let said = try MatchList.said(of: id, in: db).filter { $0.life != .open }.map { $0.beside(id) }
    let linked = try MatchList.links(from: id, in: db).flatMap { [$0.one, $0.other] }
    let settled = Set(said + linked)
    let found = try list.ids.filter { !settled.contains($0) }.compactMap { other in
      try find(other, in: db).flatMap { row -> (row: Row, person: ComparedPerson)? in
        guard areas?.contains(row.area) ?? true, let theirs = try sealed(other, in: db) else { return nil }
        return (row, ComparedPerson(theirs.person.compared))
      }
    }
    let asked = ComparedPerson(mine.person.compared)
    let matcher = Matcher(asking: asked, among: list.people, rarity: list.rarity)
    return matcher.likenesses(among: found.map(\.person), first: most)
      .map { Likely(found[$0.place].row, $0.likeness) }
  }
}

extension ReferralList.Likely {
  fileprivate init(_ row: ReferralList.Row, _ likeness: Likeness) {
    self.row = row
    agreements = likeness.agreements.map(\.words)
    differences = likeness.differences.map(\.words)
  }
}
