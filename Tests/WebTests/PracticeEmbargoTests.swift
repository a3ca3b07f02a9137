import Assembly
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// A practice published not before a day: there for those who could read it in review, and for nobody else.
struct PracticeEmbargoTests {
  private let title = "Kitchen-table evenings"

  private func day(_ text: String) throws -> PartialDate { try #require(PartialDate(text)) }

  /// Publishes it not before 10 September 2009.
  private func embargoed(_ site: TestSite) async throws -> String {
    let dora = try await site.visitor("Dora Depositor")
    let path = try await dora.deposit()
    _ = try await dora.submit(path)
    _ = try await site.visitor("Ron Reviewer").review(path)
    _ = try await site.visitor("Rhea Reviewer").review(path)
    let answer = try await site.visitor("Edie Editor").post(
      "\(path)/publish",
      ["embargo-day": "10", "embargo-month": "9", "embargo-year": "2009", "reason": "The report comes then"]
    )
    #expect(answer.status == 303)
    return path
  }

  /// Every way to it, for one visitor.
  private func finds(_ visitor: Visitor, _ path: String) async throws -> [String: Bool] {
    let id = path.replacing("/practices/", with: "")
    var found: [String: Bool] = [:]
    for address in [
      path, "\(path)/cite/bibtex", "\(path)/history/3", "\(path)/adoptions/new", "/api/v1\(path)",
      "/api/v1\(path)/adoptions", "\(path)/embargo",
    ] {
      found[address.replacing(id, with: "id")] = try await visitor.get(address).status != 404
    }
    for address in ["/practices", "/practices?words=kitchen", "/", "/api/v1/practices"] {
      found[address] = try await visitor.get(address).text.contains(title)
    }
    found["counted"] = try await visitor.get("/practices/overview").text.contains("1 practice.")
    found["total"] = try await visitor.get("/practices?stage=unknown").text.contains("1 practice</h2>")
    return found
  }

  @Test func `until its day it is there for those who could read it in review, and for nobody else`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let path = try await embargoed(site)
      for name in [nil, "Rita Reader", "Adam Administrator"] {
        let visitor = try await name.asyncMap { try await site.visitor($0) } ?? site.anybody()
        // Who signs in is told that they may not, rather than asked to.
        let found = try await finds(visitor, path).filter(\.value).map(\.key)
        #expect(found.isEmpty, "\(name ?? "anybody"): \(found)")
      }
      for name in ["Dora Depositor", "Ron Reviewer", "Edie Editor"] {
        let visitor = try await site.visitor(name)
        let page = try await visitor.get(path).text
        #expect(page.contains("Embargoed until 10 September 2009"), "\(name)")
        #expect(!page.contains("application/ld+json") && !page.contains("Where else it is done"), "\(name)")
        #expect(try await visitor.get("/practices").text.contains("Embargoed until 10 September 2009"))
        let json = try await visitor.get("/api/v1\(path)").json
        #expect(json["embargoed_until"] as? String == "2009-09-10")
      }
    }
  }

  @Test func `from its day it is public without anybody doing anything`() async throws {
    try await TestSite.with(at: .story) { site in
      let path = try await embargoed(site)
      site.move(to: try day("2009-09-09"))
      #expect(try await site.anybody().get(path).status == 404)
      site.move(to: try day("2009-09-10"))
      let missing = try await finds(site.anybody(), path).filter { !$0.value }.keys.sorted()
      // Drafts' changes stay unread, and no embargo is left to change.
      #expect(missing == ["/practices/id/history/3"])
      let page = try await site.anybody().get(path).text
      #expect(!page.contains("Embargoed until 10 September 2009."))
      #expect(page.contains("published it, embargoed until 10 September 2009"))
      #expect(page.contains("\"datePublished\":\"2009-09-10\""))
      let csl = try await site.anybody().get("\(path)/cite/csl").text.filter { !$0.isWhitespace }
      #expect(csl.contains("[[2009,9,10]]"))
      #expect(try await site.anybody().get("/api/v1\(path)").json["embargoed_until"] is NSNull)
    }
  }

  @Test func `an editor moves and lifts it with a reason, and nobody else`() async throws {
    try await TestSite.with(at: .story) { site in
      let path = try await embargoed(site)
      let edie = try await site.visitor("Edie Editor")
      #expect(try await edie.get(path).text.contains("Lift the embargo"))
      let past = ["embargo-day": "1", "embargo-month": "9", "embargo-year": "2009", "reason": "Kept reason"]
      let refused = try await edie.post("\(path)/embargo", past)
      #expect(refused.status == 422 && refused.text.contains("An embargo must end on a day to come"))
      #expect(refused.text.contains("Kept reason"))
      let bare = try await edie.post("\(path)/embargo", ["embargo-year": "2010"])
      #expect(bare.text.contains("must include a day") && bare.text.contains("Say why it changes"))
      for name in ["Ron Reviewer", "Dora Depositor"] {
        let visitor = try await site.visitor(name)
        #expect(try await visitor.get("\(path)/embargo").status == 403, "\(name)")
        #expect(try await visitor.post("\(path)/lift-embargo", ["reason": "r"]).status == 403, "\(name)")
      }
      let on = ["embargo-day": "1", "embargo-month": "3", "embargo-year": "2010", "reason": "Report is late"]
      #expect(try await edie.post("\(path)/embargo", on).status == 303)
      site.move(to: try day("2009-09-10"))
      #expect(try await site.anybody().get(path).status == 404)
      let again = try await site.visitor("Edie Editor")
      #expect(try await again.post("\(path)/lift-embargo", ["reason": ""]).status == 422)
      #expect(try await again.post("\(path)/lift-embargo", ["reason": "It came out"]).status == 303)
      let page = try await site.anybody().get(path).text
      #expect(page.contains("changed the embargo: it ends on 1 March 2010"))
      #expect(!page.contains("Report is late"), "it was not public when that was said")
      #expect(try await again.get(path).text.contains("Report is late"))
      #expect(page.contains("lifted the embargo") && page.contains("It came out"))
      #expect(page.contains("\"datePublished\":\"2009-09-10\""))
      let late = try await again.post("\(path)/embargo", on)
      #expect(late.status == 422 && late.text.contains("This practice is public already"))
    }
  }

  @Test func `a day gone by is refused where it is typed, and nothing is published`() async throws {
    try await TestSite.with(at: .story) { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      _ = try await dora.submit(path)
      _ = try await site.visitor("Ron Reviewer").review(path)
      _ = try await site.visitor("Rhea Reviewer").review(path)
      let edie = try await site.visitor("Edie Editor")
      let past = ["embargo-day": "31", "embargo-month": "8", "embargo-year": "2009", "reason": "Kept"]
      let refused = try await edie.post("\(path)/publish", past)
      #expect(refused.status == 422 && refused.text.contains("href=\"#embargo-day\""))
      #expect(refused.text.contains("value=\"2009\"") && refused.text.contains("Kept"))
      #expect(try await site.anybody().get(path).status == 404)
      let program = try await edie.api(.post, "/api/v1\(path)/publish", #"{"embargo": "2009-08-31"}"#)
      #expect(program.status == 409 && program.text.contains("embargo-not-ahead"))
      let done = try await edie.api(.post, "/api/v1\(path)/publish", #"{"embargo": "2009-09-10"}"#)
      #expect(try done.json["embargoed_until"] as? String == "2009-09-10")
      for list in ["/api/v1/practices", "/api/v1/practices?sort=title"] {
        let rows = try await edie.get(list).json["practices"] as? [[String: Any]]
        #expect(rows?.compactMap { $0["embargoed_until"] as? String } == ["2009-09-10"], "\(list)")
      }
      let lift = try await edie.api(.post, "/api/v1\(path)/lift-embargo", #"{"reason": "Out"}"#)
      #expect(try lift.json["embargoed_until"] is NSNull)
    }
  }

  @Test func `what was changed or withdrawn under embargo is not read after it`() async throws {
    try await TestSite.with(at: .story) { site in
      let changed = try await embargoed(site)
      let edie = try await site.visitor("Edie Editor")
      _ = try await edie.edit(changed, "outcome", ["outcome": "Nine came.", "reason": "Counted again"])
      let change = try #require(try await edie.get(changed).changeAddresses.last)
      let gone = try await embargoed(site)
      #expect(try await edie.get("\(gone)/withdraw").text.contains("It never was public"))
      #expect(try await edie.post("\(gone)/withdraw", ["reason": "Harm"]).status == 303)
      site.move(to: try day("2009-09-10"))
      #expect(try await site.anybody().get(changed).status == 200)
      #expect(try await site.anybody().get(change).status == 404)
      #expect(try await site.visitor("Edie Editor").get(change).status == 200)
      #expect(try await site.anybody().get(gone).status == 404)
      #expect(try await site.visitor("Ron Reviewer").get(gone).text.contains("Harm"))
    }
  }

  @Test func `a practice under embargo takes nobody's place and stands beside nothing`() async throws {
    try await TestSite.with(at: .story) { site in
      let open = try await site.published()
      let path = try await embargoed(site)
      let edie = try await site.visitor("Edie Editor")
      let asked = try await edie.post("\(open)/supersede", ["by": path, "reason": "r"])
      #expect(asked.status == 422 && asked.text.contains("embargoed until 10 September 2009"))
      let ids = [open, path].map { $0.replacing("/practices/", with: "") }
      let address = "/practices/compare?id=\(ids[0])&id=\(ids[1])"
      #expect(try await site.anybody().get(address).status == 404)
      #expect(try await edie.get(address).status == 200)
    }
  }

  @Test func `views folded anew hold the embargoes of those that live`() async throws {
    try await TestSite.with(at: .story) { site in
      let edie = try await site.visitor("Edie Editor")
      let on = ["embargo-day": "1", "embargo-month": "3", "embargo-year": "2010", "reason": "Late"]
      _ = try await embargoed(site)
      #expect(try await edie.post("\(try await embargoed(site))/embargo", on).status == 303)
      #expect(try await edie.post("\(try await embargoed(site))/lift-embargo", ["reason": "r"]).status == 303)
      #expect(try await edie.post("\(try await embargoed(site))/withdraw", ["reason": "r"]).status == 303)
      let dumps = try await site.dumps(of: .learning)
      #expect(dumps.live == dumps.anew)
      #expect(dumps.live.contains("2010-03-01") && dumps.live.contains("discarded"))
    }
  }

  @Test func `an export leaves out what is under embargo`() async throws {
    try await TestSite.with(at: .story) { site in
      _ = try await embargoed(site)
      let before = try await site.installation.exportPractices(asJSON: false)
      #expect(!String(decoding: before, as: UTF8.self).contains(title))
      site.move(to: try day("2009-09-10"))
      let after = try await site.installation.exportPractices(asJSON: false)
      #expect(String(decoding: after, as: UTF8.self).contains(title))
    }
  }
}

extension Optional where Wrapped == String {
  fileprivate func asyncMap<T>(_ transform: (String) async throws -> T) async throws -> T? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
