import Foundation
package import Journal
import Kernel

/// What a log sends to a witness (C2SP tlog-witness, `add-checkpoint`): the size that it thinks was cosigned last, the
/// proof that the log goes on from there, and the checkpoint.
struct Submission {
  /// More lines than this no proof has.
  private static let longestProof = 63

  let old: Int64
  let proof: [TreeHash]
  let note: SignedNote
  let checkpoint: Checkpoint

  /// Nil where it is not of this form.
  init?(_ body: String) {
    guard let gap = body.range(of: "\n\n") else { return nil }
    let lines = body[..<gap.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix("old "), lines.count <= Self.longestProof + 1,
      let old = Int64(first.dropFirst(4)), old >= 0, "old \(old)" == first
    else { return nil }
    self.old = old
    var proof: [TreeHash] = []
    for line in lines.dropFirst() {
      guard let bytes = Data(base64Encoded: String(line)), bytes.base64EncodedString() == line,
        let hash = TreeHash(bytes)
      else { return nil }
      proof.append(hash)
    }
    self.proof = proof
    do {
      note = try SignedNote(parsing: String(body[gap.upperBound...]))
      checkpoint = try Checkpoint(note)
    } catch {
      return nil
    }
  }
}

extension Cosigner {
  /// What a witness answers to a submission, as the protocol has it.
  package enum Answer: Equatable, Sendable {
    /// A line for the cosignature.
    case cosigned(String)
    /// What was sent is not of the form, or its old size is more than the new one.
    case malformed
    /// Not signed with the key of the log.
    case unsigned
    /// Nothing is known of a log of this name.
    case unknown
    /// Another size was cosigned last: this one. Or the same, with another tree.
    case conflict(Int64)
    /// The proof does not prove that the log goes on.
    case unproven

    package var status: Int {
      switch self {
      case .cosigned: 200
      case .malformed: 400
      case .unsigned: 403
      case .unknown: 404
      case .conflict: 409
      case .unproven: 422
      }
    }

    /// What is sent back, and of which type.
    package var content: (type: String, text: String) {
      switch self {
      case .cosigned(let line): ("text/plain; charset=utf-8", line)
      case .conflict(let size): ("text/x.tlog.size", "\(size)\n")
      case .malformed: ("text/plain; charset=utf-8", "This is no submission of a checkpoint.\n")
      case .unsigned: ("text/plain; charset=utf-8", "The key of the log did not sign this checkpoint.\n")
      case .unknown: ("text/plain; charset=utf-8", "This witness does not know a log of this name.\n")
      case .unproven: ("text/plain; charset=utf-8", "This does not prove that the log goes on.\n")
      }
    }
  }

  /// Cosigns a checkpoint that a log sends, where the proof beside it shows that the log goes on.
  ///
  /// - Parameters:
  ///   - origins: The names of the logs that are known.
  ///   - key: With which each of them is signed.
  /// - Throws: `Fault(.storage)` where it cannot be remembered: then nothing is cosigned.
  package func answer(
    _ body: String,
    of origins: Set<String>,
    signedBy key: NoteVerifier
  ) throws -> Answer {
    guard let sent = Submission(body) else { return .malformed }
    guard origins.contains(sent.checkpoint.origin) else { return .unknown }
    guard isSigned(sent.note, by: key) else { return .unsigned }
    guard sent.old <= sent.checkpoint.size else { return .malformed }
    let last = try memory.last(sent.checkpoint.origin)
    let (size, root) = (last?.checkpoint.size ?? 0, last?.checkpoint.root ?? .empty)
    guard sent.old == size else { return .conflict(size) }
    if sent.checkpoint.size == size, sent.checkpoint.root != root {
      if let last {
        try memory.keep(refused: last.note + "\n%\n" + sent.note.serialized, "another tree", at: now())
      }
      return .conflict(size)
    }
    guard
      Proof.isConsistent(
        (size, root),
        with: (sent.checkpoint.size, sent.checkpoint.root),
        path: sent.proof
      )
    else { return .unproven }
    let moment = Date(timeIntervalSince1970: now().timeIntervalSince1970.rounded(.down))
    let own = SignedNote(text: sent.note.text, signatures: sent.note.signatures.filter(key.isOurs))
    do {
      let seen = WitnessMemory.Seen(checkpoint: sent.checkpoint, note: own.serialized, moment: moment)
      try memory.advance(from: last, to: seen, at: sent.checkpoint.origin)
    } catch let fault as Fault where fault.code == .inUse {
      // Another submission of the same log was quicker.
      return .conflict(try memory.last(sent.checkpoint.origin)?.checkpoint.size ?? 0)
    }
    let cosigned = SignedNote(text: "", signatures: [try signer.cosign(sent.note, at: moment)])
    return .cosigned(String(cosigned.serialized.dropFirst()))
  }

  private func isSigned(_ note: SignedNote, by key: NoteVerifier) -> Bool {
    do {
      try key.check(note)
      return true
    } catch {
      return false
    }
  }
}
