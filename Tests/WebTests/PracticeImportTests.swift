import Assembly
import Domain
import Foundation
import Kernel
import Platform
import Search
import Testing
import Views

@testable import Web

/// Practices from a file, and back into one.
struct PracticeImportTests {
  private let header = "title,strand,setting,source_title,source_url,source_date,cost_gbp,problem\n"

  @Test func `every error of every row is reported with its place and value`() {
    let read = PracticeImport(
      Data(
        (header + "Good,islamist,school;prison,Report,https://example.org/a,2010-03,1200,p\n"
          + ",nonsense,school,Report,https://example.org/b,2010-03,many,p\n"
          + "Short,islamist\n" + "Good,islamist,school,Report,https://example.org/A/,2010-03,,\n").utf8
      )
    )
    #expect(read.rows.map(\.details.title) == ["Good"])
    #expect(
      read.errors.map { "\($0.line) \($0.column)" } == ["3 title", "3 strand", "3 cost_gbp", "4 ", "5 title"]
    )
    #expect(read.errors[1].value == "nonsense" && read.errors[1].reason.contains("not in it"))
    #expect(read.errors[4].reason.contains("line 2"))
  }

  @Test func `an error in a later line of a long row names that line`() {
    let read = PracticeImport(Data("title,problem,cost_gbp\n\"T\",\"a\nb\nc\",many\n".utf8))
    #expect(read.errors.map(\.line) == [4] && read.errors.map(\.column) == ["cost_gbp"])
  }

  @Test(arguments: [
    ("titel,strand\nx,y\n", "titel"), ("title,title\nx,y\n", "twice"), ("", "no practices"),
    ("title\n\"open", "never closed"),
    ("[{\"titel\": \"x\"}]", "titel"), ("[1]", "list"), ("title\n", "no practices"),
  ]) func `a file that cannot be read says why`(_ text: String, _ word: String) {
    let read = PracticeImport(Data(text.utf8))
    #expect(read.rows.isEmpty)
    #expect(read.errors.contains { "\($0.column) \($0.reason)".contains(word) }, "\(read.errors)")
  }

  @Test func `an import is all or nothing, is known when it comes again, and can be undone`() async throws {
    try await TestSite.with { site in
      let file = site.folder.appending(path: "practices.csv")
      let rows =
        "One,islamist,school,R,https://example.org/1,2010,,p\nTwo,all,prison,R,https://example.org/2,2010,,p\n"
      try Data((header + rows).utf8).write(to: file)
      let plan = try await site.installation.planImport(of: file)
      #expect(plan.new.count == 2 && plan.known == 0 && plan.errors.isEmpty)
      #expect(try await site.anybody().get("/practices").text.contains("No practices"))
      let done = try await site.installation.carryOut(plan)
      #expect(done.imported == 2)
      let again = try await site.installation.planImport(of: file)
      #expect(again.new.isEmpty && again.known == 2)
      await #expect(throws: ClaimConflict.self) { try await site.installation.carryOut(plan) }
      #expect(try await site.anybody().get("/practices").text.contains("2 practices"))
      let ron = try await site.visitor("Ron Reviewer")
      let ids = try await site.installation.site.read(.learning) {
        try PracticeList.ids(ofImport: done.importID, in: $0)
      }
      #expect(try await ron.post("/practices/\(ids[0])/confirm", ["reason": "Checked"]).status == 303)
      let undone = try await site.installation.undoImport(done.importID, reason: "Wrong file")
      #expect(undone.undone == 1 && undone.kept == 1)
      #expect(try await site.anybody().get("/practices/\(ids[1])").text.contains("Wrong file"))
      #expect(try await site.installation.planImport(of: file).new.count == 1)
    }
  }

  @Test(arguments: [true, false]) func `what is exported is imported as it was`(_ asJSON: Bool) async throws {
    try await TestSite.with(starter: true) { first in
      _ = try await first.published(.complete.merging(["problem": "One, \"two\"\nthree"]) { $1 })
      let file = first.folder.appending(path: "export")
      let exported = try await first.installation.exportPractices(asJSON: asJSON)
      try exported.write(to: file)
      try await TestSite.with { second in
        let plan = try await second.installation.planImport(of: file)
        #expect(plan.errors.isEmpty && plan.new.count == 97)
        _ = try await second.installation.carryOut(plan)
        #expect(try await second.installation.exportPractices(asJSON: asJSON) == exported)
      }
    }
  }

  @Test func `the starter collection is read whole, and every record names its source`() async throws {
    try await TestSite.with(starter: true) { site in
      let rows = try await site.installation.site.read(.learning) { db in
        try PracticeList.ids(.init(.everything), in: db).compactMap { try PracticeRecord.find($0, in: db) }
      }
      #expect(rows.count == 96)
      #expect(rows.allSatisfy { $0.details.sources.first?.address.hasPrefix("http") == true })
      #expect(rows.allSatisfy { $0.life == .compiled })
    }
  }
}
