import Crypto
package import Foundation
import Kernel

/// Codes by the clock (RFC 6238): SHA-1, 30 seconds, six digits, which every authenticator reckons.
package enum OneTimeCode {
  /// Seconds for which a code stands.
  static let period: Int64 = 30
  /// How many steps the clock of a phone may be early or late.
  private static let drift: Int64 = 1

  /// A new secret: 160 bits, as RFC 4226 advises.
  static func makeSecret() -> Data { SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Data($0) } }

  package static func step(at now: Date) -> Int64 {
    Int64((now.timeIntervalSince1970 / Double(period)).rounded(.down))
  }

  /// The code of a step, or of a counter (RFC 4226).
  package static func code(_ secret: Data, step: Int64, digits: Int = 6) -> String {
    let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
    let hash = Data(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let start = Int((hash.last ?? 0) & 0x0f)
    let number = hash[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
    let modulus = (0..<digits).reduce(UInt32(1)) { power, _ in power &* 10 }
    // Ten digits are more than the number has: then nothing is cut off.
    let text = String(digits < 10 ? number % modulus : number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// The step whose code was sent, where it is about now and later than the last that was used.
  ///
  /// Every step is compared, so that the time taken does not tell which was right.
  package static func step(of code: String, _ secret: Data, at now: Date, after used: Int64) -> Int64? {
    let middle = step(at: now)
    var found: Int64?
    for step in middle - drift...middle + drift {
      let isSame = Secret.isSame(Self.code(secret, step: step), code)
      if isSame, step > used { found = step }
    }
    return found
  }
}

/// Base 32 (RFC 4648) without padding: how authenticators are told a secret.
enum Base32 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  static func text(_ bytes: Data) -> String {
    var text = ""
    var (buffer, bits) = (0, 0)
    for byte in bytes {
      buffer = (buffer << 8 | Int(byte)) & 0xffff
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(letters[buffer >> bits & 31])
      }
    }
    if bits > 0 { text.append(letters[buffer << (5 - bits) & 31]) }
    return text
  }
}

extension String {
  /// In groups of four, as people type it from paper.
  func inFours(_ separator: String = " ") -> String {
    stride(from: 0, to: count, by: 4).map { start in String(dropFirst(start).prefix(4)) }
      .joined(separator: separator)
  }
}
