import CSodium
import Foundation
import Kernel

/// Argon2id as libsodium has it; one at a time, since each takes 64 MiB.
package actor PasswordHasher {
  /// Verified in place of a password that nobody has, so that an unknown name takes as long.
  private var decoy: String?

  package init() throws {
    guard sodium_init() >= 0 else { throw Fault(.configuration, "libsodium cannot be started") }
  }

  /// - Returns: The `$argon2id$` text, salt and cost included.
  package func hash(_ password: String) throws -> String {
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let done = crypto_pwhash_str(
      &text,
      password,
      UInt64(password.utf8.count),
      UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE),
      Int(crypto_pwhash_MEMLIMIT_INTERACTIVE)
    )
    guard done == 0 else { throw Fault(.storage, "there is not enough memory to hash a password") }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  package func verifies(_ password: String, _ hash: String?) throws -> Bool {
    let known = try hash ?? self.decoyHash()
    let isRight = crypto_pwhash_str_verify(known, password, UInt64(password.utf8.count)) == 0
    return isRight && hash != nil
  }

  private func decoyHash() throws -> String {
    if let decoy { return decoy }
    let made = try hash(Secret.make())
    decoy = made
    return made
  }
}
