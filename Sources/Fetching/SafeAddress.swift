package import Foundation

/// An address that others give and that is asked all the same: https, or http on this machine.
package enum SafeAddress {
  /// Nil where it is none.
  package static func url(_ text: String) -> URL? {
    guard let url = URL(string: text), let host = url.host(), !host.isEmpty, url.user() == nil else {
      return nil
    }
    return url.scheme == "https" || url.scheme == "http" && isLoopback(host) ? url : nil
  }

  /// Names that begin with 127 are anybody's: only numbers count.
  private static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    return isNumber || host == "localhost" || host == "::1" || host == "[::1]"
  }
}
