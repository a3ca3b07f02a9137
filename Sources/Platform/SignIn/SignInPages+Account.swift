import Foundation
import HTTPTypes
import Hummingbird
import Kernel

/// One's own account: how one gets in, where one is signed in, and what was done to that.
extension SignInPages {
  @Sendable func account(_ request: Request, _ context: SiteContext) async throws -> Response {
    let asked = request.asked
    let back = asked.has("back") ? Self.back(asked.text("back")) : nil
    return try await accountPage([], alert: Alert(request), goingOn: back, context)
  }

  /// Ends one session of one's own: this one as signing out does, and another by who shows that it is them.
  @Sendable func endSession(_ request: Request, _ context: SiteContext) async throws -> Response {
    let session = try mine(context)
    let values = try await site.values(of: request, context)
    let id = try context.parameters.require("session")
    if id != session.id { try site.requireRecentProof(context, sending: values) }
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
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    try await site.signIn.store.endSessions(of: session.account, but: session.digest)
    try await note(.sessionEnded, session.account, by: context.viewer, reason: "all others")
    return site.redirect(to: "/account?ended=1")
  }

  func accountPage(
    _ errors: [FieldError],
    alert: Alert? = nil,
    goingOn back: String? = nil,
    _ context: SiteContext
  ) async throws -> Response {
    let session = try mine(context)
    let now = site.now()
    let hasOne = try await site.signIn.store.password(of: session.account) != nil
    let sessions = try await site.signIn.sessions(of: session.account, at: now)
    let hasFactor = try await site.signIn.hasFactor(session.account)
    let isLinked = try await site.signIn.isLinked(session.account)
    var model = try await newPasswordForm(session.account).model(FormValues(), errors: errors)
    model.merge([
      "alert": alert?.rawValue ?? false,
      "roles": context.viewer.holdings.map { ["role": $0.role.label] as Model },
      "hasRoles": !context.viewer.holdings.isEmpty,
      "sessions": sessions.map { Self.model($0, isThis: $0.digest == session.digest, at: now) },
      "hasOthers": sessions.count > 1, "hasFactor": hasFactor, "hasPassword": hasOne,
      "alone": Self.alone(hasPassword: hasOne, site.signIn.provider, isLinked: isLinked),
      "providerLink": try await providerLink(session.account, hasPassword: hasOne),
    ]) { $1 }
    model.merge(try await doings(session.account, goingOn: back)) { $1 }
    return try site.page("site/account", model, context, errors.isEmpty ? .ok : .unprocessableContent)
  }

  /// What signs somebody in who has no second factor.
  private static func alone(hasPassword: Bool, _ provider: Provider?, isLinked: Bool) -> String {
    let name = provider?.options.name ?? "your organisation"
    return switch (hasPassword, isLinked) {
    case (true, true): "your password alone, or \(name) alone, signs you in"
    case (true, false): "your password alone signs you in"
    case (false, true): "\(name) alone signs you in"
    case (false, false): "a link alone signs you in"
    }
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
