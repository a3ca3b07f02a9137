import Foundation
import Kernel
import Testing

@testable import Journal

/// Cosignatures: what a witness adds to a checkpoint, with its moment.
struct CosignatureTests {
  private static let moment = Date(timeIntervalSince1970: 1_679_315_147)

  private func cosigned() throws -> (note: SignedNote, log: NoteSigner, witness: NoteSigner) {
    let log = try NoteSigner(name: "touchstone.example/log")
    let witness = try NoteSigner(name: "witness.example/w1", .cosignature)
    let note = try Checkpoint(origin: "touchstone.example/log/learning/record", size: 8, root: .empty)
      .signed(by: log)
    return (note.adding(try witness.cosign(note, at: Self.moment)), log, witness)
  }

  @Test func `a cosigned checkpoint is checked with both keys`() throws {
    let (note, log, witness) = try cosigned()
    let read = try SignedNote(parsing: note.serialized)
    #expect(read == note && read.signatures.count == 2)
    try NoteVerifier(log.verifier.text).check(read)
    #expect(try NoteVerifier(witness.verifier.text).moment(cosigning: read) == Self.moment)
    #expect(try Checkpoint(read).size == 8)
  }

  @Test func `the bytes are as C2SP has them`() throws {
    let (note, _, witness) = try cosigned()
    let signature = try #require(note.signatures.last)
    #expect(signature.bytes.count == 72)
    #expect(signature.bytes.prefix(8) == Data([0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB]))
    let key = try #require(witness.verifier.text.split(separator: "+", maxSplits: 2).last)
    #expect(Data(base64Encoded: String(key))?.first == 4)
  }

  @Test func `a witness's key is written and read again`() throws {
    let witness = try NoteSigner(name: "witness.example/w1", .cosignature)
    #expect(try NoteSigner(witness.text).verifier == witness.verifier)
    #expect(try NoteVerifier(witness.verifier.text) == witness.verifier)
  }

  @Test func `a later cosignature takes the place of the earlier`() throws {
    let (note, _, witness) = try cosigned()
    let later = note.adding(try witness.cosign(note, at: Self.moment + 60))
    #expect(later.signatures.count == 2)
    #expect(try witness.verifier.moment(cosigning: later) == Self.moment + 60)
  }

  @Test func `a moment that was changed is refused`() throws {
    let (note, _, witness) = try cosigned()
    let signature = try #require(note.signatures.last)
    for place in 0..<72 {
      var bytes = signature.bytes
      bytes[place] ^= 1
      let changed = note.adding(.init(name: signature.name, keyID: signature.keyID, bytes: bytes))
      #expect(throws: Fault(.damagedLog, "")) { try witness.verifier.check(changed) }
    }
    let short = SignedNote.Signature(
      name: signature.name,
      keyID: signature.keyID,
      bytes: signature.bytes.dropLast()
    )
    #expect(throws: Fault(.damagedLog, "")) { try witness.verifier.check(note.adding(short)) }
  }

  @Test func `a plain signature is no cosignature, and the other way round`() throws {
    let (note, log, witness) = try cosigned()
    let bare = SignedNote(text: note.text, signatures: [note.signatures[0]])
    #expect(throws: Fault(.wrongKey, "")) { try witness.verifier.check(bare) }
    let alone = SignedNote(text: note.text, signatures: [note.signatures[1]])
    #expect(throws: Fault(.wrongKey, "")) { try log.verifier.check(alone) }
  }
}
