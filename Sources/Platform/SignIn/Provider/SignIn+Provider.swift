import Foundation
import GRDB
import Kernel

extension SignIn {
  private static let sealedAs = "provider-session"

  /// Somebody or a session at a provider, as they are kept: a digest that tells nothing.
  static func subject(_ name: String, of issuer: String) -> Data { Secret.digest("\(issuer)|\(name)") }

  func providerSession(
    _ identity: Identity,
    _ token: String,
    _ options: ProviderOptions,
    of account: String
  ) throws -> ProviderSession {
    ProviderSession(
      subject: Self.subject(identity.subject, of: options.issuer),
      sessionID: identity.sessionID.map { Self.subject($0, of: options.issuer) },
      token: try sealing.seal(account, Self.sealedAs, Data(token.utf8))
    )
  }

  /// The token that a session was begun with; nil once its owner was erased.
  func token(of session: ProviderSession, of account: String) throws -> String? {
    try sealing.open(account, Self.sealedAs, session.token).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension ProviderSession {
  /// Of a session, or of somebody half signed in; nil where none of a provider is kept there.
  init?(_ row: Row) {
    guard let subject: Data = row["subject"], let token: Data = row["token"] else { return nil }
    self.init(subject: subject, sessionID: row["sid"], token: token)
  }
}

extension AccessStore {
  static let linkedTable = """
    CREATE TABLE IF NOT EXISTS linked (subject BLOB PRIMARY KEY, account TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS linked_account ON linked (account);
    """

  /// The account that somebody at a provider signs in to.
  func linked(_ subject: Data) async throws -> String? {
    try await database.read {
      try String.fetchOne($0, sql: "SELECT account FROM linked WHERE subject = ?", arguments: [subject])
    }
  }

  func link(_ subject: Data, to account: String) async throws {
    try await database.write {
      try $0.execute(
        sql:
          "INSERT INTO linked VALUES (?, ?) ON CONFLICT (subject) DO UPDATE SET account = excluded.account",
        arguments: [subject, account]
      )
    }
  }

  /// Ends the sessions that began with a provider's session; where it names none, all of somebody there.
  ///
  /// - Parameter moment: Sessions that began later are left: an old word ends nothing new.
  /// - Returns: Whose they were.
  func endSessions(
    subject: Data?,
    sessionID: Data?,
    startedBefore moment: Date
  ) async throws -> Set<String> {
    let (column, value) = sessionID.map { ("sid", $0) } ?? ("subject", subject ?? Data())
    return try await database.write { db in
      let rest = "session WHERE \(column) = ? AND started <= ?"
      let arguments: StatementArguments = [value, moment.milliseconds]
      let accounts = try String.fetchSet(db, sql: "SELECT account FROM \(rest)", arguments: arguments)
      try db.execute(sql: "DELETE FROM \(rest)", arguments: arguments)
      return accounts
    }
  }
}
