package import Domain
package import GRDB
import Kernel
import Projection

/// What an answer leaves behind: restrictions, and recipients who are to be told.
extension RightsList {
  /// The request by which the use of somebody's records is restricted, the first where there are several.
  ///
  /// - Parameter record: One of them; a record that was added before it was kept whose key seals it is known by itself.
  package static func restriction(of subject: String, _ record: String, in db: Database) throws -> Row? {
    try rows(
      """
      WHERE restricts_since IS NOT NULL
        AND id IN (SELECT request FROM rights_list_record WHERE subject = ?1 OR record IN (?1, ?2))
      ORDER BY restricts_since, id LIMIT 1
      """,
      [subject, record],
      in: db
    )
    .first
  }

  /// Other requests that records of this one were added to, too, the last first.
  package static func besides(_ id: String, in db: Database) throws -> [Row] {
    try rows(
      """
      WHERE id <> ?1 AND id IN (
        SELECT other.request FROM rights_list_record mine JOIN rights_list_record other
          ON other.record = mine.record OR other.subject = mine.subject
        WHERE mine.request = ?1)
      ORDER BY received DESC, id DESC LIMIT 100
      """,
      [id],
      in: db
    )
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

  /// The records of some requests, and who was told of them, by the request.
  package static func aftermath(
    of requests: [String],
    in db: Database
  ) throws -> (linked: [String: [RightsRequest.Linked]], told: [String: [Told]]) {
    func all(_ table: String) throws -> [String: [GRDB.Row]] {
      let rows = try GRDB.Row.fetchAll(
        db,
        sql: "SELECT * FROM rights_list_\(table) WHERE request IN (SELECT value FROM json_each(?))",
        arguments: [ColumnJSON.text(requests)]
      )
      return Dictionary(grouping: rows) { $0["request"] as String }
    }
    return (try all("record").mapValues { $0.map(linked) }, try all("told").mapValues { $0.map(told) })
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
