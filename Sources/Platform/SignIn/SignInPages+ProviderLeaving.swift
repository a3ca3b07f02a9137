import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging

/// Signing out of the site and of the provider together, begun at either.
extension SignInPages {
  /// Where the provider's own session is ended; nil where this session did not begin there, or the provider offers
  /// no such place or does not answer.
  func farewell(to session: Session, _ context: SiteContext) async throws -> String? {
    guard let provider = site.signIn.provider, let kept = session.provider,
      let token = try site.signIn.token(of: kept, of: session.account)
    else { return nil }
    do {
      guard let address = try await provider.description(at: site.now()).end_session_endpoint else {
        return nil
      }
      let fields = [
        ("id_token_hint", token), ("client_id", provider.options.clientID),
        ("post_logout_redirect_uri", context.origin + "/"),
      ]
      return address.withQuery(fields, after: address.contains("?") ? "&" : "?")
    } catch is ProviderFailure {
      return nil
    }
  }

  /// The provider says that somebody signed out there: their sessions that began there end here.
  @Sendable func providerSignedOut(_ request: Request, _ context: SiteContext) async throws -> Response {
    let provider = try provider()
    let values = try await site.sent(by: request)
    do {
      let token = try await provider.token(values.text("logout_token"), at: site.now())
      let left = try LogoutToken(token, provider.options, at: site.now())
      let accounts = try await site.signIn.store.endSessions(
        subject: left.subject.map { SignIn.subject($0, of: provider.options.issuer) },
        sessionID: left.sessionID.map { SignIn.subject($0, of: provider.options.issuer) },
        startedBefore: left.made.addingTimeInterval(SignIn.clockSlack)
      )
      for account in accounts {
        try await note(.signedOut, account, by: Viewer(account: account), reason: "at the provider")
      }
      return Response(status: .ok, headers: [.cacheControl: "no-store"])
    } catch let failure as ProviderFailure {
      context.logger.warning("nobody was signed out", metadata: ["reason": "\(failure.reason)"])
      return Response(
        status: failure == .unavailable ? .serviceUnavailable : .badRequest,
        headers: [.cacheControl: "no-store"]
      )
    }
  }
}
