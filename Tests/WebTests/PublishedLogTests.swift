import Assembly
import Foundation
import HTTPTypes
import Journal
import Platform
import Testing

/// What outsiders fetch to check a log: a signed checkpoint, and the tiles as C2SP names them.
struct PublishedLogTests {
  @Test func `an entry is proved by the checkpoint and the tiles alone`() async throws {
    try await TestSite.with { site in
      try await site.installation.signCheckpoints()
      let anybody = site.anybody()
      let key = try await anybody.get("/log/key").text.trimmingCharacters(in: .whitespacesAndNewlines)
      let note = try SignedNote(parsing: try await anybody.get("/log/directory/record/checkpoint").text)
      try NoteVerifier(key).check(note)
      let checkpoint = try Checkpoint(note)
      #expect(checkpoint.size > 90 && checkpoint.size < 256)
      let tile = try await anybody.get("/log/directory/record/tile/0/000.p/\(checkpoint.size)")
      #expect(tile.status == 200 && tile.headers[.contentType] == "application/octet-stream")
      let leaves = try #require(tile.body.withUnsafeBytes { TreeHash.list($0) })
      let root = TreeHash.root(leaves)
      #expect(root == checkpoint.root)
      let wanted = try #require(Tile(level: 0, index: 0, width: leaves.count))
      let tree = TileTree(size: checkpoint.size) { $0 == wanted ? leaves : [] }
      let path = try tree.inclusionProof(of: 41)
      #expect(
        Proof.isIncluded(leaves[41], at: 41, inTreeOf: checkpoint.size, root: checkpoint.root, path: path)
      )
    }
  }

  @Test(arguments: [
    "0/000", "0/000.p/255", "0/0", "0/x001/000", "1/000.p/1", "9/000", "0/000.p/x", "", "0/-1",
  ])
  func `a tile that is not there is not found`(_ path: String) async throws {
    try await TestSite.with(people: false) { site in
      let answer = try await site.anybody().get("/log/directory/record/tile/\(path)")
      #expect(answer.status == 404)
    }
  }

  @Test func `the page of the log shows each log as its newest checkpoint has it`() async throws {
    try await TestSite.with { site in
      let anybody = site.anybody()
      #expect(try await anybody.get("/log").text.contains("None yet"))
      try await site.installation.signCheckpoints()
      let note = try SignedNote(parsing: try await anybody.get("/log/directory/record/checkpoint").text)
      let checkpoint = try Checkpoint(note)
      _ = try await site.visitor("Dora Depositor").deposit()
      let page = try await anybody.get("/log").text
      #expect(page.contains(try await anybody.get("/log/key").text.trimmingCharacters(in: .newlines)))
      #expect(page.contains(checkpoint.root.data.base64EncodedString()))
      #expect(page.contains(">\(checkpoint.size)</td>"))
      #expect(page.contains("/log/directory/record/checkpoint"))
      #expect(!page.contains("/log/learning/record/checkpoint"))
    }
  }
}
