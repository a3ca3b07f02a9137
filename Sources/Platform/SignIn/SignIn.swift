package import Foundation
import Kernel

/// Who gets in, and how long they stay.
package struct SignIn: Sendable {
  package struct Limits: Sendable {
    package var idle: TimeInterval = 3600
    package var longest: TimeInterval = 12 * 3600
    package var attempts = 8
    package var lockout: TimeInterval = 15 * 60
    package var link: TimeInterval = 72 * 3600
    /// For how long somebody who showed that it is them may do what cannot be undone.
    package var proof: TimeInterval = 10 * 60

    package init() {}
  }

  /// Why somebody did not get in; what they read does not tell which names exist.
  package enum Failure: Error, Equatable, Sendable {
    case wrong
    case locked(minutes: Int)
  }

  /// How far a clock may be turned back, or be wrong, before what it says counts for nothing.
  static let clockSlack: TimeInterval = 120

  package let store: AccessStore
  package let limits: Limits
  let hasher: PasswordHasher

  package init(store: AccessStore, limits: Limits) throws {
    self.store = store
    self.limits = limits
    hasher = try PasswordHasher()
  }

  /// The account of a name and a password.
  ///
  /// - Throws: ``Failure``.
  package func account(
    name: String,
    password: String,
    at now: Date,
    find: (String) async throws -> String?
  ) async throws -> String {
    let digest = Secret.digest(name.lowercased())
    var failures = try await store.failures(of: digest) ?? (0, .distantPast)
    if failures.last.addingTimeInterval(limits.lockout) < now { failures.count = 0 }
    if failures.count >= limits.attempts {
      let left = failures.last.addingTimeInterval(limits.lockout).timeIntervalSince(now)
      throw Failure.locked(minutes: max(1, Int((left / 60).rounded(.up))))
    }
    let account = try await find(name)
    var hash: String?
    if let account { hash = try await store.password(of: account) }
    let isRight = try await hasher.verifies(password, hash)
    guard isRight, let account else {
      try await store.setFailures(of: digest, failures.count + 1, at: now)
      throw Failure.wrong
    }
    try await store.setFailures(of: digest, 0, at: now)
    return account
  }

  package func setPassword(_ password: String, of account: String) async throws {
    try await store.setPassword(hasher.hash(password), of: account)
  }

  package func isPassword(_ password: String, of account: String) async throws -> Bool {
    try await hasher.verifies(password, store.password(of: account))
  }

  /// Starts a session, and gives the secret that its cookie holds.
  package func start(
    _ account: String,
    by proof: Session.Proof,
    on device: String = "",
    at now: Date
  ) async throws -> String {
    let secret = Secret.make()
    try await store.tidy(at: now, sessionsStartedBefore: now.addingTimeInterval(-limits.longest))
    let session = Session(
      account: account,
      form: Secret.make(),
      started: now,
      seen: now,
      digest: Secret.digest(secret),
      proof: proof,
      provedAt: now,
      device: device
    )
    try await store.add(session)
    return secret
  }

  /// Keeps that somebody showed once more that it is them, and gives the session's new secret; nil where it has
  /// ended.
  package func renew(_ session: Session, by proof: Session.Proof, at now: Date) async throws -> String? {
    let secret = Secret.make()
    let isThere = try await store.renew(
      session.digest,
      as: Secret.digest(secret),
      proof: proof,
      at: now
    )
    return isThere ? secret : nil
  }

  /// The session of a cookie, where it has not run out.
  ///
  /// Where the clock was turned back behind its last use nobody knows how old it is: it ends.
  package func session(_ secret: String, at now: Date) async throws -> Session? {
    guard let session = try await store.session(Secret.digest(secret)) else { return nil }
    guard session.seen.addingTimeInterval(limits.idle) > now,
      session.started.addingTimeInterval(limits.longest) > now,
      session.seen.addingTimeInterval(-Self.clockSlack) <= now
    else {
      try await store.endSession(session.digest)
      return nil
    }
    // Once a minute is exact enough, and spares a write for every picture on a page.
    if now.timeIntervalSince(session.seen) > 60 { try await store.touch(session.digest, at: now) }
    return session
  }

  /// Somebody's sessions that still go on, the last used first.
  package func sessions(of account: String, at now: Date) async throws -> [Session] {
    try await store.sessions(
      of: account,
      startedAfter: now.addingTimeInterval(-limits.longest),
      seenAfter: now.addingTimeInterval(-limits.idle)
    )
  }

  /// Makes a one-time link, and gives the path that it opens.
  package func link(_ purpose: OneTimeLink.Purpose, for account: String?, at now: Date) async throws -> String
  {
    let secret = Secret.make()
    let link = OneTimeLink(purpose, account: account, expires: now.addingTimeInterval(limits.link))
    try await store.add(link, digest: Secret.digest(secret))
    return "/enter/\(secret)"
  }
}
