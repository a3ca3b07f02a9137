import HTTPTypes
import Hummingbird
package import Kernel

extension Site {
  /// Lets only somebody go on who showed lately that it is them: before an export of personal data, an erasure, a
  /// change of roles, a token.
  ///
  /// Ask it where the form is shown, and again where it is sent: the values that were sent are kept while their
  /// sender gives their password, and then sent once more. Made-up people are asked for nothing, since their link
  /// is all they have. A token stands for the proof of whoever made it.
  ///
  /// - Parameter values: What was sent; nil where a page is only opened.
  /// - Throws: ``ProofNeeded``, which becomes the page that asks.
  package func requireRecentProof(
    _ context: SiteContext,
    sending values: FormValues? = nil
  ) throws(ProofNeeded) {
    guard let session = context.session, !session.isProved(within: signIn.limits.proof, of: now()) else {
      return
    }
    throw ProofNeeded(sent: values)
  }

  /// Lets only a session into a sealed vault that two things proved.
  ///
  /// - Throws: ``SecondFactorNeeded``, which becomes a page that says how.
  package func requireSecondFactor(
    for vault: Vault,
    _ context: SiteContext
  ) throws(SecondFactorNeeded) {
    guard context.mayEnter(vault) else { throw SecondFactorNeeded() }
  }

  /// Asks for what somebody has: a password, a code, or both.
  func proofForm(_ account: String) async throws -> Form<SignInPages.CodeAsked> {
    var fields: [Field<SignInPages.CodeAsked>] = []
    if try await signIn.store.password(of: account) != nil { fields.append(SignInPages.passwordField) }
    if try await signIn.hasFactor(account) {
      fields.append(SignInPages.codeField("Code", hint: SignInPages.codeHint))
    }
    return Form("proof", fields)
  }

  /// Asks somebody who is signed in to show that it is them, and keeps what they sent meanwhile.
  func proofPage(
    _ values: FormValues,
    _ errors: [FieldError],
    back: String,
    _ resend: Resend?,
    _ context: SiteContext,
    _ status: HTTPResponse.Status
  ) async throws -> Response {
    let form = try await proofForm(context.account())
    let isOfProvider = context.session?.provider != nil
    var model = form.model(values, errors: errors)
    let kept = resend == nil ? "" : " What you wrote is not stored yet, and nothing of it is lost."
    model.merge([
      "heading": "Show that it is you",
      "lead": "You are about to do something that is hard to undo, or that hands out what is private.\(kept)",
      "action": "/prove", "button": "Go on", "backAddress": resend == nil ? "/" : back, "backLabel": "Back",
      "provider": isOfProvider ? providerModel(back: back, resend, isProof: true) : false,
      "hidesForm": form.fields.isEmpty,
      "hidden": [["hiddenName": "back", "hiddenValue": back] as Model] + (resend?.carried ?? []),
    ]) { $1 }
    return try page("site/form", model, context, status)
  }

  /// The way to a provider, for a page that asks for a password; false where there is no provider.
  ///
  /// What was written cannot go there and back: then it opens beside, and the page that holds it stays.
  func providerModel(back: String, _ resend: Resend?, isProof: Bool = false) -> Any {
    guard let provider = signIn.provider else { return false }
    let place = resend == nil ? back : "/account"
    return [
      "providerName": provider.options.name,
      "providerAddress": "/sign-in/provider"
        .withQuery((isProof ? [("prove", "1")] : []) + [("back", place)]),
      "hasFailed": provider.failed(lately: now()), "opensTab": resend != nil,
      "resendPath": resend?.path ?? "",
      "resent": resend?.hidden() ?? [],
    ] as Model
  }

  /// Says how somebody gets into a vault that needs a second factor.
  func secondFactorPage(back: String, _ context: SiteContext) async throws -> Response {
    let hasFactor = try await signIn.hasFactor(context.account())
    return try page(
      "site/second-factor-needed",
      ["hasFactor": hasFactor, "proveAddress": "/prove".withQuery([("back", back)])],
      context,
      .forbidden
    )
  }
}

/// Somebody should show once more that it is them; 403, and nothing was done.
package struct ProofNeeded: Error, Equatable, Sendable {
  /// What they sent, to be sent once more.
  package var sent: FormValues?
}

/// A password alone does not open this; 403.
package struct SecondFactorNeeded: Error, Equatable, Sendable {}
