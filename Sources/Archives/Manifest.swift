package import Foundation
import Kernel

/// What an archive holds, said before anything of it.
package struct Manifest: Codable, Equatable, Sendable {
  package enum Kind: String, Codable, Sendable {
    /// Journals, attachments, checkpoints: kept for long.
    case records
    /// Wrapped keys and ways to sign in: kept for as long as an erasure may take.
    case keys
  }

  package struct File: Codable, Equatable, Sendable {
    package let path: String
    package let size: Int
  }

  package let kind: Kind
  /// The same in both archives of one backup.
  package let backup: String
  package let made: Date
  /// The program that made it.
  package let program: String
  /// The name under which its checkpoints are signed.
  package let logName: String
  package var files: [File] = []

  package init(_ kind: Kind, backup: String, made: Date, program: String, logName: String) {
    self.kind = kind
    self.backup = backup
    self.made = Date(timeIntervalSince1970: made.timeIntervalSince1970.rounded(.down))
    self.program = program
    self.logName = logName
  }

  /// Whoever has a recipient's public half can seal to them: a path never leads out of where it is put.
  var misplaced: File? {
    files.first { file in
      let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
      return file.size < 0
        || !parts.allSatisfy { part in
          !part.isEmpty && !part.hasPrefix(".")
            && part.utf8.allSatisfy { $0 == 0x2d || $0 == 0x2e || $0 == 0x5f || $0.isLetterOrDigit }
        }
    }
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self)
  }
}
