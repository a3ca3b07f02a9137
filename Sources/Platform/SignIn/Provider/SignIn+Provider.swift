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
      token: try sealing.seal(account, Self.sealedAs, Data(token.utf8)),
      signedInAt: identity.signedInAt
    )
  }

  /// Whether the provider that is set lets somebody in.
  func isLinked(_ account: String) async throws -> Bool {
    guard provider != nil else { return false }
    return try await store.isLinked(account)
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

  /// Links an account with somebody at a provider, and with nobody else there.
  ///
  /// - Returns: False where they are another account's.
  func link(_ subject: Data, to account: String) async throws -> Bool {
    try await database.write { db in
      let owner = try String.fetchOne(
        db,
        sql: "SELECT account FROM linked WHERE subject = ?",
        arguments: [subject]
      )
      guard owner == nil || owner == account else { return false }
      try db.execute(sql: "DELETE FROM linked WHERE account = ?", arguments: [account])
      try db.execute(sql: "INSERT INTO linked VALUES (?, ?)", arguments: [subject, account])
      return true
    }
  }

  /// Whether an account has a way in that is its holder's own: a password, a second factor, or a provider.
  func isEntered(_ account: String) async throws -> Bool {
    try await database.read { db in
      try ["password", "factor", "linked"].contains { table in
        try Bool.fetchOne(db, sql: "SELECT 1 FROM \(table) WHERE account = ?", arguments: [account]) ?? false
      }
    }
  }

  /// Whether somebody signs in through the provider.
  func isLinked(_ account: String) async throws -> Bool {
    try await database.read {
      try Bool.fetchOne($0, sql: "SELECT 1 FROM linked WHERE account = ?", arguments: [account]) ?? false
    }
  }

  /// Ends the sessions that began with a provider's session, and what was half begun with it; where it names none,
  /// all of somebody there.
  ///
  /// A session of which the provider did not say which of its own it belongs to ends with any of them.
  ///
  /// - Parameter moment: Sessions that began later are left: an old word ends nothing new.
  /// - Returns: Whose they were.
  func endSessions(
    subject: Data?,
    sessionID: Data?,
    startedBefore moment: Date
  ) async throws -> Set<String> {
    let isMeant = "(sid = ?1 OR subject = ?2 AND (?1 IS NULL OR sid IS NULL))"
    let arguments: StatementArguments = [sessionID, subject]
    return try await database.write { db in
      try db.execute(sql: "DELETE FROM half WHERE \(isMeant)", arguments: arguments)
      let rest = "session WHERE \(isMeant) AND started <= ?3"
      let those = arguments + [moment.milliseconds]
      let accounts = try String.fetchSet(db, sql: "SELECT account FROM \(rest)", arguments: those)
      try db.execute(sql: "DELETE FROM \(rest)", arguments: those)
      return accounts
    }
  }
}
