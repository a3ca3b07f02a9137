import Crypto
import Foundation

/// A way to the provider and back, which only the browser that set out can finish.
///
/// Its secret lies in a cookie of that browser, and nothing of it here: whatever goes to the provider is a digest
/// of it.
struct Errand: Equatable, Sendable {
  private let secret: String
  /// Where to go afterwards: a path of this site.
  let back: String
  /// Whether somebody who is signed in shows once more that it is them.
  let isProof: Bool

  init(back: String, isProof: Bool) {
    secret = Secret.make()
    self.back = back
    self.isProof = isProof
  }

  /// As the cookie holds it; nil where it is none.
  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count >= 40, let back = parts[2].removingPercentEncoding else {
      return nil
    }
    secret = String(parts[0])
    isProof = parts[1] == "proof"
    self.back = SignInPages.back(back)
  }

  var text: String { "\(secret).\(isProof ? "proof" : "entry").\(back.urlEncoded)" }

  var state: String { digest("state") }
  var nonce: String { digest("nonce") }
  /// Proof Key for Code Exchange (RFC 7636).
  var verifier: String { digest("verifier") }
  var challenge: String { Data(SHA256.hash(data: Data(verifier.utf8))).base64URL }

  private func digest(_ use: String) -> String { Secret.digest("\(use):\(secret)").base64URL }
}
