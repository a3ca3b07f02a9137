import Analysis
import Domain
package import GRDB
import Kernel
import Projection

extension ReferralList {
  /// Those about people of a family name, and of given names where they are said, in whatever case; then those whose
  /// names are only spelt, formed or ordered otherwise: who asks for their records is owed them however their name
  /// was taken down.
  package static func named(_ given: String, _ family: String, in db: Database) throws -> [Row] {
    guard !family.isEmpty else { return [] }
    let same = try rows(
      "WHERE family_name = ? AND (? = '' OR given_name = ?) ORDER BY received, id LIMIT 100",
      [family, given, given],
      in: db
    )
    let known = Set(same.map(\.id))
    let others = try ReferralKeys.named(given, family, in: db).filter { id in
      guard !known.contains(id), let person = try sealed(id, in: db)?.person else { return false }
      return areAlike((given, family), (person.givenName, person.familyName))
    }
    return try same
      + rows(
        "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY received, id",
        [ColumnJSON.text(others)],
        in: db
      )
  }

  private static func areAlike(
    _ first: (given: String, family: String),
    _ second: (given: String, family: String)
  ) -> Bool {
    func agree(_ one: String, _ other: String) -> Bool {
      NameAgreement.of(one, other).map { $0 <= .part } ?? false
    }
    return agree(first.given, second.given) && agree(first.family, second.family)
      || agree(first.given, second.family) && agree(first.family, second.given)
  }
}
