package import Foundation
import GRDB
import Kernel

/// Somebody signed in.
package struct Session: Equatable, Sendable {
  /// How somebody showed that it is them.
  ///
  /// Raw values are stored.
  package enum Proof: String, Sendable {
    case password
    case passwordAndCode = "password-and-code"
    /// An organisation's own sign-in says so.
    case provider
    /// It says so, and that two factors showed it; or a code of ours came on top.
    case providerAndSecondFactor = "provider-and-second-factor"
    /// The link of a made-up person, who has neither password nor phone: it stands for both.
    case demonstration
  }

  package let account: String
  /// What every form of this session carries.
  package let form: String
  package let started: Date
  package let seen: Date
  package let digest: Data
  package let proof: Proof
  /// When they last showed that it is them.
  package let provedAt: Date
  /// The browser and the system, as it told them; empty where it told nothing.
  package let device: String
  /// What is kept of the provider that it began at; nil where it did not.
  var provider: ProviderSession?

  /// Whether two things showed that it is them: what the sealed vaults need.
  package var hasSecondFactor: Bool { proof.isTwofold }

  /// Names it in an address: enough of the digest, and nothing of the secret.
  package var id: String { digest.prefix(16).hex }

  /// Whether they showed that it is them lately; a time that is still to come shows nothing.
  package func isProved(within limit: TimeInterval, of now: Date) -> Bool {
    if proof == .demonstration { return true }
    let age = now.timeIntervalSince(provedAt)
    return age >= -SignIn.clockSlack && age <= limit
  }
}

extension Session.Proof {
  /// For the log.
  var words: String {
    switch self {
    case .password: "password"
    case .passwordAndCode: "password and code"
    case .provider: "provider"
    case .providerAndSecondFactor: "provider and second factor"
    case .demonstration: "link of a made-up person"
    }
  }

  var isTwofold: Bool {
    switch self {
    case .passwordAndCode, .providerAndSecondFactor, .demonstration: true
    case .password, .provider: false
    }
  }

  var withCode: Session.Proof {
    switch self {
    case .password: .passwordAndCode
    case .provider: .providerAndSecondFactor
    case .passwordAndCode, .providerAndSecondFactor, .demonstration: self
    }
  }

  var withoutCode: Session.Proof {
    switch self {
    case .passwordAndCode: .password
    case .providerAndSecondFactor: .provider
    case .password, .provider, .demonstration: self
    }
  }
}

extension AccessStore {
  /// Adds what files of earlier versions lack: their sessions go on, and have proved nothing lately.
  static func completeSessions(in db: Database) throws {
    let ofProvider = ["subject BLOB", "sid BLOB", "token BLOB"]
    let added = [
      "proof TEXT NOT NULL DEFAULT 'password'", "proved INTEGER NOT NULL DEFAULT 0",
      "device TEXT NOT NULL DEFAULT ''",
    ]
    for (table, wanted) in [("session", added + ofProvider), ("half", ofProvider)] {
      let columns = try db.columns(in: table).map(\.name)
      for column in wanted where !columns.contains(where: { column.hasPrefix("\($0) ") }) {
        try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN \(column)")
      }
    }
  }

  package func add(_ session: Session) async throws {
    try await database.write { db in
      try db.execute(
        sql: "INSERT INTO session (digest, account, form, started, seen, proof, proved, device, "
          + "subject, sid, token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          session.digest, session.account, session.form, session.started.milliseconds,
          session.seen.milliseconds, session.proof.rawValue, session.provedAt.milliseconds, session.device,
          session.provider?.subject, session.provider?.sessionID, session.provider?.token,
        ]
      )
    }
  }

  package func session(_ digest: Data) async throws -> Session? {
    try await database.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM session WHERE digest = ?", arguments: [digest])
        .flatMap(Self.session)
    }
  }

  /// Somebody's sessions that still go on, the last used first.
  package func sessions(
    of account: String,
    startedAfter oldest: Date,
    seenAfter idle: Date
  ) async throws -> [Session] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM session WHERE account = ? AND started > ? AND seen > ? "
          + "ORDER BY seen DESC, digest",
        arguments: [account, oldest.milliseconds, idle.milliseconds]
      )
      .compactMap(Self.session)
    }
  }

  package func touch(_ digest: Data, at now: Date) async throws {
    try await database.write { db in
      try db.execute(
        sql: "UPDATE session SET seen = ? WHERE digest = ?",
        arguments: [now.milliseconds, digest]
      )
    }
  }

  /// Gives a session another secret, since it may do more from now on: who knew the old one does not.
  ///
  /// - Returns: False where the session has ended meanwhile.
  func renew(
    _ digest: Data,
    as fresh: Data,
    proof: Session.Proof,
    provedAt: Date,
    at now: Date
  ) async throws -> Bool {
    try await database.write { db in
      try db.execute(
        sql: "UPDATE session SET digest = ?, proof = ?, proved = ?, seen = ? WHERE digest = ?",
        arguments: [fresh, proof.rawValue, provedAt.milliseconds, now.milliseconds, digest]
      )
      return db.changesCount > 0
    }
  }

  package func endSession(_ digest: Data) async throws {
    try await database.write {
      try $0.execute(sql: "DELETE FROM session WHERE digest = ?", arguments: [digest])
    }
  }

  package func endSessions(of account: String, but kept: Data? = nil) async throws {
    try await database.write { db in
      try db.execute(
        sql: "DELETE FROM session WHERE account = ? AND digest IS NOT ?",
        arguments: [account, kept]
      )
    }
  }

  /// Removes what nobody can use any more.
  package func tidy(at now: Date, sessionsStartedBefore oldest: Date) async throws {
    try await database.write { db in
      try db.execute(sql: "DELETE FROM session WHERE started < ?", arguments: [oldest.milliseconds])
      for table in ["link", "half"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE expires < ?", arguments: [now.milliseconds])
      }
      try db.execute(sql: "DELETE FROM attempt WHERE last < ?", arguments: [oldest.milliseconds])
    }
  }

  private static func session(_ row: Row) -> Session? {
    guard let proof = Session.Proof(rawValue: row["proof"]) else { return nil }
    return Session(
      account: row["account"],
      form: row["form"],
      started: Date(milliseconds: row["started"]),
      seen: Date(milliseconds: row["seen"]),
      digest: row["digest"],
      proof: proof,
      provedAt: Date(milliseconds: row["proved"]),
      device: row["device"],
      provider: ProviderSession(row)
    )
  }
}
