import Foundation
import Kernel

/// Proves to anybody that one entry is in a log, and tells nothing else of it (C2SP tlog-proof).
///
/// The leaf is in the extra data, since whoever holds a receipt does not hold the entry: they are the line
/// `touchstone/receipt/v1` and the 32 bytes of the leaf.
package struct Receipt: Equatable, Sendable {
  package let leaf: TreeHash
  /// The place in the tree, counted from 0: one less than the entry's position.
  package let index: Int64
  package let path: [TreeHash]
  package let note: SignedNote

  private static let format = "c2sp.org/tlog-proof@v1"
  private static let tag = Data("touchstone/receipt/v1\n".utf8)
  /// No tree that fits this planet is higher.
  private static let longest = 63

  package init(leaf: TreeHash, index: Int64, path: [TreeHash], note: SignedNote) {
    self.leaf = leaf
    self.index = index
    self.path = path
    self.note = note
  }

  package var position: Int64 { index + 1 }

  /// The receipt as it is handed out.
  package var serialized: String {
    let lines =
      [Self.format, "extra \((Self.tag + leaf.data).base64EncodedString())", "index \(index)"]
      + path.map { $0.data.base64EncodedString() }
    return lines.joined(separator: "\n") + "\n\n" + note.serialized
  }

  /// Reads a receipt, and checks nothing but its shape.
  ///
  /// - Throws: `Fault(.damagedProof)` where it is none, or of a format that is not known.
  package init(parsing text: String) throws {
    guard let blank = text.range(of: "\n\n") else { throw Self.damaged("it has no checkpoint") }
    var lines = text[..<blank.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard let format = lines.popFirst(), format == Self.format else {
      throw Self.damaged("it does not begin with \(Self.format)")
    }
    leaf = try Self.leaf(lines.popFirst())
    guard let line = lines.popFirst(), line.hasPrefix("index "), let index = Int64(line.dropFirst(6)),
      index >= 0, line == "index \(index)"
    else { throw Self.damaged("it does not say which entry it is of") }
    self.index = index
    guard lines.count <= Self.longest else { throw Self.damaged("its path is longer than any tree is high") }
    path = try lines.map { line in
      guard let hash = Data(strictBase64: line).flatMap({ TreeHash($0) }) else {
        throw Self.damaged("its path is not made of hashes")
      }
      return hash
    }
    do {
      note = try SignedNote(parsing: String(text[blank.upperBound...]))
    } catch let fault as Fault {
      throw Self.damaged(fault.detail)
    }
  }

  /// Checks who signed the checkpoint, and that the entry is in the log that it is of.
  ///
  /// - Throws: `Fault(.wrongKey)`, `Fault(.damagedLog)` for the signature; `Fault(.damagedProof)` where the
  ///   entry is not proved to be in the log.
  @discardableResult
  package func check(_ verifier: NoteVerifier) throws -> Checkpoint {
    try verifier.check(note)
    let checkpoint = try Checkpoint(note)
    guard Proof.isIncluded(leaf, at: index, inTreeOf: checkpoint.size, root: checkpoint.root, path: path)
    else { throw Self.damaged("it does not prove that entry \(position) is in \(checkpoint.origin)") }
    return checkpoint
  }

  private static func leaf(_ line: Substring?) throws -> TreeHash {
    guard let line, line.hasPrefix("extra "), let extra = Data(strictBase64: line.dropFirst(6))
    else {
      throw damaged("it does not say what entry it is of")
    }
    guard extra.starts(with: tag), let leaf = TreeHash(Data(extra.dropFirst(tag.count))) else {
      throw damaged("what it says of its entry is not touchstone/receipt/v1")
    }
    return leaf
  }

  private static func damaged(_ reason: String) -> Fault {
    Fault(.damagedProof, "this is no whole receipt: \(reason)")
  }
}
