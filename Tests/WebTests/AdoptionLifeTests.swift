import Foundation
import HTTPTypes
import Platform
import Testing

/// A practice done elsewhere, through its pages.
struct AdoptionLifeTests {
  private func adopt(
    _ visitor: Visitor,
    _ practice: String,
    _ fields: [String: String]
  ) async throws -> Answer {
    let record = try await visitor.get("\(practice)/adoptions/new").hidden("record") ?? ""
    return try await visitor.post("\(practice)/adoptions", fields.merging(["record": record]) { $1 })
  }

  private func report(_ visitor: Visitor, _ path: String, _ fields: [String: String]) async throws -> Answer {
    let record = try await visitor.get("\(path)/results/new").hidden("record") ?? ""
    return try await visitor.post("\(path)/results", fields.merging(["record": record]) { $1 })
  }

  @Test func `who does it too, and how it went there, stands on the practice's page`() async throws {
    try await TestSite.with { site in
      let practice = try await site.published()
      let neighbour = try await site.neighbour()
      #expect(try await neighbour.get(practice).text.contains("Nobody has said yet that they do this too."))
      let silent = try await adopt(neighbour, practice, ["kind": "adapted", "area": "Kept area"])
      #expect(silent.status == 422 && silent.text.contains("Say what you do otherwise"))
      #expect(silent.text.contains("Kept area"))
      let done = try await adopt(
        neighbour,
        practice,
        ["kind": "adapted", "changes": "In a café", "start-year": "2009"]
      )
      let path = try #require(done.location)
      #expect(try await neighbour.get("/").text.contains("You do it; how did it go?"))
      let empty = try await report(neighbour, path, ["value": "Kept value"])
      #expect(empty.status == 422 && empty.text.contains("Say what was measured"))
      #expect(empty.text.contains("Choose how it went") && empty.text.contains("Kept value"))
      let result = [
        "measure": "Families who asked for help", "verdict": "no-difference", "comparison": "before",
        "from-year": "2009", "until-year": "2010", "cost_gbp": "1,200",
      ]
      #expect(try await report(neighbour, path, result).location == path)
      let page = try await site.anybody().get(path).text
      #expect(page.contains("Neighbouring Trust (made up)") && page.contains("In a café"))
      #expect(page.contains("No difference") && page.contains("2009 to 2010") && page.contains("£1,200"))
      #expect(!page.contains("neighbour@") && page.contains("A member of staff"))
      let sums = try await site.anybody().get(practice).text
      #expect(sums.contains("Done elsewhere once: 1 adapted."))
      #expect(sums.contains("1 result, 1 of them compared with something: 1 no difference."))
      #expect(try await neighbour.get("/").text.contains("You do it; how did it go?") == false)
    }
  }

  @Test func `an organisation counts once, and the one that described it is not elsewhere`() async throws {
    try await TestSite.with { site in
      let practice = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      let own = try #require(try await adopt(dora, practice, ["kind": "as-published"]).location)
      _ = try await report(dora, own, ["measure": "Families", "verdict": "better"])
      let home = try await site.anybody().get(practice).text
      #expect(home.contains("Nobody else has said yet that they do this too."))
      #expect(home.contains("Those who described it do it too.") && home.contains(own))
      let neighbour = try await site.neighbour()
      let first = try #require(try await adopt(neighbour, practice, ["kind": "as-published"]).location)
      _ = try await report(neighbour, first, ["measure": "Families", "verdict": "worse"])
      let changed = ["kind": "adapted", "changes": "In a café"]
      _ = try #require(try await adopt(neighbour, practice, changed).location)
      let page = try await site.anybody().get(practice).text
      #expect(page.contains("Done elsewhere once: 1 adapted."))
      #expect(page.contains("1 result, none of them compared with anything: 1 worse.</p>"))
    }
  }

