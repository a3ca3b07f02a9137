import Domain
package import GRDB
package import Kernel
import Projection

extension AccountList {
  /// Open accounts that were given one of some roles which has not ended by a day, by name; whether it is active is
  /// for ``AccountList/Person/viewer(under:on:)`` to say.
  package static func holders(
    of roles: [Role],
    on day: PartialDate,
    in db: Database
  ) throws -> [Person] {
    try people(
      """
      WHERE is_open AND id IN (
        SELECT account FROM account_list_role
        WHERE (until_day IS NULL OR until_day >= ?)
          AND json_extract(holding, '$.role') IN (SELECT value FROM json_each(?)))
      ORDER BY name COLLATE NOCASE, id
      """,
      [day.iso, ColumnJSON.text(roles.map(\.rawValue))],
      in: db
    )
  }
}
