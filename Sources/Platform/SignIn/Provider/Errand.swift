import Crypto
import Foundation

/// A way to the provider and back, which only the browser that set out can finish.
///
/// Its secret lies in a cookie of that browser, and nothing of it here: whatever goes to the provider is a digest
/// of it.
struct Errand: Equatable, Sendable {
  enum Purpose: String, Sendable {
    case entry
    /// Somebody who is signed in shows once more that it is them.
    case proof
    /// Somebody who is signed in has the provider sign them in from now on.
    case link
  }

  private let secret: String
  /// Where to go afterwards: a path of this site.
  let back: String
  let purpose: Purpose

  init(_ purpose: Purpose, back: String) {
    secret = Secret.make()
    self.back = back
    self.purpose = purpose
  }

  /// As the cookie holds it; nil where it is none.
  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count >= 40, let purpose = Purpose(rawValue: String(parts[1])),
      let back = parts[2].removingPercentEncoding
    else { return nil }
    secret = String(parts[0])
    self.purpose = purpose
    self.back = SignInPages.back(back)
  }

  var text: String { "\(secret).\(purpose.rawValue).\(back.urlEncoded)" }

  var state: String { digest("state") }
  var nonce: String { digest("nonce") }
  /// Proof Key for Code Exchange (RFC 7636).
  var verifier: String { digest("verifier") }
  var challenge: String { Data(SHA256.hash(data: Data(verifier.utf8))).base64URL }

  private func digest(_ use: String) -> String { Secret.digest("\(use):\(secret)").base64URL }
}
