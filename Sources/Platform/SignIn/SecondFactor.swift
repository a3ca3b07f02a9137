import Crypto
package import Foundation
import GRDB
import Kernel

/// What somebody has beside their password: an authenticator, and codes for the day when it is lost.
package struct SecondFactor: Equatable, Sendable {
  package let account: String
  let sealed: Data
  /// When a code of it was first sent; until then it does not count.
  package let confirmed: Date?
  /// The step of the last code that was used.
  let used: Int64
}

/// Somebody who gave a password, or came from a provider, and has yet to send a code.
struct HalfSignIn: Equatable, Sendable {
  let account: String
  let proof: Session.Proof
  let provider: ProviderSession?
  let expires: Date
}

extension AccessStore {
  static let factorTables = """
    CREATE TABLE IF NOT EXISTS factor (
      account TEXT PRIMARY KEY, secret BLOB NOT NULL, confirmed INTEGER, used INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS recovery (
      account TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (account, digest)) STRICT;
    CREATE TABLE IF NOT EXISTS half (
      digest BLOB PRIMARY KEY, account TEXT NOT NULL, proof TEXT NOT NULL, expires INTEGER NOT NULL,
      subject BLOB, sid BLOB, token BLOB) STRICT;
    """

  func factor(of account: String) async throws -> SecondFactor? {
    try await database.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM factor WHERE account = ?", arguments: [account]).map { row in
        let confirmed: Int64? = row["confirmed"]
        return SecondFactor(
          account: row["account"],
          sealed: row["secret"],
          confirmed: confirmed.map { Date(milliseconds: $0) },
          used: row["used"]
        )
      }
    }
  }

  /// Puts a factor that does not count yet in the place of another that does not.
  func addFactor(_ sealed: Data, of account: String) async throws {
    try await database.write { db in
      try db.execute(sql: "DELETE FROM factor WHERE account = ? AND confirmed IS NULL", arguments: [account])
      try db.execute(
        sql: "INSERT OR IGNORE INTO factor VALUES (?, ?, NULL, 0)",
        arguments: [account, sealed]
      )
    }
  }

  /// Uses a code up: of two who send it at once, one is let in.
  func useStep(_ step: Int64, of account: String) async throws -> Bool {
    try await database.write { db in
      try db.execute(
        sql: "UPDATE factor SET used = ? WHERE account = ? AND used < ?",
        arguments: [step, account, step]
      )
      return db.changesCount > 0
    }
  }

  /// Makes it count, with codes for the day when it is lost.
  func confirmFactor(of account: String, _ recovery: [Data], at now: Date) async throws {
    try await database.write { db in
      try db.execute(
        sql: "UPDATE factor SET confirmed = ? WHERE account = ? AND confirmed IS NULL",
        arguments: [now.milliseconds, account]
      )
      try Self.put(recovery, of: account, in: db)
    }
  }

  func setRecovery(_ digests: [Data], of account: String) async throws {
    try await database.write { try Self.put(digests, of: account, in: $0) }
  }

  private static func put(_ digests: [Data], of account: String, in db: Database) throws {
    try db.execute(sql: "DELETE FROM recovery WHERE account = ?", arguments: [account])
    for digest in digests {
      try db.execute(sql: "INSERT INTO recovery VALUES (?, ?)", arguments: [account, digest])
    }
  }

  /// Uses a recovery code up; false where there is none such.
  func useRecovery(_ digest: Data, of account: String) async throws -> Bool {
    try await database.write { db in
      try db.execute(
        sql: "DELETE FROM recovery WHERE account = ? AND digest = ?",
        arguments: [account, digest]
      )
      return db.changesCount > 0
    }
  }

  func recoveryLeft(of account: String) async throws -> Int {
    try await database.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM recovery WHERE account = ?", arguments: [account]) ?? 0
    }
  }

  package func removeFactor(of account: String) async throws {
    try await delete(account, from: ["factor", "recovery", "half"])
  }

  // MARK: Half signed in

  func add(_ half: HalfSignIn, digest: Data) async throws {
    try await database.write { db in
      try db.execute(
        sql: "INSERT INTO half VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          digest, half.account, half.proof.rawValue, half.expires.milliseconds, half.provider?.subject,
          half.provider?.sessionID, half.provider?.token,
        ]
      )
    }
  }

  func half(_ digest: Data, at now: Date) async throws -> HalfSignIn? {
    try await database.read { db in
      let row = try Row.fetchOne(
        db,
        sql: "SELECT * FROM half WHERE digest = ? AND expires > ?",
        arguments: [digest, now.milliseconds]
      )
      guard let row, let proof = Session.Proof(rawValue: row["proof"]) else { return nil }
      return HalfSignIn(
        account: row["account"],
        proof: proof,
        provider: ProviderSession(row),
        expires: Date(milliseconds: row["expires"])
      )
    }
  }

  /// Of two who go on at once, one does.
  func endHalf(_ digest: Data) async throws -> Bool {
    try await database.write { db in
      try db.execute(sql: "DELETE FROM half WHERE digest = ?", arguments: [digest])
      return db.changesCount > 0
    }
  }
}

