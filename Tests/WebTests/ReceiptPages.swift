import Assembly
import Foundation
import HTTPTypes
import Journal
import Kernel
import Platform
import Testing

/// Receipts as readers of a history get them: for what they may read, and for nothing else.
struct ReceiptPages {
  private func receipts(on page: Answer) -> [String] {
    page.text.matches(of: /href="([^"]+\/receipts\/[0-9]+)" download/).map { String($0.output.1) }
  }

  private func key(of site: TestSite) async throws -> NoteVerifier {
    let text = try await site.anybody().get("/log/key").text
    return try NoteVerifier(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  @Test func `everybody keeps a receipt for every line of the history that they read`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let anybody = site.anybody()
      let addresses = receipts(on: try await anybody.get(path))
      #expect(addresses.count >= 6)
      let key = try await key(of: site)
      for address in addresses {
        let answer = try await anybody.get(address)
        #expect(answer.status == 200 && answer.headers[.contentType] == "text/plain; charset=utf-8")
        let receipt = try Receipt(parsing: answer.text)
        #expect(address == "\(path)/receipts/\(receipt.position)")
        #expect(try receipt.check(key).origin == "touchstone.example/log/learning/record")
        let name = "attachment; filename=\"touchstone-learning-\(receipt.position).tlog-proof\""
        #expect(answer.headers[.contentDisposition] == name)
      }
    }
  }

  @Test func `a receipt is there as soon as the line is`() async throws {
    try await TestSite.with { site in
      try await site.installation.signCheckpoints()
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let address = try #require(receipts(on: try await dora.get(path)).last)
      let receipt = try Receipt(parsing: try await dora.get(address).text)
      #expect(try receipt.check(try await key(of: site)).size == receipt.position)
      let published = try await site.anybody().get("/log/learning/record/checkpoint").text
      #expect(published == receipt.note.serialized)
    }
  }

  @Test func `who may not read a history gets no receipt from it`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let draft = try await dora.deposit()
      let address = try #require(receipts(on: try await dora.get(draft)).first)
      #expect(try await dora.get(address).status == 200)
      for visitor in [site.anybody(), try await site.visitor("Rita Reader")] {
        #expect(try await visitor.get(address).status == 404)
      }
      let lines = try await site.installation.site.service(.directory).access.entries(after: 0, limit: 1000)
      #expect(try lines.contains { try JSONDecoder().decode(AccessLine.self, from: $0.body).act == .denied })
    }
  }

  @Test func `a history has receipts for its own lines only`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let draft = try await site.visitor("Dora Depositor").deposit()
      let own = receipts(on: try await site.visitor("Dora Depositor").get(draft))
      let position = try #require(own.first?.split(separator: "/").dropLast().last)
      for other in [String(position), "0", "-1", "999999", "x", "9223372036854775808"] {
        #expect(try await site.anybody().get("\(path)/receipts/\(other)").status == 404, "\(other)")
      }
    }
  }

  @Test func `an adoption, a collection, a person and an organisation have receipts too`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      let record = try await dora.get("\(path)/adoptions/new").hidden("record") ?? ""
      let adoption = try await dora.post("\(path)/adoptions", ["record": record, "kind": "as-published"])
      let edie = try await site.visitor("Edie Editor")
      let number = try await edie.get("/collections/new").hidden("record") ?? ""
      let collection = try await edie.post(
        "/collections",
        ["record": number, "title": "First talks", "purpose": "To begin one"]
      )
      let adam = try await site.visitor("Adam Administrator")
      let people = try await adam.get("/people").text
      let person = try #require(people.firstMatch(of: /href="(\/people\/[0-9a-f]{32})"/)?.output.1)
      let places = try await adam.get("/organisations").text
      let place = try #require(places.firstMatch(of: /href="(\/organisations\/[^"\/.]{4,})"/)?.output.1)
      let key = try await key(of: site)
      for (visitor, page) in [
        (dora, adoption.location ?? ""), (edie, collection.location ?? ""), (adam, String(person)),
        (site.anybody(), String(place)),
      ] {
        let addresses = receipts(on: try await visitor.get(page))
        #expect(!addresses.isEmpty, "\(page)")
        for address in addresses {
          try Receipt(parsing: try await visitor.get(address).text).check(key)
        }
      }
      let ofPerson = try #require(receipts(on: try await adam.get(String(person))).first)
      #expect(try await dora.get(ofPerson).status == 403)
      let ofDraft = try #require(receipts(on: try await edie.get(collection.location ?? "")).first)
      #expect(try await site.anybody().get(ofDraft).status == 404)
    }
  }
}
