import Foundation
package import GRDB
import Kernel

/// What a view keeps in the place of a text that must not lie there in clear: nobody without the vault's keyring can
/// find out which text it was, by trying either.
package enum KeyedHash {
  private static let function = "keyed_hash"

  /// Eight bytes of an HMAC.
  ///
  /// - Parameter scope: What it is for: the same text hashes otherwise elsewhere.
  package static func of(_ text: String, scope: String, in db: Database) throws -> Int64 {
    let statement = try db.cachedStatement(sql: "SELECT \(function)(?, ?)")
    return try Int64.fetchOne(statement, arguments: [scope, text]) ?? 0
  }

  /// Lets a connection of the views ask for hashes.
  static func register(_ digest: StoredClaim.Digest?, in db: Database) {
    db.add(
      function: DatabaseFunction(function, argumentCount: 2, pure: true) { values in
        guard let digest, let scope = String.fromDatabaseValue(values[0]),
          let text = String.fromDatabaseValue(values[1])
        else { throw Fault(.noKeyring, "views without a keyring hash nothing") }
        return digest(scope, text).prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
      }
    )
  }
}
