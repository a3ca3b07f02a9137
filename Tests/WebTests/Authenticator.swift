import Foundation
import Testing

@testable import Platform

extension Visitor {
  /// Sets up a second factor with an authenticator whose first code is one step early, so that the next is another.
  ///
  /// - Parameter now: What the site's clock shows when the code is read.
  func setUpFactor(now: () -> Date) async throws -> (secret: Data, recovery: [String]) {
    let begun = try await post("/account/second-factor", [:])
    #expect(begun.location == "/account/second-factor/confirm")
    let page = try await get("/account/second-factor/confirm")
    let key = try #require(page.text.firstMatch(of: /<code>([A-Z2-7 ]+)<\/code>/)).output.1
    let secret = Self.bytes(ofKey: String(key))
    let code = OneTimeCode.code(secret, step: OneTimeCode.step(at: now()) - 1)
    let done = try await post("/account/second-factor/confirm", ["code": code])
    try #require(done.status == 200)
    let recovery = done.text.matches(of: /<li><code>([A-Z2-7 ]+)<\/code>/).map { String($0.output.1) }
    return (secret, recovery)
  }

  /// What an authenticator makes of a key that is typed into it.
  static func bytes(ofKey key: String) -> Data {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let bits = key.filter { $0 != " " }.compactMap(letters.firstIndex).flatMap { value in
      (0..<5).map { value >> (4 - $0) & 1 }
    }
    return Data(
      stride(from: 0, to: bits.count - 7, by: 8).map { start in
        bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | UInt8($1) }
      }
    )
  }
}
