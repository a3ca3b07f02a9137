import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import Sheets
import TestSupport
import Testing
import Views

@testable import Web

/// All that is watched over, taken along in one file.
struct OversightExportTests {
  private func export(
    _ site: TestSite,
    _ name: String,
    _ period: OversightPages.Period = .init(),
    most: Int = OversightExport.most
  ) async throws -> [String: Sheet] {
    let pages = OversightPages(site: site.installation.site)
    let account = try await site.account(of: name)
    let person = try await site.installation.site.people.find(account, PartialDate(on: .story))
    let viewer = try #require(person).viewer
    let export = OversightExport(pages: pages, viewer: viewer, period: period, most: most)
    let tables = try await export.archive().tables
    return Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
  }

  private func column(_ label: String, of table: Sheet?) throws -> [String] {
    let table = try #require(table)
    let index = try #require(table.columns.firstIndex { $0.label == label })
    return table.rows.map { $0[index].value }
  }

  @Test func `it holds the lines of every log, break-glass, unusual looking and roles`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await site.looked()
      let tables = try await export(site, "Otto Auditor")
      for vault in Vault.allCases { #expect(tables["access-log-\(vault.rawValue)"] != nil) }
      let lines = try #require(tables["access-log-safeguarding"])
      #expect(try column("record", of: lines).contains(id))
      #expect(try column("purpose", of: lines).contains("support"))
      #expect(try column("name", of: lines).contains("Mina Member"))
      #expect(try column("reason", of: tables["break-glass"]) == ["He is at the station now."])
      #expect(try column("by_name", of: tables["role-decisions"]).isEmpty == false)
      #expect(try column("rule", of: tables["unusual-looking"]).isEmpty)
      #expect(tables["roles-to-review"] != nil && tables["unusual-looking-reviews"] != nil)
      #expect(!String(decoding: try lines.json, as: UTF8.self).contains("Sample"))
      // Each break-glass whose reason was taken along has its line.
      let reasons = try await site.accessLines().map(\.line).filter { $0.reason == "export of oversight" }
      #expect(reasons.map { $0.record?.kind } == [nil, "break-glass"])
    }
  }

  @Test func `it holds every release, as both vaults record it`() async throws {
    try await TestSite.with(at: .story) { site in
      #expect(try await export(site, "Otto Auditor")["releases"]?.rows.isEmpty == true)
      let story = try await CaseStory(site)
      try await story.closed()
      #expect(try await story.cora.post("\(story.address)/learning/record", CaseStory.learned).status == 303)
      let lesson = try await story.lesson()
      #expect(try await story.cora.post("/lessons/\(lesson)/ask", [:]).status == 303)
      #expect(try await story.supervisor().post("/lessons/\(lesson)/approve", [:]).status == 303)
      let releases = try await export(site, "Otto Auditor")["releases"]
      #expect(try column("id", of: releases) == [lesson])
      #expect(try column("from", of: releases) == ["safeguarding"])
      #expect(try column("into", of: releases) == ["learning"])
      #expect(try column("approved_by_name", of: releases) == ["Sue Supervisor"])
      #expect(try column("received_of_position", of: releases) == column("position", of: releases))
      let before = OversightPages.Period(from: nil, until: PartialDate("2009-08-31"))
      #expect(try await export(site, "Otto Auditor", before)["releases"]?.rows.isEmpty == true)
    }
  }

  @Test func `of a time it holds what was done then`() async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await site.looked()
      let later = OversightPages.Period(from: PartialDate("2009-09-02"), until: nil)
      let tables = try await export(site, "Otto Auditor", later)
      #expect(tables["access-log-safeguarding"]?.rows.isEmpty == true)
      #expect(tables["break-glass"]?.rows.isEmpty == true)
      let day = PartialDate(on: .story)
      let then = try await export(site, "Otto Auditor", .init(from: day, until: day))
      #expect(then["break-glass"]?.rows.count == 1)
    }
  }

  @Test func `more lines than a file holds are refused, and none left out in silence`() async throws {
    try await TestSite.with(at: .story) { site in
      let id = try await site.visitor("Cora Coordinator").refer()
      try await site.writeLooks(30, at: id)
      await #expect(throws: Invalid.self) { try await export(site, "Otto Auditor", most: 20) }
      let downloads = try await site.accessLines().filter { $0.line.reason == "export of oversight" }
      #expect(downloads.isEmpty)
    }
  }

  @Test func `it is sent as one file, to an auditor or data protection officer alone`() async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await site.looked()
      for name in ["Sue Supervisor", "Cora Coordinator", "Adam Administrator", "Rita Reader"] {
        let visitor = try await site.visitor(name)
        #expect(try await visitor.get("/oversight/export").status == 403, "\(name)")
        #expect(try await visitor.post("/oversight/export", [:]).status == 403, "\(name)")
      }
      for name in ["Otto Auditor", "Dee Protection"] {
        let file = try await site.visitor(name).post("/oversight/export", [:])
        #expect(file.status == 200 && file.headers[.contentType] == "application/zip")
        let disposition = file.headers[.contentDisposition] ?? ""
        #expect(disposition.contains("touchstone-oversight-2009-09-01.zip"))
        #expect(file.body.prefix(4) == Data([0x50, 0x4B, 3, 4]))
      }
    }
  }

  @Test func `a time that ends before it begins is refused beside its field, and kept`() async throws {
    try await TestSite.with(at: .story) { site in
      let otto = try await site.visitor("Otto Auditor")
      let period = [
        "from-day": "2", "from-month": "9", "from-year": "2009", "until-day": "1", "until-month": "9",
        "until-year": "2009",
      ]
      let wrong = try await otto.post("/oversight/export", period)
      #expect(wrong.status == 422 && wrong.text.contains("must not be before the first"))
      #expect(wrong.text.contains("value=\"2009\""))
    }
  }

  @Test func `who takes it shows once more that it is them, and keeps what they chose`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let role = #"{"role": "auditor", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
      let aude = try await site.newcomer("aude", role, adam).visitor
      // A password alone opens no sealed log.
      #expect(try await aude.get("/oversight/export").status == 403)
      _ = try await aude.setUpFactor { .story }
      #expect(try await aude.get("/oversight/export").text.contains("Make the file"))
      site.pass(minutes: 11)
      #expect(try await aude.get("/oversight/export").text.contains("Show that it is you"))
      let period = ["from-day": "1", "from-month": "9", "from-year": "2009"]
      let asked = try await aude.post("/oversight/export", period)
      #expect(asked.status == 403 && asked.text.contains("nothing of it is lost"))
      #expect(asked.hiddenFields["resend.from-year"] == "2009")
      #expect(try await site.accessLines().allSatisfy { $0.line.reason != "export of oversight" })
    }
  }

  @Test func `the reviews of roles are read by who watches, and nothing is decided there`() async throws {
    try await TestSite.with(at: .story) { site in
      let otto = try await site.visitor("Otto Auditor")
      let page = try await otto.get("/oversight/roles").text
      #expect(page.contains("No role waits for a review.") && page.contains("granted a role: auditor"))
      #expect(!page.contains("href=\"/people/"))
      #expect(page.contains("Download both lists (CSV)"))
      site.move(to: PartialDate("2010-10-15") ?? PartialDate(on: .story))
      let dee = try await site.visitor("Dee Protection")
      #expect(try await dee.get("/oversight/roles").status == 403, "a role that lapsed watches nothing")
      #expect(try await site.visitor("Sue Supervisor").get("/oversight/roles").status == 403)
    }
  }
}
