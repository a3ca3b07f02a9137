import HTTPTypes
import Hummingbird
import Kernel

/// A form that arrived when its session had ended.
///
/// Its sender's browser keeps it while they sign in again: nothing is stored for somebody unknown, and
/// nothing that they wrote is lost.
struct Resend {
  let path: String
  let values: FormValues

  private static let pathField = "resend-path"
  private static let prefix = "resend."

  /// Nil for forms that hold a password: those are filled in again.
  init?(path: String, sent: FormValues) {
    let secret = ["/sign-in", "/sign-out", "/enter/", "/account/", "/prove"]
    guard !secret.contains(where: path.hasPrefix) else { return nil }
    self.init(path: path, holdingNoSecret: sent)
  }

  /// For forms of which it is known that they hold no password.
  init(path: String, holdingNoSecret sent: FormValues) {
    self.path = path
    values = sent
  }

  /// As the form that signs in carries it; nil where it carries none.
  init?(carriedBy form: FormValues) {
    let path = SignInPages.back(form.text(Self.pathField))
    guard path != "/" else { return nil }
    var values = FormValues()
    for name in form.names where name.hasPrefix(Self.prefix) {
      values.set(String(name.dropFirst(Self.prefix.count)), form.all(name))
    }
    self.path = path
    self.values = values
  }

  /// The hidden fields by which a form that signs in carries it.
  var carried: [Model] {
    [["hiddenName": Self.pathField, "hiddenValue": path] as Model] + hidden(prefix: Self.prefix)
  }

  /// The hidden fields of the form itself.
  func hidden(prefix: String = "") -> [Model] {
    values.names.filter { $0 != "csrf" }.flatMap { name in
      values.all(name).map { ["hiddenName": prefix + name, "hiddenValue": $0] as Model }
    }
  }

  /// What was written, to be read before it is sent.
  var rows: [Model] {
    values.names.filter { !["csrf", "record", "version"].contains($0) }.compactMap { name in
      let text = values.all(name).filter { !$0.isEmpty }.joined(separator: "\n")
      let label = name.replacing("_", with: " ").replacing("-", with: " ")
      return text.isEmpty ? nil : Model.row(label.prefix(1).uppercased() + label.dropFirst(), text)
    }
  }

  /// Whether its sender only pressed a button.
  var isBare: Bool { rows.isEmpty && values.uploads.isEmpty }
}

extension Site {
  /// Shows somebody who is signed in what they wrote, to be sent once more.
  ///
  /// - Parameter back: Where whoever does not send it goes.
  func resendPage(
    _ resend: Resend,
    _ heading: String,
    back: String = "/",
    _ context: SiteContext,
    _ status: HTTPResponse.Status
  ) throws -> Response {
    let file = resend.values.uploads.isEmpty ? "" : " The file must be added again afterwards."
    let rows = resend.rows
    let lead =
      resend.isBare
      ? "What you asked for is not done yet."
      : "This is not stored yet. Read it, and send it once more.\(file)"
    return try page(
      "site/resend",
      [
        "heading": heading, "lead": lead, "hasRows": !rows.isEmpty, "rows": rows,
        "action": resend.path, "hidden": resend.hidden(),
        "button": resend.isBare ? "Do it now" : "Send it",
        "backAddress": back, "backLabel": resend.isBare ? "Leave it" : "Throw it away",
      ],
      context,
      status
    )
  }

  /// Lets somebody whose session has ended sign in and go on with what they wrote.
  func signInAgainPage(_ resend: Resend, _ context: SiteContext) throws -> Response {
    var model = SignInPages.credentials.model(FormValues())
    model.merge([
      "heading": "Sign in again to send this",
      "lead":
        "Your session ended before this arrived. It is not stored yet, and nothing that you wrote is lost: sign in, and then send it.",
      "action": "/sign-in", "button": "Sign in", "backAddress": "/", "backLabel": "Home",
      "hidden": resend.carried, "provider": providerModel(back: "/", resend),
    ]) { $1 }
    return try page("site/form", model, context, .forbidden)
  }
}
