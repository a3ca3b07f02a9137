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
    let found = try people(of: list.ids.filter { !settled.contains($0) }, areas: areas, in: db)
    let asked = ComparedPerson(mine.person.compared)
    let matcher = Matcher(asking: asked, among: list.people, rarity: list.rarity)
    return matcher.likenesses(among: found.map(\.person), first: most)
      .map { Likely(found[$0.place].row, $0.likeness) }
  }
}

extension ReferralList {
  /// The people of some referrals, but of those that are erased, as they are compared.
  static func people(
    of ids: [String],
    areas: [String]? = nil,
    in db: Database
  ) throws -> [(row: Row, person: ComparedPerson)] {
    let areas = try areas.map { try ColumnJSON.text($0) }
    let statement = try db.cachedStatement(
      sql: """
        SELECT *, json_extract(sealed, '$.person') AS person FROM referral_list
        WHERE id IN (SELECT value FROM json_each(:ids)) AND sealed IS NOT NULL
          AND (:areas IS NULL OR area IN (SELECT value FROM json_each(:areas)))
        ORDER BY id
        """
    )
    return try GRDB.Row.fetchAll(statement, arguments: ["ids": ColumnJSON.text(ids), "areas": areas]).map {
      let person: Referral.Person = try ColumnJSON.value($0["person"])
      return (try row($0), ComparedPerson(person.compared))
    }
  }
}

extension ReferralList.Likely {
  fileprivate init(_ row: ReferralList.Row, _ likeness: Likeness) {
    self.row = row
    agreements = likeness.agreements.map(\.words)
    differences = likeness.differences.map(\.words)
  }
}
