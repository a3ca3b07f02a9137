import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// One's own account: the password, and where one is signed in.
extension SignInPages {
  struct NewPassword: Equatable, Sendable {
    var current = ""
    var fresh = ""
    var again = ""
  }

  static let newPassword = Form<NewPassword>(
    "new-password",
    [
      .password(\.current, "password", "Current password", required: "Enter your current password"),
      .password(\.fresh, "new-password", "New password", hint: hint, min: 12, required: "Choose a password"),
      .password(\.again, "again", "New password again", required: "Enter the new password again"),
    ]
  )

  static let hint = "At least 12 characters. Three or four unrelated words do well"

  @Sendable func account(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await accountPage([], alert: Alert(request), context)
  }

  @Sendable func changePassword(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    let values = try await site.values(of: request, context)
    do {
      let hasOne = try await site.signIn.store.password(of: session.account) != nil
      var sent = values
      if !hasOne {
        // With the provider's word alone nobody leaves a way in behind that goes around it.
        try site.requireRecentProof(context)
        sent.set("password", ["none"])
      }
      let asked = try Self.newPassword.parse(sent, into: NewPassword())
      if hasOne {
        try await attempts.take(context.remoteAddress, at: site.now())
        try await worded("password", "That is not your current password") {
          try await site.signIn.check(asked.current, of: session.account, at: site.now())
        }
      }
      guard asked.fresh == asked.again else {
        throw Invalid([FieldError("again", "The two new passwords are not the same")])
      }
      try await site.signIn.setPassword(asked.fresh, of: session.account)
      try await site.signIn.store.endSessions(of: session.account, but: session.digest)
    } catch let invalid as Invalid {
      return try await accountPage(invalid.errors, context)
    }
    return site.redirect(to: "/account?done=1")
  }

  /// Ends one session of one's own: this one as signing out does.
  @Sendable func endSession(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    _ = try await site.values(of: request, context)
    let id = try context.parameters.require("session")
    let sessions = try await site.signIn.sessions(of: session.account, at: site.now())
    if let ended = sessions.first(where: { $0.id == id }) {
      try await site.signIn.store.endSession(ended.digest)
      try await note(.sessionEnded, session.account, by: context.viewer, reason: "one")
      if ended.digest == session.digest { return leaving() }
    }
    return site.redirect(to: "/account?ended=1")
  }

  @Sendable func endOtherSessions(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    _ = try await site.values(of: request, context)
    try await site.signIn.store.endSessions(of: session.account, but: session.digest)
    try await note(.sessionEnded, session.account, by: context.viewer, reason: "all others")
    return site.redirect(to: "/account?ended=1")
  }

  private func accountPage(
    _ errors: [FieldError],
    alert: Alert? = nil,
    _ context: SiteContext
  ) async throws -> Response {
    let session = try mine(context)
    let now = site.now()
    let hasOne = try await site.signIn.store.password(of: session.account) != nil
    let sessions = try await site.signIn.sessions(of: session.account, at: now)
    let hasFactor = try await site.signIn.hasFactor(session.account)
    var model = Self.newPassword.model(FormValues(), errors: errors)
    if !hasOne, let fields = model["fields"] as? [Model] { model["fields"] = Array(fields.dropFirst()) }
    model.merge([
      "alert": alert?.rawValue ?? false,
      "roles": context.viewer.holdings.map { ["role": $0.role.label] as Model },
      "hasRoles": !context.viewer.holdings.isEmpty,
      "sessions": sessions.map { Self.model($0, isThis: $0.digest == session.digest, at: now) },
      "hasOthers": sessions.count > 1, "hasFactor": hasFactor, "hasPassword": hasOne,
      "providerLink": try await providerLink(session.account, hasPassword: hasOne),
    ]) { $1 }
    return try site.page("site/account", model, context, errors.isEmpty ? .ok : .unprocessableContent)
  }

  private static func model(_ session: Session, isThis: Bool, at now: Date) -> Model {
    [
      "device": session.device.isEmpty ? "A browser or program of an unknown kind" : session.device,
      "begun": Moment.words(session.started), "isThis": isThis,
      "used": isThis ? "Now" : Moment.ago(session.seen, at: now),
      "endAddress": "/account/sessions/\(session.id)/end",
    ]
  }

  /// What was done, said at the top of the page.
  enum Alert: String {
    case passwordChanged = "Your password is changed, and every other session has ended."
    case linked = "Done: your organisation’s sign-in lets you in from now on."
    case unlinked = "Done: your organisation’s sign-in lets you in no more, and its groups give you no roles."
    case sessionEnded = "It has ended: whoever is there must sign in again."

    init?(_ request: Request) {
      let asked = request.uri.queryParameters
      let said: [(Substring, Alert)] = [
        ("done", .passwordChanged), ("ended", .sessionEnded), ("linked", .linked), ("unlinked", .unlinked),
      ]
      guard let found = said.first(where: { asked[$0.0] != nil }) else { return nil }
      self = found.1
    }
  }
}
