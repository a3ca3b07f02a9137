/// Something that went wrong on our side.
///
/// Equal by code, so that a test can build the one it expects.
///
/// The detail is for operators, and never holds personal data.
package struct Fault: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case unknownEvent = "unknown-event"
    case unwritableEvent = "unwritable-event"
    case damagedLog = "damaged-log"
    /// A receipt or a tile that proves nothing: not whole, or of something else.
    case damagedProof = "damaged-proof"
    /// Two histories of one log, both signed.
    case fork
    case damagedBackup = "damaged-backup"
    case newerFormat = "newer-format"
    case wrongKey = "wrong-key"
    case noKeyring = "no-keyring"
    case storage
    case inUse = "in-use"
    case incomplete
    case template
    case configuration
    case unknownVault = "unknown-vault"
  }

  package let code: Code
  package let detail: String
  package let origin: String

  package init(_ code: Code, _ detail: String, file: String = #fileID, line: Int = #line) {
    self.code = code
    self.detail = detail
    origin = "\(file):\(line)"
  }

  package static func == (left: Fault, right: Fault) -> Bool { left.code == right.code }

  package var description: String { "\(code.rawValue): \(detail)" }

  /// What a log may say of an error: of one that is no fault its type only, since its words may hold anything.
  package static func reason(of error: any Error) -> String {
    (error as? Fault).map { "\($0) at \($0.origin)" } ?? String(describing: type(of: error))
  }
}
