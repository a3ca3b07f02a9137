import Crypto
package import Foundation

/// A secret that somebody else keeps: here only its digest is stored.
package enum Secret {
  /// 32 random bytes, in base64 for addresses.
  package static func make() -> String {
    SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  package static func digest(_ secret: String) -> Data { Data(SHA256.hash(data: Data(secret.utf8))) }

  /// Compares without telling by its time how much was right.
  package static func isSame(_ left: String, _ right: String) -> Bool {
    !left.isEmpty && digest(left) == digest(right)
  }
}
