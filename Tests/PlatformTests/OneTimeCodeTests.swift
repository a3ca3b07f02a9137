import Foundation
import Kernel
import Testing

@testable import Platform

/// The published examples of RFC 4226 and RFC 6238, and what is let in.
struct OneTimeCodeTests {
  private let secret = Data("12345678901234567890".utf8)

  @Test func `counters give the codes of RFC 4226, appendix D`() {
    let codes = [
      "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
    ]
    #expect((0..<10).map { OneTimeCode.code(secret, step: $0) } == codes)
  }

  @Test(arguments: [
    (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
    (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
  ])
  func `times give the codes of RFC 6238, appendix B`(_ seconds: Int, _ code: String) {
    let step = OneTimeCode.step(at: Date(timeIntervalSince1970: Double(seconds)))
    #expect(OneTimeCode.code(secret, step: step, digits: 8) == code)
  }

  @Test func `a secret is told as RFC 4648 writes it`() {
    let examples = [
      "": "", "f": "MY", "fo": "MZXQ", "foo": "MZXW6", "foob": "MZXW6YQ", "fooba": "MZXW6YTB",
      "foobar": "MZXW6YTBOI",
    ]
    for (plain, text) in examples { #expect(Base32.text(Data(plain.utf8)) == text) }
  }

  @Test func `a code stands for its step and one each way, and for no step that was used`() {
    let now = Date(timeIntervalSince1970: 1_251_795_600)
    let step = OneTimeCode.step(at: now)
    func found(_ offset: Int64, after used: Int64 = 0) -> Int64? {
      OneTimeCode.step(of: OneTimeCode.code(secret, step: step + offset), secret, at: now, after: used)
    }
    #expect(found(0) == step && found(-1) == step - 1 && found(1) == step + 1)
    #expect(found(2) == nil && found(-2) == nil)
    #expect(found(0, after: step) == nil && found(-1, after: step) == nil)
    #expect(found(1, after: step) == step + 1)
    #expect(OneTimeCode.step(of: "", secret, at: now, after: 0) == nil)
  }

  @Test func `a QR code is squares with a quiet margin, and differs by its text`() throws {
    let one = try QRCode("otpauth://totp/Touchstone:Ada?secret=MZXW6YTBOI")
    let other = try QRCode("otpauth://totp/Touchstone:Ada?secret=MZXW6YTBOJ")
    #expect(one.size > 29 && one.path.hasPrefix("M4 4h7v1h-7z") && one != other)
    #expect(one.path.allSatisfy { "Mhvz- 0123456789".contains($0) })
    #expect(throws: Fault(.storage, "")) { try QRCode(String(repeating: "x", count: 4000)) }
  }
}
