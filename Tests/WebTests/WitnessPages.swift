import Assembly
import Auditing
import Foundation
import HTTPTypes
import Journal
import Kernel
import Platform
import Testing

/// A witness outside, asked and answered through the site's own pages.
struct WitnessPages {
  /// The log as a witness gets at it by HTTP.
  private struct RoutedLog: PublishedLog {
    let visitor: @Sendable () -> Visitor
    let path: String
    var place: String { path }

    func checkpoint() async throws -> String { try await visitor().get("\(path)/checkpoint").text }

    func bytes(of tile: Tile) async throws -> Data { try await visitor().get("\(path)/\(tile.path)").body }

    func handBack(_ note: SignedNote) async throws {
      let answer = try await WitnessPages.send(note.serialized, to: path, visitor())
      guard answer.status == 204 else { throw Fault(.incomplete, answer.text) }
    }
  }

  private static func send(_ text: String, to path: String, _ visitor: Visitor) async throws -> Answer {
    try await visitor.send(.post, "\(path)/cosignatures", Data(text.utf8), [.contentType: "text/plain"])
  }

  private static let record = "/log/directory/record"

  private func withWitness(
    _ body: (TestSite, Cosigner, _ look: (_ path: String) async throws -> WitnessReport) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "witness-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let witness = try Cosigner(folder, name: "witness.example/w1")
    var settings = Settings()
    settings[Settings.witnessKeys] = witness.verifier.text
    try await TestSite.with(settings: settings) { site in
      try await site.installation.signCheckpoints()
      try await body(site, witness) { path in
        let key = try await site.anybody().get("/log/key").text
        return await witness.look(
          at: [RoutedLog(visitor: { site.anybody() }, path: path)],
          signedBy: try NoteVerifier(key.trimmingCharacters(in: .whitespacesAndNewlines)),
          keepingIn: folder,
          handsBack: true
        )
      }
    }
  }

  @Test func `a cosignature that is handed back stands under the checkpoint and in receipts`() async throws {
    try await withWitness { site, witness, look in
      for _ in 1...2 {
        let report = try await look(Self.record)
        #expect(report.isWhole, "\(report.words)")
        let note = try SignedNote(parsing: try await site.anybody().get("\(Self.record)/checkpoint").text)
        #expect(note.signatures.count == 2)
        try witness.verifier.check(note)
      }
      let page = try await site.anybody().get("/log").text
      #expect(page.contains("lines cosigned by witness.example/w1 on "))
      #expect(page.contains(witness.verifier.text))
      let places = try await site.anybody().get("/organisations").text
      let place = try #require(places.firstMatch(of: /href="(\/organisations\/[^"\/.]{4,})"/)?.output.1)
      let history = try await site.anybody().get(String(place)).text
      let address = try #require(
        history.firstMatch(of: /href="([^"]+\/receipts\/[0-9]+)" download/)?.output.1
      )
      let receipt = try Receipt(parsing: try await site.anybody().get(String(address)).text)
      try receipt.check(witness.verifier)
    }
  }

  @Test func `a log that grew shows its newest checkpoint until that is cosigned too`() async throws {
    try await withWitness { site, witness, look in
      #expect(try await look(Self.record).isWhole)
      let adam = try await site.visitor("Adam Administrator")
      let record = try await adam.get("/organisations/new").hidden("record") ?? ""
      let listed = ["record": record, "name": "Another council", "kind": "council"]
      #expect(try await adam.post("/organisations", listed).status == 303)
      try await site.installation.signCheckpoints()
      let bare = try SignedNote(parsing: try await site.anybody().get("\(Self.record)/checkpoint").text)
      #expect(bare.signatures.count == 1)
      #expect(try await look(Self.record).isWhole)
      let note = try SignedNote(parsing: try await site.anybody().get("\(Self.record)/checkpoint").text)
      #expect(note.text == bare.text)
      try witness.verifier.check(note)
    }
  }

  @Test func `whatever else is handed back is refused and changes nothing`() async throws {
    try await withWitness { site, witness, look in
      let address = "\(Self.record)/checkpoint"
      let bare = try SignedNote(parsing: try await site.anybody().get(address).text)
      let stranger = try NoteSigner(name: "witness.example/w1", .cosignature)
      let foreign = try Checkpoint(
        origin: Checkpoint(bare).origin,
        size: 1_000_000,
        root: .empty
      ).signed(by: NoteSigner(name: "touchstone.example/log"))
      let refused: [(String, Int)] = [
        ("", 400), ("nonsense", 400), ("text\n\n— a AAAAAAA=\n", 400), (bare.serialized, 403),
        (bare.adding(try stranger.cosign(bare, at: Date())).serialized, 403),
        (foreign.adding(try stranger.cosign(foreign, at: Date())).serialized, 403),
        (String(repeating: "x", count: 100_000), 413),
      ]
      for (text, status) in refused {
        #expect(
          try await Self.send(text, to: Self.record, site.anybody()).status == status,
          "\(text.prefix(80))"
        )
      }
      #expect(try await look(Self.record).isWhole)
      let cosigned = try await site.anybody().get(address).text
      for (text, status) in refused {
        #expect(
          try await Self.send(text, to: Self.record, site.anybody()).status == status,
          "\(text.prefix(80))"
        )
      }
      #expect(try await Self.send(cosigned, to: "/log/learning/record", site.anybody()).status == 403)
      #expect(try await Self.send(cosigned, to: "/log/nowhere/record", site.anybody()).status == 404)
      #expect(try await site.anybody().get(address).text == cosigned)
      try witness.verifier.check(SignedNote(parsing: cosigned))
    }
  }

  @Test(arguments: ["nonsense", "touchstone.example/log+00000000+AgAA"])
  func `a witness's key that is none is refused at the start`(_ key: String) async throws {
    var settings = Settings()
    settings[Settings.witnessKeys] = key
    await #expect(throws: Fault(.configuration, "")) {
      try await TestSite.with(people: false, settings: settings) { _ in }
    }
  }
}
