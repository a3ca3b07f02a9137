package import Journal
import Kernel

/// What an outsider holds a log to: whose checkpoints count, and those kept outside the journal.
///
/// Whoever can write the journal's file can make it agree with itself. What was signed with a key they
/// do not hold, and is kept where they cannot write, they cannot make it agree with.
package struct Witness: Sendable {
  /// The log's name in its checkpoints; nil lets any be.
  package var origin: String?
  /// Nil lets checkpoints be unsigned: their roots are compared all the same.
  package var verifier: NoteVerifier?
  /// Published checkpoints.
  package var published: [String]

  package init(origin: String? = nil, verifier: NoteVerifier? = nil, published: [String] = []) {
    self.origin = origin
    self.verifier = verifier
    self.published = published
  }

  package static var none: Witness { Witness() }

  /// Reads a checkpoint and checks who signed it, and of what.
  ///
  /// - Throws: ``Fault``.
  func read(_ note: String) throws -> Checkpoint {
    let parsed = try SignedNote(parsing: note)
    try verifier?.check(parsed)
    let checkpoint = try Checkpoint(parsed)
    guard origin == nil || checkpoint.origin == origin else {
      throw Fault(.damagedLog, "the checkpoint is of another log, \(checkpoint.origin)")
    }
    return checkpoint
  }
}