extension SignIn {
  /// What a right code was.
  package enum Code: Equatable, Sendable {
    case ofTheClock
    case recovery(left: Int)
  }

  private static let sealedAs = "second-factor"
  static let recoveryCount = 10

  /// Whether an account has a second factor that counts.
  package func hasFactor(_ account: String) async throws -> Bool {
    try await store.factor(of: account)?.confirmed != nil
  }

  /// The secret of a factor that is yet to be confirmed; nil where one counts already.
  func secretToConfirm(_ account: String) async throws -> Data? {
    guard let factor = try await store.factor(of: account), factor.confirmed == nil else { return nil }
    return try sealing.open(account, Self.sealedAs, factor.sealed)
  }

  func beginFactor(_ account: String) async throws {
    let sealed = try sealing.seal(account, Self.sealedAs, OneTimeCode.makeSecret())
    try await store.addFactor(sealed, of: account)
  }

  /// Makes the factor count, where the code is right.
  ///
  /// - Returns: The recovery codes, to be shown once.
  /// - Throws: ``Failure``.
  func confirmFactor(_ account: String, _ code: String, at now: Date) async throws -> [String] {
    try await count(account, at: now)
    guard let factor = try await store.factor(of: account), factor.confirmed == nil,
      try await isOfTheClock(Self.tidied(code), factor, at: now)
    else { throw Failure.wrong }
    let (codes, digests) = Self.recoveryCodes(of: account)
    try await store.confirmFactor(of: account, digests, at: now)
    try await clear(account)
    return codes
  }

  /// Makes new recovery codes in the place of all that were left.
  func makeRecoveryCodes(_ account: String) async throws -> [String] {
    let (codes, digests) = Self.recoveryCodes(of: account)
    try await store.setRecovery(digests, of: account)
    return codes
  }

  /// Uses up a code of the clock or a recovery code.
  ///
  /// - Throws: ``Failure``.
  package func use(_ code: String, of account: String, at now: Date) async throws -> Code {
    try await count(account, at: now)
    let code = Self.tidied(code)
    guard let factor = try await store.factor(of: account), factor.confirmed != nil else {
      throw Failure.wrong
    }
    if try await isOfTheClock(code, factor, at: now) {
      try await clear(account)
      return .ofTheClock
    }
    guard try await store.useRecovery(Self.digest(code, of: account), of: account) else {
      throw Failure.wrong
    }
    try await clear(account)
    return .recovery(left: try await store.recoveryLeft(of: account))
  }

  private func isOfTheClock(_ code: String, _ factor: SecondFactor, at now: Date) async throws -> Bool {
    guard let secret = try sealing.open(factor.account, Self.sealedAs, factor.sealed),
      let step = OneTimeCode.step(of: code, secret, at: now, after: factor.used)
    else { return false }
    return try await store.useStep(step, of: factor.account)
  }

  // MARK: Half signed in

  /// How long somebody may take to find their phone.
  private static let halfTime: TimeInterval = 10 * 60

  /// Keeps that the first of two steps is done, and gives the secret that the second carries.
  func beginHalf(
    _ account: String,
    by proof: Session.Proof,
    from provider: ProviderSession?,
    at now: Date
  ) async throws -> String {
    let secret = Secret.make()
    let half = HalfSignIn(
      account: account,
      proof: proof,
      provider: provider,
      expires: now.addingTimeInterval(Self.halfTime)
    )
    try await store.add(half, digest: Secret.digest(secret))
    return secret
  }

  // MARK: Codes as people type them

  /// Spaces and hyphens are for the eye.
  private static func tidied(_ code: String) -> String {
    code.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// Of each recovery code: 28 letters of five random bits each, so that nobody finds one by its digest.
  private static let recoveryLength = 28

  /// New codes to show, and the digests to keep.
  private static func recoveryCodes(of account: String) -> (codes: [String], digests: [Data]) {
    let codes = (0..<recoveryCount).map { _ in
      let random = SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Data($0) }
      return String(Base32.text(random).prefix(recoveryLength))
    }
    return (codes, codes.map { digest($0, of: account) })
  }

  private static func digest(_ code: String, of account: String) -> Data {
    Secret.digest("recovery:\(account):\(code)")
  }
}
