package import Foundation
package import Kernel

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
  package let passwords: PasswordRules
  /// An organisation's own sign-in, where the settings name one.
  package let provider: Provider?
  /// Seals what is kept of somebody that is not a digest, under their own key.
  let sealing: Sealing

  package init(
    store: AccessStore,
    limits: Limits,
    sealing: Sealing,
    passwords: PasswordRules = PasswordRules(common: nil),
    provider: Provider? = nil
  ) throws {
    self.store = store
    self.limits = limits
    self.sealing = sealing
    self.passwords = passwords
    self.provider = provider
    hasher = try PasswordHasher()
  }

  /// The account of a name and a password.
  ///
  /// Where it has a second factor, its attempts are counted on until a code was right.
  ///
  /// - Throws: ``Failure``.
  package func account(
    name: String,
    password: String,
    at now: Date,
    find: (String) async throws -> String?
  ) async throws -> String {
    let account = try await find(name)
    let counted = account ?? name.lowercased()
    try await count(counted, at: now)
    var hash: String?
    if let account { hash = try await store.password(of: account) }
    let isRight = try await hasher.verifies(password, hash)
    guard isRight, let account else { throw Failure.wrong }
    if try await !hasFactor(account) { try await clear(counted) }
    return account
  }

  /// Counts an attempt of an account, or of a name that is none's.
  ///
  /// - Throws: ``Failure``.
  func count(_ name: String, at now: Date) async throws {
    let digest = Secret.digest(name)
    let (most, lockout) = (limits.attempts, limits.lockout)
    guard
      let end = try await store.countAttempt(of: digest, at: now, most: most, lockout: lockout)
    else { return }
    throw Failure.locked(minutes: max(1, Int((end.timeIntervalSince(now) / 60).rounded(.up))))
  }

  func clear(_ name: String) async throws { try await store.clearAttempts(of: Secret.digest(name)) }

  package func setPassword(_ password: String, of account: String) async throws {
    try await store.setPassword(hasher.hash(password), of: account)
  }

  /// - Throws: ``Failure``.
  func check(_ password: String, of account: String, at now: Date) async throws {
    try await count(account, at: now)
    guard try await hasher.verifies(password, store.password(of: account)) else { throw Failure.wrong }
    if try await !hasFactor(account) { try await clear(account) }
  }

  /// Starts a session, and gives the secret that its cookie holds.
  func start(
    _ account: String,
    by proof: Session.Proof,
    on device: String = "",
    from provider: ProviderSession? = nil,
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
      // A session at a provider may be hours old, and its owner away from it.
      provedAt: provider.map { $0.signedInAt ?? Date(timeIntervalSince1970: 0) } ?? now,
      device: device,
      provider: provider
    )
    try await store.add(session)
    return secret
  }

  /// Keeps that somebody showed once more that it is them, and gives the session's new secret; nil where it has
  /// ended.
  package func renew(
    _ session: Session,
    by proof: Session.Proof,
    provedAt: Date? = nil,
    at now: Date
  ) async throws -> String? {
    let secret = Secret.make()
    let isThere = try await store.renew(
      session.digest,
      as: Secret.digest(secret),
      proof: proof,
      provedAt: provedAt ?? now,
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
