import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// One's own password, changed by who knows it and has what else is asked for.
extension SignInPages {
  struct NewPassword: Equatable, Sendable {
    var current = ""
    var code = ""
    var fresh = ""
    var again = ""
  }

  static let hint = "At least 12 characters. Three or four unrelated words do well"

  /// Asks for what the account has: its password, a code of its second factor, or neither.
  func newPasswordForm(_ account: String) async throws -> Form<NewPassword> {
    var fields: [Field<NewPassword>] = []
    if try await site.signIn.store.password(of: account) != nil {
      fields.append(
        .password(\.current, "password", "Current password", required: "Enter your current password")
      )
    }
    if try await site.signIn.hasFactor(account) {
      fields.append(
        .text(\.code, "code", "Code", hint: Self.codeHint, max: 60, required: "Enter the code")
      )
    }
    return Form(
      "new-password",
      fields + [
        .password(
          \.fresh,
          "new-password",
          "New password",
          hint: Self.hint,
          min: 12,
          required: "Choose a password"
        ),
        .password(\.again, "again", "New password again", required: "Enter the new password again"),
      ]
    )
  }

  @Sendable func changePassword(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    let account = session.account
    let values = try await site.values(of: request, context)
    let hasOne = try await site.signIn.store.password(of: account) != nil
    // With the provider's word alone nobody leaves a way in behind that goes around it.
    if !hasOne { try site.requireRecentProof(context) }
    let hasFactor = try await site.signIn.hasFactor(account)
    do {
      let asked = try await newPasswordForm(account).parse(values, into: .init())
      guard asked.fresh == asked.again else {
        throw Invalid([FieldError("again", "The two new passwords are not the same")])
      }
      // Last what counts attempts and uses codes up.
      try site.signIn.passwords.check(asked.fresh, of: try await site.people.texts(account))
      try await show(asked, hasPassword: hasOne, hasFactor: hasFactor, context)
      try await site.signIn.setPassword(asked.fresh, of: account)
    } catch let invalid as Invalid {
      return try await accountPage(invalid.errors, context)
    }
    try await site.signIn.store.endSessions(of: account, but: session.digest)
    try await note(.passwordChanged, account, by: context.viewer)
    guard hasOne || hasFactor else { return site.redirect(to: "/account?done=1") }
    return try await renewed(session, byCode: hasFactor, context) { _ in
      site.redirect(to: "/account?done=1")
    }
  }

  /// Shows that it is oneself, with the password that was and a code.
  ///
  /// - Throws: ``Invalid``.
  private func show(
    _ asked: NewPassword,
    hasPassword: Bool,
    hasFactor: Bool,
    _ context: SiteContext
  ) async throws {
    guard hasPassword || hasFactor else { return }
    let account = try context.account()
    try await attempts.take(context.remoteAddress, at: site.now())
    do {
      if hasPassword {
        try await worded("password", "That is not your current password") {
          try await site.signIn.check(asked.current, of: account, at: site.now())
        }
      }
      if hasFactor { try await use(asked.code, of: account, context.viewer) }
    } catch let invalid as Invalid {
      try await note(.proofFailed, account, by: context.viewer)
      throw invalid
    }
  }
}