  @Test func `who acts for no organisation does what they described themselves, not elsewhere`() async throws
  {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let role = #"{"role": "contributor", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
      let ada = try await site.newcomer("ada", role, adam).visitor
      let practice = try await site.published(by: ada)
      _ = try #require(try await adopt(ada, practice, ["kind": "as-published"]).location)
      let page = try await site.anybody().get(practice).text
      #expect(page.contains("Nobody else has said yet") && page.contains("Those who described it do it too."))
    }
  }

  @Test func `what is still to come has not begun, ended or been measured`() async throws {
    try await TestSite.with { site in
      let practice = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      let ahead = try await adopt(dora, practice, ["kind": "as-published", "start-year": "2099"])
      #expect(ahead.status == 422 && ahead.text.contains("Since: 2099 is still to come"))
      let path = try #require(try await adopt(dora, practice, ["kind": "as-published"]).location)
      let result = ["measure": "Families", "verdict": "better", "reach": "-5"]
      let measured = try await report(dora, path, result.merging(["until-year": "2099"]) { $1 })
      #expect(measured.status == 422 && measured.text.contains("Measured until: 2099 is still to come"))
      #expect(measured.text.contains("cannot be fewer than none"))
      let ended = try await dora.post("\(path)/end", ["on-year": "2099", "reason": "Kept"])
      #expect(ended.status == 422 && ended.text.contains("2099 is still to come"))
      let api = #"{"kind": "as-published", "start": "2099"}"#
      let asked = try await dora.api(.post, "/api/v1\(practice)/adoptions", api)
      #expect(asked.status == 422 && asked.text.contains("/start"))
    }
  }

  @Test func `forms sent twice are one adoption and one result`() async throws {
    try await TestSite.with { site in
      let practice = try await site.published()
      let neighbour = try await site.neighbour()
      let record = try await neighbour.get("\(practice)/adoptions/new").hidden("record") ?? ""
      let form = ["record": record, "kind": "as-published"]
      for _ in 1...2 { #expect(try await neighbour.post("\(practice)/adoptions", form).status == 303) }
      let path = "/adoptions/\(record)"
      let id = try await neighbour.get("\(path)/results/new").hidden("record") ?? ""
      let result = ["record": id, "measure": "m", "verdict": "better"]
      for _ in 1...2 { #expect(try await neighbour.post("\(path)/results", result).status == 303) }
      #expect(
        try await neighbour.get(practice).text.contains(
          "1 result, none of them compared with anything: 1 better."
        )
      )
      #expect(try await neighbour.get(path).text.components(separatedBy: "reported a result").count == 2)
    }
  }

  @Test func `a result is corrected with a reason, and a stale correction shows both`() async throws {
    try await TestSite.with { site in
      let practice = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      let path = try #require(try await adopt(dora, practice, ["kind": "as-published"]).location)
      _ = try await report(dora, path, ["measure": "Families", "verdict": "better"])
      let page = try await dora.get(path).text
      let link = try #require(page.range(of: "\(path)/results/"))
      let edit = "\(path)/results/\(page[link.upperBound...].prefix { $0 != "\"" })"
      let seen = try await dora.get(edit).hidden("version") ?? ""
      let form = ["measure": "Families", "verdict": "worse", "version": seen]
      let bare = try await dora.post(edit, form)
      #expect(bare.status == 422 && bare.text.contains("Say why"))
      #expect(try await dora.post(edit, form.merging(["reason": "Counted twice"]) { $1 }).status == 303)
      let after = try await site.anybody().get(path).text
      #expect(after.contains("corrected since") && after.contains("Worse") && after.contains("Counted twice"))
      let stale = try await dora.post(edit, form.merging(["verdict": "mixed", "reason": "r"]) { $1 })
      #expect(stale.status == 409 && stale.text.contains("Worse") && stale.text.contains("Mixed"))
    }
  }

  @Test func `what ended says so, and what was recorded by mistake counts nowhere`() async throws {
    try await TestSite.with { site in
      let practice = try await site.published()
      let neighbour = try await site.neighbour()
      let path = try #require(try await adopt(neighbour, practice, ["kind": "as-published"]).location)
      let end = ["on-year": "2010", "reason": "Money ran out"]
      #expect(try await neighbour.post("\(path)/end", ["reason": "Kept"]).text.contains("Say when it ended"))
      #expect(try await neighbour.post("\(path)/end", end).status == 303)
      #expect(try await neighbour.get(practice).text.contains("1 ended since"))
      #expect(try await neighbour.post("\(path)/take-back", ["reason": "Wrong practice"]).status == 303)
      #expect(try await neighbour.get(practice).text.contains("Nobody has said yet that they do this too."))
      #expect(try await neighbour.get(path).text.contains("It counts nowhere"))
      let late = try await report(neighbour, path, ["measure": "m", "verdict": "better"])
      #expect(late.status == 409 && late.text.contains("was recorded by mistake"))
    }
  }

  @Test func `nobody learns of the adoption of what they may not read`() async throws {
    try await TestSite.with { site in
      let practice = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      let path = try #require(try await adopt(dora, practice, ["kind": "as-published"]).location)
      let edie = try await site.visitor("Edie Editor")
      _ = try await edie.edit(practice, "handling", ["marking": "official", "reason": "Asked for"])
      #expect(try await site.anybody().get(path).status == 404)
      #expect(try await site.anybody().get("/api/v1\(path)").status == 404)
      #expect(try await site.visitor("Rita Reader").get(path).status == 200)
    }
  }

  @Test func `a program records, reports, corrects and ends as the pages do`() async throws {
    try await TestSite.with { site in
      let practice = try await site.published()
      let dora = try await site.visitor("Dora Depositor")
      let wrong = try await dora.api(.post, "/api/v1\(practice)/adoptions", #"{"kind": "adapted"}"#)
      #expect(wrong.status == 422 && wrong.text.contains("/changes"))
      let made = try await dora.api(.post, "/api/v1\(practice)/adoptions", #"{"kind": "as-published"}"#)
      #expect(made.status == 201)
      let path = "/api/v1/adoptions/\(try made.json["id"] as? String ?? "")"
      let result = #"{"measure": "Families", "verdict": "better", "cost_gbp": 1200}"#
      let reported = try await dora.api(.post, "\(path)/results", result)
      #expect(reported.status == 201)
      let results = try #require(try reported.json["results"] as? [[String: Any]])
      let id = results[0]["id"] as? String ?? ""
      let correction = #"{"verdict": "mixed", "reason": "Counted twice"}"#
      let bare = try await dora.api(.put, "\(path)/results/\(id)", correction)
      #expect(bare.status == 428)
      let corrected = try await dora.api(
        .put,
        "\(path)/results/\(id)",
        correction,
        headers: [.ifMatch: reported.headers[.eTag] ?? ""]
      )
      let after = try #require(try corrected.json["results"] as? [[String: Any]])
      #expect(after[0]["verdict"] as? String == "mixed" && after[0]["measure"] as? String == "Families")
      #expect(after[0]["cost_gbp"] as? Int == 1200 && after[0]["is_corrected"] as? Bool == true)
      let ended = try await dora.api(.post, "\(path)/end", #"{"on": "2010-03", "reason": "Done"}"#)
      #expect(try ended.json["life"] as? String == "ended" && ended.json["ended_on"] as? String == "2010-03")
      let rita = try await site.visitor("Rita Reader")
      #expect(try await rita.api(.post, "\(path)/take-back", #"{"reason": "r"}"#).status == 403)
      let list = try await site.anybody().get("/api/v1\(practice)/adoptions").json
      #expect((list["adoptions"] as? [Any])?.count == 1)
    }
  }
}
