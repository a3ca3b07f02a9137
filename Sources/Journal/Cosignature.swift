package import Foundation
import Kernel

/// What a witness says of a checkpoint: at this moment it was the longest of this log that I had seen, and
/// it goes on from all that I had seen before (C2SP tlog-cosignature, version 1, Ed25519).
struct Cosignature {
  /// Seconds since 1970.
  let seconds: UInt64
  /// 64 bytes.
  let bytes: Data

  init(seconds: UInt64, bytes: Data) {
    self.seconds = seconds
    self.bytes = bytes
  }

  /// Reads eight big-endian bytes and the signature behind them.
  ///
  /// - Throws: `Fault(.damagedLog)`.
  init(_ timed: Data) throws {
    guard timed.count == 72 else { throw Fault(.damagedLog, "this is no cosignature with its moment") }
    seconds = timed.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    bytes = Data(timed.dropFirst(8))
    guard seconds <= Int64.max else { throw Fault(.damagedLog, "the moment of a cosignature is none") }
  }

  var timed: Data { withUnsafeBytes(of: seconds.bigEndian) { Data($0) } + bytes }

  /// What is signed, and the signature.
  func signed(_ text: String) -> (message: Data, bytes: Data) { (Self.message(text, seconds), bytes) }

  static func message(_ text: String, _ seconds: UInt64) -> Data {
    Data("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
  }
}

extension NoteSigner {
  /// Cosigns a checkpoint, as of a moment.
  package func cosign(_ note: SignedNote, at moment: Date) throws -> SignedNote.Signature {
    precondition(verifier.algorithm == .cosignature, "only a witness's key cosigns")
    let seconds = UInt64(max(0, moment.timeIntervalSince1970))
    let bytes = try signature(of: Cosignature.message(note.text, seconds))
    return signature(Cosignature(seconds: seconds, bytes: bytes).timed)
  }
}

extension NoteVerifier {
  /// Checks that this witness cosigned a note, and says as of when.
  ///
  /// - Throws: as ``check(_:)`` does.
  package func moment(cosigning note: SignedNote) throws -> Date {
    precondition(algorithm == .cosignature, "only a witness's key cosigns")
    try check(note)
    let seconds = try Cosignature(signature(on: note).bytes).seconds
    return Date(timeIntervalSince1970: TimeInterval(seconds))
  }
}

extension SignedNote {
  /// The note with another's signature behind those that it has, in the place of an earlier one of theirs.
  package func adding(_ signature: Signature) -> SignedNote {
    let others = signatures.filter { $0.name != signature.name || $0.keyID != signature.keyID }
    return SignedNote(text: text, signatures: others + [signature])
  }
}
