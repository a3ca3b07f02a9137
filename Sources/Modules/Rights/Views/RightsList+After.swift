import Domain
package import GRDB
import Kernel
import Projection

/// What an answer leaves behind: restrictions, and recipients who are to be told.
extension RightsList {
  /// The request by which the use of somebody's records is restricted, the first where there are several.
  package static func restriction(of subject: String, in db: Database) throws -> Row? {
    try rows(
      """
      WHERE restricts_since IS NOT NULL
        AND id IN (SELECT request FROM rights_list_record WHERE subject = ?)
      ORDER BY restricts_since, id LIMIT 1
      """,
      [subject],
      in: db
    )
    .first
  }

  /// Those that were granted and changed something, the last answered first: who had received their records is to
  /// be told.
  package static func changing(limit: Int, in db: Database) throws -> [Row] {
    try rows(
      """
      WHERE answered_on IS NOT NULL AND kind IN ('rectification', 'erasure', 'objection')
        AND outcome IN ('granted', 'in-part')
      ORDER BY answered_on DESC, id DESC LIMIT ?
      """,
      [limit],
      in: db
    )
  }

  /// Other requests about somebody of the same names, in whatever case, the last first.
  package static func others(than id: String, in db: Database) throws -> [Row] {
    try rows(
      """
      WHERE id <> ?1 AND sealed IS NOT NULL
        AND lower(json_extract(sealed, '$.person.familyName')) =
          (SELECT lower(json_extract(sealed, '$.person.familyName')) FROM rights_list WHERE id = ?1)
        AND lower(json_extract(sealed, '$.person.givenName')) =
          (SELECT lower(json_extract(sealed, '$.person.givenName')) FROM rights_list WHERE id = ?1)
      ORDER BY received DESC, id DESC LIMIT 100
      """,
      [id],
      in: db
    )
  }
}
