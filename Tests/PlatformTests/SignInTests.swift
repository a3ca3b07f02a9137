import Foundation
import GRDB
import Kernel
import Testing

@testable import Platform

struct SignInTests {
  private let now = Date(milliseconds: 1_251_795_600_000)

  private func withSignIn(_ body: (SignIn) async throws -> Void) async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "access-\(UUID().uuidString).sqlite")
    defer { try? FileManager.default.removeItem(at: file) }
    try await body(SignIn(store: AccessStore(file: file), limits: .init(), sealing: .none))
  }

  private func account(_ signIn: SignIn, _ password: String, at now: Date) async throws -> String {
    try await signIn.account(name: "ada@example.org", password: password, at: now) {
      $0 == "ada@example.org" ? "ada" : nil
    }
  }

  @Test func `a password is kept as Argon2id and nothing else`() async throws {
    try await withSignIn { signIn in
      try await signIn.setPassword("four unrelated plain words", of: "ada")
      let hash = try await signIn.store.password(of: "ada")
      #expect(hash?.hasPrefix("$argon2id$") == true)
      #expect(try await account(signIn, "four unrelated plain words", at: now) == "ada")
      await #expect(throws: SignIn.Failure.wrong) { try await account(signIn, "another", at: now) }
    }
  }

  @Test func `one letter, one mark or one space more is another password`() async throws {
    try await withSignIn { signIn in
      let words = "four unrelated\u{200B} plain words"
      try await signIn.setPassword(words, of: "ada")
      #expect(try await account(signIn, words, at: now) == "ada")
      for other in ["four unrelated plain words", words + " ", words + "\u{0}x", words.uppercased()] {
        await #expect(throws: SignIn.Failure.wrong) { try await account(signIn, other, at: now) }
      }
    }
  }

  @Test func `an unknown name fails as a wrong password does`() async throws {
    try await withSignIn { signIn in
      await #expect(throws: SignIn.Failure.wrong) {
        try await signIn.account(name: "eve@example.org", password: "x", at: now) { _ in nil }
      }
    }
  }

  /// The least of several, since whatever else the machine does only adds; the bounds are wide, for a name that
  /// costs no hash is thousands of times as quick.
  @Test func `an unknown name takes as long as a wrong password`() async throws {
    try await withSignIn { signIn in
      try await signIn.setPassword("four unrelated plain words", of: "ada")
      // The first of all computes what unknown names are compared with.
      await #expect(throws: SignIn.Failure.wrong) {
        try await signIn.account(name: "eve@example.org", password: "x", at: now) { _ in nil }
      }
      func least(_ name: String) async throws -> Duration {
        var least = Duration.seconds(60)
        for _ in 0..<5 {
          let clock = ContinuousClock()
          let start = clock.now
          await #expect(throws: SignIn.Failure.wrong) {
            try await signIn.account(name: name, password: "wrong words", at: now) {
              $0 == "ada@example.org" ? "ada" : nil
            }
          }
          least = min(least, clock.now - start)
        }
        return least
      }
      let (known, unknown) = (try await least("ada@example.org"), try await least("mallory@example.org"))
      let ratio = known / unknown
      #expect((0.05...20).contains(ratio), "\(known) against \(unknown)")
    }
  }

  @Test func `of many attempts at once no more are let through than of as many in a row`() async throws {
    try await withSignIn { signIn in
      let locked = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<20 {
          group.addTask {
            do {
              _ = try await signIn.use("000000", of: "ada", at: now)
              return false
            } catch {
              return error as? SignIn.Failure != .wrong
            }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(locked == 20 - signIn.limits.attempts)
    }
  }

  @Test func `a file of before sessions knew how they were proved is opened, and they go on`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "access-\(UUID().uuidString).sqlite")
    defer { try? FileManager.default.removeItem(at: file) }
    let secret = "of before"
    let old = try DatabaseQueue(path: file.path)
    try await old.write { [now] db in
      try db.execute(
        sql: """
          CREATE TABLE session (digest BLOB PRIMARY KEY, account TEXT NOT NULL, form TEXT NOT NULL,
            started INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT;
          """
      )
      try db.execute(
        sql: "INSERT INTO session VALUES (?, 'ada', 'form', ?, ?)",
        arguments: [Secret.digest(secret), now.milliseconds, now.milliseconds]
      )
    }
    try old.close()
    let signIn = try SignIn(store: AccessStore(file: file), limits: .init(), sealing: .none)
    let session = try await signIn.session(secret, at: now)
    #expect(session?.account == "ada" && session?.hasSecondFactor == false)
    #expect(session?.isProved(within: 600, of: now) == false)
  }

  @Test func `after many failures a name is locked for a while, known or not`() async throws {
    try await withSignIn { signIn in
      try await signIn.setPassword("four unrelated plain words", of: "ada")
      for _ in 0..<signIn.limits.attempts {
        await #expect(throws: SignIn.Failure.wrong) { try await account(signIn, "wrong", at: now) }
      }
      await #expect(throws: SignIn.Failure.locked(minutes: 15)) {
        try await account(signIn, "four unrelated plain words", at: now)
      }
      let later = now.addingTimeInterval(signIn.limits.lockout + 1)
      #expect(try await account(signIn, "four unrelated plain words", at: later) == "ada")
    }
  }

  @Test func `a session ends when it is idle, when it is old, and when it is ended`() async throws {
    try await withSignIn { signIn in
      let secret = try await signIn.start("ada", by: .password, at: now)
      #expect(try await signIn.session(secret, at: now)?.account == "ada")
      #expect(try await signIn.session("stolen", at: now) == nil)
      #expect(try await signIn.session(secret, at: now.addingTimeInterval(signIn.limits.idle + 1)) == nil)
      let busy = try await signIn.start("ada", by: .password, at: now)
      for minutes in stride(from: 0, to: 12 * 60, by: 30) {
        #expect(try await signIn.session(busy, at: now.addingTimeInterval(Double(minutes) * 60)) != nil)
      }
      #expect(try await signIn.session(busy, at: now.addingTimeInterval(signIn.limits.longest)) == nil)
      let one = try await signIn.start("ada", by: .password, at: now)
      let two = try await signIn.start("ada", by: .password, at: now)
      try await signIn.store.endSessions(of: "ada", but: Secret.digest(two))
      #expect(try await signIn.session(one, at: now) == nil)
      #expect(try await signIn.session(two, at: now) != nil)
    }
  }

  @Test func `a one-time link works once, and a newer one takes its place`() async throws {
    try await withSignIn { signIn in
      let first = try await signIn.link(.choosePassword, for: "ada", at: now)
      let second = try await signIn.link(.choosePassword, for: "ada", at: now)
      func digest(_ path: String) -> Data { Secret.digest(String(path.dropFirst("/enter/".count))) }
      #expect(try await signIn.store.take(digest(first), at: now) == nil)
      #expect(try await signIn.store.link(digest(second), at: now) != nil)
      #expect(try await signIn.store.take(digest(second), at: now)?.account == "ada")
      #expect(try await signIn.store.take(digest(second), at: now) == nil)
      let late = try await signIn.link(.choosePassword, for: "ada", at: now)
      #expect(
        try await signIn.store.take(digest(late), at: now.addingTimeInterval(signIn.limits.link + 1)) == nil
      )
    }
  }

  @Test func `requests are let through at their rate and no faster`() async throws {
    let limit = RateLimit(capacity: 2, perMinute: 60)
    try await limit.take("a", at: now)
    try await limit.take("a", at: now)
    await #expect(throws: TooMany(retryAfterSeconds: 1)) { try await limit.take("a", at: now) }
    try await limit.take("b", at: now)
    try await limit.take("a", at: now.addingTimeInterval(1))
  }
}
