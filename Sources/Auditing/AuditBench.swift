import Foundation
import Journal
import Kernel

/// What an audit knows so far: the logs that it was given, every checkpoint that it saw, and its findings.
struct AuditBench {
  let key: NoteVerifier
  let cosigners: [NoteVerifier]
  private(set) var findings: [AuditReport.Finding] = []
  private var trees: [String: PublishedTree] = [:]
  private var seen: [String: [Int64: Checkpoint]] = [:]

  init(key: NoteVerifier, cosigners: [NoteVerifier]) {
    self.key = key
    self.cosigners = cosigners
  }

  /// Does a part of the audit: what is wrong with it is a finding, and the other parts go on.
  mutating func take(_ about: String, _ part: (inout AuditBench) async throws -> Void) async {
    do {
      try await part(&self)
    } catch {
      let words = (error as? Fault)?.detail ?? String(describing: error)
      findings.append(.init(about: about, holds: false, words: words))
    }
  }

  mutating func hold(_ about: String, _ words: String, growth: AuditReport.Growth? = nil) {
    findings.append(.init(about: about, holds: true, words: words, growth: growth))
  }

  /// A log to hold everything else to.
  mutating func take(_ log: any PublishedLog) async throws -> PublishedTree {
    let note = try SignedNote(parsing: try await log.checkpoint())
    let checkpoint = try checked(note)
    try checkWitnesses(of: note, log.place)
    hold(
      log.place,
      "the checkpoint of \(checkpoint.origin) at \(checkpoint.size) entries is signed by \(key.name)"
    )
    let tree = PublishedTree(log: log, checkpoint: checkpoint)
    trees[checkpoint.origin] = tree
    return tree
  }

  /// A checkpoint that was kept: the log must go on from it.
  mutating func compare(_ note: SignedNote, _ about: String) async throws {
    let old = try checked(note)
    guard let tree = trees[old.origin] else {
      guard trees.isEmpty else { throw ofAnother(old) }
      return hold(about, "the checkpoint of \(old.origin) at \(old.size) entries is signed by \(key.name)")
    }
    let proof = try await tree.goes(onFrom: old)
    hold(
      about,
      "the log of \(tree.checkpoint.size) entries goes on from the checkpoint at \(old.size)",
      growth: .init(
        from: old.size,
        to: tree.checkpoint.size,
        proof: proof.map { $0.data.base64EncodedString() }
      )
    )
  }

  mutating func take(_ receipt: Receipt, _ about: String) async throws {
    let checkpoint = try receipt.check(key)
    _ = try checked(receipt.note)
    try checkWitnesses(of: receipt.note, about)
    let place = "entry \(receipt.position) is in \(checkpoint.origin) as it was at \(checkpoint.size) entries"
    guard let tree = trees[checkpoint.origin] else {
      guard trees.isEmpty else { throw ofAnother(checkpoint) }
      return hold(about, place)
    }
    // The log's beginning is the tree that holds the entry: so the log holds it, in the same place.
    _ = try await tree.goes(onFrom: checkpoint)
    hold(about, "\(place), and still is at \(tree.checkpoint.size)")
  }

  /// A checkpoint that the log signed, and of which no other root is known.
  private mutating func checked(_ note: SignedNote) throws -> Checkpoint {
    try key.check(note)
    let checkpoint = try Checkpoint(note)
    if let other = seen[checkpoint.origin]?[checkpoint.size], other != checkpoint {
      throw Fault(.fork, Checkpoint.fork(other, checkpoint))
    }
    seen[checkpoint.origin, default: [:]][checkpoint.size] = checkpoint
    return checkpoint
  }

  private mutating func checkWitnesses(of note: SignedNote, _ about: String) throws {
    for cosigner in cosigners {
      let moment = try cosigner.moment(cosigning: note)
      hold(about, "cosigned by \(cosigner.name) as of \(moment.formatted(.iso8601))")
    }
  }

  private func ofAnother(_ checkpoint: Checkpoint) -> Fault {
    let logs = trees.keys.sorted().joined(separator: " and ")
    return Fault(.damagedProof, "it is of another log, \(checkpoint.origin), and not of \(logs)")
  }
}

extension PublishedTree {
  /// Proves that the log goes on from an older checkpoint of it.
  ///
  /// - Returns: The consistency proof.
  /// - Throws: `Fault(.fork)` where it does not, naming both; `Fault(.damagedLog)` where it ends before.
  func goes(onFrom old: Checkpoint) async throws -> [TreeHash] {
    guard old.size <= checkpoint.size else {
      throw Fault(
        .damagedLog,
        "ROLLBACK: \(old.words) was signed, and now the log is shown at \(checkpoint.size) entries: "
          + "entries are missing, or this is an older copy"
      )
    }
    if old.size == checkpoint.size {
      guard old.root == checkpoint.root else { throw Fault(.fork, Checkpoint.fork(old, checkpoint)) }
      return []
    }
    let (root, proof) = try await beginning(old.size)
    guard root == old.root else { throw Fault(.fork, Checkpoint.fork(old, checkpoint)) }
    return proof
  }
}

extension Checkpoint {
  var words: String { "\(origin) at \(size) entries (root \(root.data.base64EncodedString()))" }

  static func fork(_ old: Checkpoint, _ new: Checkpoint) -> String {
    "FORK: \(new.words) does not go on from \(old.words), and both are signed: there are two histories"
  }
}
