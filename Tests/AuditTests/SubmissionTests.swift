import Auditing
import Foundation
import Journal
import JournalSQLite
import Kernel
import Testing

/// A witness to which a log sends its checkpoints: it cosigns what goes on from what it cosigned, and nothing else.
struct SubmissionTests {
  private struct Scene {
    let log: LogOnDisk
    let witness: Cosigner

    func answer(_ body: String, _ key: NoteVerifier? = nil) throws -> Cosigner.Answer {
      try witness.answer(body, of: [LogOnDisk.origin], signedBy: key ?? log.key)
    }

    /// What the log sends of a checkpoint, as of an older size.
    func body(_ note: SignedNote, old: Int64) async throws -> String {
      let size = try Checkpoint(note).size
      let proof = old == 0 ? [] : try await log.journal.record.consistencyProof(from: old, to: size)
      let lines = ["old \(old)"] + proof.map { $0.data.base64EncodedString() }
      return lines.joined(separator: "\n") + "\n\n" + note.serialized
    }
  }

  private func with(_ body: (Scene) async throws -> Void) async throws {
    try await LogOnDisk.with { log in
      let folder = log.folder.appending(path: "witness")
      try await body(Scene(log: log, witness: Cosigner(folder, name: "witness.example/w1")))
    }
  }

  @Test func `a log that only grew is cosigned, again and again`() async throws {
    try await with { scene in
      var old: Int64 = 0
      for more in [1, 2, 5, 300, 1, 256] {
        let note = try await scene.log.grow(more)
        let answer = try scene.answer(await scene.body(note, old: old))
        guard case .cosigned(let line) = answer else {
          Issue.record("\(answer)")
          return
        }
        let whole = try SignedNote(parsing: note.serialized + line)
        try scene.witness.verifier.check(whole)
        old = try Checkpoint(note).size
        // The same once more: cosigned anew, as of now.
        #expect(try scene.answer(await scene.body(note, old: old)).status == 200)
      }
    }
  }

  @Test func `another size than the last is answered with the last, and a fork is not cosigned`() async throws
  {
    try await with { scene in
      let first = try await scene.log.grow(7)
      #expect(try scene.answer(await scene.body(first, old: 0)).status == 200)
      let second = try await scene.log.grow(4)
      let late = try scene.answer(await scene.body(second, old: 0))
      #expect(late == .conflict(7) && late.status == 409)
      #expect(late.content.type == "text/x.tlog.size" && late.content.text == "7\n")
      let fork = try await scene.log.double().grow(7, "another")
      #expect(try scene.answer("old 7\n\n" + fork.serialized) == .conflict(7))
      #expect(try scene.answer(await scene.body(second, old: 7)).status == 200)
      // What was cosigned is never gone back from.
      #expect(try scene.answer(await scene.body(first, old: 7)) == .conflict(11))
    }
  }

  @Test func `a proof of something else proves nothing`() async throws {
    try await with { scene in
      let first = try await scene.log.grow(7)
      #expect(try scene.answer(await scene.body(first, old: 0)).status == 200)
      let second = try await scene.log.grow(4)
      let whole = try await scene.body(second, old: 7)
      let lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let short = ([lines[0]] + lines.dropFirst(2)).joined(separator: "\n")
      #expect(try scene.answer(short) == .unproven)
      let swapped = ([lines[0], lines[2], lines[1]] + lines.dropFirst(3)).joined(separator: "\n")
      #expect(try scene.answer(swapped) == .unproven)
      #expect(try scene.answer(whole).status == 200)
    }
  }

  @Test func `what is of another log, of another key or of no form is refused by its own status`()
    async throws
  {
    try await with { scene in
      let note = try await scene.log.grow(3)
      let other = try NoteSigner(name: "other.example")
      #expect(try scene.answer(await scene.body(note, old: 0), other.verifier).status == 403)
      let elsewhere = Checkpoint(origin: "elsewhere.example/log", size: 3, root: try Checkpoint(note).root)
      #expect(try scene.answer("old 0\n\n" + elsewhere.signed(by: scene.log.signer).serialized).status == 404)
      for wrong in [
        "", "old 0", "old 0\n\n", "old -1\n\n\(note.serialized)", "old 00\n\n\(note.serialized)",
        "new 0\n\n\(note.serialized)", "old 4\n\n\(note.serialized)", "old 0\nnonsense\n\n\(note.serialized)",
        "old 0\n\n\(note.text)",
      ] {
        #expect(try scene.answer(wrong).status == 400, "\(wrong)")
      }
      #expect(try scene.answer(await scene.body(note, old: 0)).status == 200)
    }
  }
}
