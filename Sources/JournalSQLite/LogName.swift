/// The two logs of a vault's journal.
///
/// Raw values are stored, as the beginnings of table names: never change one.
package enum LogName: String, CaseIterable, Codable, Sendable {
  /// What happened to the vault's records.
  case record
  /// Who did what with which record.
  case access
}
