import Foundation
import Kernel
import Testing

@testable import Journal

/// Signed notes and checkpoints.
///
/// The note by Peter Neumann and its keys are the published example of the Go project's package
/// golang.org/x/mod/sumdb/note, which the C2SP signed-note specification grew from.
struct CheckpointTests {
  static let verifierKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let signerKey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let text = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    """
  static let note = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

    """

  @Test func `the published note is read, checked and written again`() throws {
    let note = try SignedNote(parsing: Self.note)
    try NoteVerifier(Self.verifierKey).check(note)
    #expect(note.text == Self.text)
    #expect(note.serialized == Self.note)
  }

  @Test func `the published key signs what its published half accepts`() throws {
    let signer = try NoteSigner(Self.signerKey)
    #expect(signer.text == Self.signerKey)
    #expect(signer.verifier.text == Self.verifierKey)
    try NoteVerifier(Self.verifierKey).check(try signer.sign(Self.text))
  }

  @Test func `a note of another text is refused`() throws {
    let forged = Self.note.replacingOccurrences(of: "cryptography", with: "bureaucracy")
    #expect(throws: Fault(.damagedLog, "")) {
      try NoteVerifier(Self.verifierKey).check(SignedNote(parsing: forged))
    }
  }

  @Test func `a note that another key signed is refused`() throws {
    let stranger = try NoteSigner(name: "PeterNeumann")
    #expect(throws: Fault(.wrongKey, "")) { try stranger.verifier.check(SignedNote(parsing: Self.note)) }
  }

  @Test(arguments: [
    "", "name", "name+00000000+", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+c74f20a3+AhpcNQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", " +c74f20a3+ARpc",
    "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  ])
  func `a key that is not whole, or of another algorithm, is refused`(_ text: String) {
    #expect(throws: Fault(.wrongKey, "")) { try NoteVerifier(text) }
  }

  @Test(arguments: [
    "", "text\n", "text\n\n", "text\n\n— name\n", "text\n\n- name AAAAAAA=\n", "text\n\n— name AAAA\n",
    "text\n\n— na+me AAAAAAA=\n", "text\n\n— name AAAAAAA=", "te\u{7}xt\n\n— name AAAAAAA=\n",
  ])
  func `what is no signed note is refused`(_ text: String) {
    #expect(throws: Fault(.damagedLog, "")) { try SignedNote(parsing: text) }
  }

  @Test func `a checkpoint names its log, size and root`() throws {
    let signer = try NoteSigner(name: "touchstone.example/learning")
    let checkpoint = Checkpoint(origin: "touchstone.example/learning/record", size: 8, root: .empty)
    let published = try checkpoint.signed(by: signer).serialized
    #expect(
      published.hasPrefix(
        "touchstone.example/learning/record\n8\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— touchstone"
      )
    )
    #expect(try Checkpoint(published, signedBy: signer.verifier) == checkpoint)
  }

  @Test(arguments: ["log\n-1\n", "log\n9223372036854775807\n", "log\n01\n", "log\nmany\n", "\n1\n", "log\n"])
  func `a note of another shape is no checkpoint`(_ beginning: String) throws {
    let text = beginning + "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    let note = try NoteSigner(name: "log").sign(text)
    #expect(throws: Fault(.damagedLog, "")) { try Checkpoint(note) }
  }
}
