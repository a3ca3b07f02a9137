import Foundation
import Platform
import Testing

/// The life of a practice through its pages.
struct PracticeLifeTests {
  @Test func `a practice goes from draft to the public library`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      #expect(try await site.anybody().get(path).status == 404)
      #expect(try await dora.get(path).text.contains("fill in: method, lead body, outcomes"))
      #expect(try await dora.post("\(path)/submit", [:]).text.contains("fill in: method"))
      #expect(try await dora.submit(path).status == 303)
      let ron = try await site.visitor("Ron Reviewer")
      let rhea = try await site.visitor("Rhea Reviewer")
      let edie = try await site.visitor("Edie Editor")
      #expect(try await ron.get("/").text.contains("For you to review"))
      #expect(try await ron.review(path, words: "Ron’s own words").status == 303)
      #expect(try await rhea.get(path).text.contains("Ron’s own words") == false)
      #expect(
        try await edie.post("\(path)/publish", ["reason": ""]).text.contains("Two people must review it")
      )
      #expect(try await rhea.review(path).status == 303)
      #expect(try await rhea.get(path).text.contains("Ron’s own words"))
      #expect(try await edie.get("/").text.contains("Reviewed, for you to decide"))
      #expect(try await edie.post("\(path)/publish", ["reason": ""]).status == 303)
      let page = try await site.anybody().get(path)
      #expect(page.status == 200 && page.text.contains("Eleven families came."))
      #expect(!page.text.contains("Ron’s own words") && !page.text.contains("Dora Depositor"))
      #expect(try await site.anybody().get("/practices").text.contains("Kitchen-table evenings"))
    }
  }

  @Test func `what is withdrawn leaves a tombstone with the reason and nothing else`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      let empty = try await edie.post("\(path)/withdraw", ["reason": " "])
      #expect(empty.status == 422 && empty.text.contains("Say why it is withdrawn"))
      #expect(try await edie.post("\(path)/withdraw", ["reason": "A harm came to light"]).status == 303)
      let page = try await site.anybody().get(path)
      #expect(page.text.contains("was withdrawn on") && page.text.contains("A harm came to light"))
      #expect(!page.text.contains("Eleven families came."))
      #expect(!(try await site.anybody().get("/practices").text.contains("Kitchen-table evenings")))
    }
  }

  @Test func `a draft that is discarded was never public`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      #expect(try await dora.post("\(path)/withdraw", ["reason": "Begun by mistake"]).status == 303)
      let page = try await dora.get(path).text
      #expect(page.contains("This draft was discarded on") && page.contains("Begun by mistake"))
      for visitor in [site.anybody(), try await site.visitor("Rita Reader")] {
        #expect(try await visitor.get(path).status == 404)
        #expect(try await visitor.get("/api/v1\(path)").status == 404)
      }
      #expect(try await dora.get("/practices").text.contains("Kitchen-table evenings") == false)
    }
  }

  @Test func `what is returned comes back to its depositor with the notes`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      _ = try await dora.submit(path)
      let edie = try await site.visitor("Edie Editor")
      #expect(try await edie.post("\(path)/return", ["reason": "Say what it cost"]).status == 303)
      #expect(try await dora.get("/").text.contains("Returned: Say what it cost"))
      #expect(try await dora.get(path).text.contains("Say what it cost"))
      #expect(try await dora.post("\(path)/submit", [:]).status == 303)
    }
  }

  @Test func `a compiled record says so until a reviewer confirms it`() async throws {
    try await TestSite.with(starter: true) { site in
      let list = try await site.anybody().get("/practices")
      #expect(list.text.contains("96 practices"))
      let results = try #require(list.text.range(of: "id=\"results\""))
      let rest = list.text[results.upperBound...]
      let start = try #require(rest.range(of: "href=\"/practices/"))
      let id = rest[start.upperBound...].prefix { $0 != "\"" }
      let before = try await site.anybody().get("/practices/\(id)").text
      #expect(
        before.contains("Compiled from public sources, not yet reviewed")
          && before.contains("rel=\"noopener noreferrer\"")
      )
      let ron = try await site.visitor("Ron Reviewer")
      #expect(try await ron.post("/practices/\(id)/confirm", ["reason": "Read the source"]).status == 303)
      let after = try await site.anybody().get("/practices/\(id)").text
      #expect(!after.contains("not yet reviewed") && after.contains("Published"))
    }
  }

  @Test func `a form sent twice is one practice`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let record = try await dora.get("/practices/new").hidden("record") ?? ""
      let form = [String: String].complete.merging(["record": record]) { $1 }
      let first = try await dora.post("/practices", form)
      let second = try await dora.post("/practices", form)
      #expect(first.location == second.location && first.location == "/practices/\(record)")
      let third = try await dora.post("/practices", form.merging(["title": "Another"]) { $1 })
      #expect(third.status == 409)
      let history = try await dora.get("/practices/\(record)").text
      #expect(history.components(separatedBy: "began a draft").count == 2)
    }
  }

  @Test func `a stale edit shows both versions and loses neither`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let seen = try await dora.get("\(path)/edit/problem").hidden("version") ?? ""
      _ = try await dora.edit(path, "problem", ["title": "Evenings", "problem": "What they wrote"])
      let stale = try await dora.post(
        "\(path)/edit/problem",
        ["title": "Evenings", "problem": "What I wrote", "version": seen]
      )
      #expect(stale.status == 409)
      #expect(stale.text.contains("What they wrote") && stale.text.contains("What I wrote"))
      let fresh = stale.hidden("version") ?? ""
      let saved = try await dora.post(
        "\(path)/edit/problem",
        ["title": "Evenings", "problem": "Both", "version": fresh]
      )
      #expect(saved.status == 303)
      #expect(try await dora.get(path).text.contains("Both"))
    }
  }

  @Test func `a stale edit takes back nothing that its writer did not touch`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let page = try await dora.get("\(path)/edit/problem")
      let mine = [String: String].complete.merging([
        "version": page.hidden("version") ?? "", "problem": "What I wrote",
      ]) { $1 }
      _ = try await dora.edit(path, "problem", .complete.merging(["aim": "Their new aim"]) { $1 })
      let stale = try await dora.post("\(path)/edit/problem", mine)
      #expect(stale.status == 409 && stale.text.contains("Their new aim</textarea>"))
      #expect(stale.text.contains("What I wrote</textarea>"))
      let rows = stale.text.components(separatedBy: "<th scope=\"row\"").count - 1
      #expect(rows == 1, "only what the writer changed differs")
    }
  }

  @Test func `what is refused keeps what was typed`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let open = try await dora.get("\(path)/edit/method").hidden("version") ?? ""
      _ = try await dora.submit(path)
      let late = try await dora.post("\(path)/edit/method", ["version": open, "method": "Typed too late"])
      #expect(late.status == 422 && late.text.contains("It is being reviewed"))
      #expect(late.text.contains("Typed too late"))
      let edie = try await site.visitor("Edie Editor")
      let early = try await edie.post("\(path)/publish", ["reason": "Kept reason"])
      #expect(early.status == 422 && early.text.contains("Two people must review it"))
      #expect(early.text.contains("Kept reason"))
      #expect(try await edie.get("\(path)/edit/method").status == 409)
      let ron = try await site.visitor("Ron Reviewer")
      let review = ["strengths": "Kept strengths", "concerns": "c", "evidence": "e", "interests": "Brother"]
      let tied = review.merging(["recommendation": "publish", "conflicted": "yes"]) { $1 }
      let conflict = try await ron.post("\(path)/review", tied)
      #expect(conflict.status == 422 && conflict.text.contains("Kept strengths"))
      #expect(conflict.text.contains("rules out reviewing"))
    }
  }

  @Test func `an edit that is wrong keeps every value and names every error`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let answer = try await dora.edit(
        path,
        "method",
        ["method": "Kept words", "start-year": "2009", "start-month": "14", "end-year": "x"]
      )
      #expect(answer.status == 422)
      #expect(
        answer.text.contains("Started must be a real date")
          && answer.text.contains("Ended must be a real date")
      )
      #expect(answer.text.contains("Kept words") && answer.text.contains("value=\"14\""))
      #expect(answer.text.contains("<title>Error: "))
    }
  }

  @Test func `a source is a link only where it is an address of the web`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      _ = try await dora.edit(
        path,
        "learning",
        ["sources": "Bad | javascript:alert(1) | 2010\nGood | https://example.org/r | 2010-03"]
      )
      let text = try await dora.get(path).text
      #expect(!text.contains("href=\"javascript"))
      #expect(text.contains("href=\"https://example.org/r\"") && text.contains("Good (March 2010)"))
    }
  }
}
