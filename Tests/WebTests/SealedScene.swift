import Assembly
import Foundation
import GRDB
import Kernel
import Platform
import Testing

extension Visitor {
  /// Records a referral, and gives its identifier.
  func refer(_ fields: [String: String] = [:]) async throws -> String {
    let all = [
      "given_name": "Sam", "family_name": "Sample", "birth-year": "1995", "area": "E23000013",
      "sector": "education", "concern": "other", "grounds": "He asked where to go.", "person_knows": "no",
      "referrer": "Tia Teacher",
    ].merging(fields) { $1 }
    let record = try await get("/referrals/new").hidden("record") ?? ""
    let answer = try await post("/referrals", all.merging(["record": record]) { $1 })
    #expect(answer.status == 303, "\(answer.text)")
    return record
  }

  /// Says what a referral is opened for, or another kind of record.
  func state(
    _ purpose: String,
    words: String = "",
    for id: String,
    of kind: String = "referral"
  ) async throws -> Answer {
    try await post(
      "/purpose/\(kind)/\(id)",
      ["purpose": purpose, "words": words, "back": "/\(kind)s/\(id)"]
    )
  }

  /// Opens a case from a referral and says what for; gives its identifier.
  func openCase(of referral: String, owner: String) async throws -> String {
    let answer = try await post("/cases", ["referral": referral, "owner": owner])
    #expect(answer.status == 303, "\(answer.text)")
    _ = try await state("support", for: referral, of: "case")
    return referral
  }

  /// Does something with a case by its form.
  func act(_ act: String, on id: String, _ fields: [String: String] = [:]) async throws -> Answer {
    let page = try await get("/cases/\(id)/\(act)")
    #expect(page.status == 200, "\(act): \(page.status) \(page.text)")
    let hidden = ["record": page.hidden("record") ?? "", "version": page.hidden("version") ?? ""]
    return try await post("/cases/\(id)/\(act)", fields.merging(hidden) { $1 })
  }

  /// Breaks the glass before a referral, and gives the identifier of that.
  func breakGlass(_ id: String, reason: String = "He is at the station now.") async throws -> String {
    let page = try await get("/break-glass/new?kind=referral&record=\(id)")
    let record = page.hidden("record") ?? ""
    let fields = ["record": record, "kind": "referral", "of": id, "reason": reason]
    let answer = try await post("/break-glass", fields)
    #expect(answer.status == 303, "\(answer.text)")
    return record
  }
}

extension TestSite {
  /// The lines of a vault's access log, as they were written.
  func accessLines(_ vault: Vault = .safeguarding) async throws -> [(by: String, line: AccessLine)] {
    let service = try installation.site.service(vault)
    let coder = EventCoder(service.dispatcher.sealing)
    return try await service.access.entries(after: 0, limit: 5000).map { entry in
      (entry.occasion.by, try AccessLine.read(entry, coder))
    }
  }

  /// From here on the disk takes no line of a vault's access log.
  func refuseAccessLines(of vault: Vault) async throws {
    let journal = folder.appending(path: "data/vaults/\(vault.rawValue)/journal.sqlite")
    try await DatabaseQueue(path: journal.path).write { db in
      try db.execute(
        sql: "CREATE TRIGGER refused BEFORE INSERT ON access_entry BEGIN SELECT RAISE(ABORT, 'full'); END"
      )
    }
  }

  /// A referral that Cora and, in need, Mina looked at.
  func looked() async throws -> String {
    let cora = try await visitor("Cora Coordinator")
    let id = try await cora.refer()
    _ = try await cora.state("screening", for: id)
    _ = try await cora.get("/referrals/\(id)")
    let mina = try await visitor("Mina Member")
    _ = try await mina.breakGlass(id)
    _ = try await mina.state("support", for: id)
    _ = try await mina.get("/referrals/\(id)")
    return id
  }

  /// Writes lines of looks at a referral, as if as many pages had been shown.
  func writeLooks(_ count: Int, at id: String) async throws {
    var line = AccessLine(.consultation, Reference(kind: "referral", id: id), reason: "read")
    line.purpose = "screening"
    line.area = "E23000013"
    let viewer = Viewer(account: try await account(of: "Cora Coordinator"))
    let lines = Array(repeating: line, count: count)
    try await installation.site.note(lines, in: .safeguarding, by: viewer)
  }

  /// The account of one of the made-up people.
  func account(of name: String) async throws -> String {
    let email = name.lowercased().replacing(" ", with: ".") + "@touchstone.example"
    return try #require(try await installation.site.people.account(email))
  }
}
