import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// A collection through its pages: made, filled, put in order, published, read and withdrawn.
struct CollectionLifeTests {
  private let details = ["title": "First talks", "purpose": "For who has to begin one."]

  /// - Returns: The path of the collection's page.
  private func make(_ visitor: Visitor) async throws -> String {
    let record = try await visitor.get("/collections/new").hidden("record") ?? ""
    let answer = try await visitor.post("/collections", details.merging(["record": record]) { $1 })
    return try #require(answer.location)
  }

  private func publish(_ site: TestSite, _ titles: String...) async throws -> [String] {
    var paths: [String] = []
    for title in titles {
      paths.append(try await site.published(.complete.merging(["title": title]) { $1 }))
    }
    return paths
  }

  /// A published collection of these practices, by their paths.
  private func collection(_ site: TestSite, _ practices: [String]) async throws -> String {
    let edie = try await site.visitor("Edie Editor")
    let path = try await make(edie)
    for practice in practices {
      let added = try await edie.post("\(path)/add", ["practice": practice, "why": "Because of \(practice)"])
      #expect(added.status == 303)
    }
    #expect(try await edie.post("\(path)/publish", ["reason": ""]).status == 303)
    return path
  }

  private func id(_ path: String) -> String { path.components(separatedBy: "/").last ?? "" }

  private func order(_ page: Answer) -> [String] {
    page.text.components(separatedBy: "<li class=\"ts-result\" id=\"practice-").dropFirst()
      .map { String($0.prefix { $0 != "\"" }) }
  }

  @Test func `an editor makes one, fills it, and publishes it`() async throws {
    try await TestSite.with { site in
      #expect(try await site.anybody().get("/collections").text.contains("There is no collection yet"))
      let edie = try await site.visitor("Edie Editor")
      let practice = try await site.published()
      let empty = try await edie.post(
        "/collections",
        ["record": try await edie.get("/collections/new").hidden("record") ?? "", "title": "Kept title"]
      )
      #expect(empty.status == 422 && empty.text.contains("Say what it is for"))
      #expect(empty.text.contains("Kept title"))
      let path = try await make(edie)
      #expect(try await site.anybody().get(path).status == 404)
      #expect(try await edie.get(path).text.contains("Draft"))
      let bare = try await edie.post("\(path)/publish", ["reason": ""])
      #expect(bare.status == 422 && bare.text.contains("Add a practice before you publish"))
      let wrong = try await edie.post("\(path)/add", ["practice": "nothing", "why": "Kept why"])
      #expect(wrong.status == 422 && wrong.text.contains("There is no such practice in the library"))
      #expect(wrong.text.contains("Kept why"))
      let none = try await edie.post("\(path)/add", [:])
      #expect(none.text.contains("Give the practice") && none.text.contains("Say why it is in"))
      let added = try await edie.post("\(path)/add", ["practice": practice, "why": "It says how to begin."])
      #expect(added.location == "\(path)#practice-\(id(practice))")
      let twice = try await edie.post("\(path)/add", ["practice": practice, "why": "Otherwise"])
      #expect(twice.status == 422 && twice.text.contains("is in the collection already"))
      #expect(try await edie.post("\(path)/publish", ["reason": "For the spring"]).status == 303)
      let page = try await site.anybody().get(path).text
      #expect(page.contains("It says how to begin.") && page.contains("1 practice</h2>"))
      #expect(page.contains("For the spring") && page.contains("An editor") && !page.contains("Edie Editor"))
      #expect(!page.contains("Move up") && !page.contains("What you can do"))
      #expect(try await site.anybody().get("/collections").text.contains("1 practice</p>"))
      #expect(try await site.anybody().get(practice).text.contains("href=\"\(path)\">First talks</a>"))
    }
  }

  @Test func `an editor adds a practice from its page`() async throws {
    try await TestSite.with { site in
      let practice = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      #expect(try await edie.get("\(practice)/collections/new").text.contains("Make one first"))
      let path = try await make(edie)
      #expect(try await edie.get(practice).text.contains("Add to a collection"))
      let bare = try await edie.post("\(practice)/collections", ["why": "Kept why"])
      #expect(bare.status == 422 && bare.text.contains("Choose a collection"))
      #expect(bare.text.contains("Kept why"))
      let done = try await edie.post(
        "\(practice)/collections",
        ["collection": id(path), "why": "Begin here"]
      )
      #expect(done.location == "\(path)#practice-\(id(practice))")
      #expect(try await edie.get(path).text.contains("Begin here"))
      for name in ["Dora Depositor", "Ron Reviewer"] {
        let visitor = try await site.visitor(name)
        #expect(try await visitor.get("\(practice)/collections/new").status == 403, "\(name)")
        #expect(try await visitor.get(practice).text.contains("Add to a collection") == false, "\(name)")
        #expect(try await visitor.get(path).status == 404, "\(name)")
      }
    }
  }

  @Test func `practices move up and down without scripts, and a form sent twice moves once`() async throws {
    try await TestSite.with { site in
      let paths = try await publish(site, "First", "Second", "Third")
      let ids = paths.map(id)
      let path = try await collection(site, paths)
      let edie = try await site.visitor("Edie Editor")
      #expect(order(try await edie.get(path)) == ids)
      for _ in 1...2 {
        let moved = try await edie.post("\(path)/practices/\(ids[2])/move", ["before": ids[1]])
        #expect(moved.location == "\(path)#practice-\(ids[2])")
        #expect(order(try await edie.get(path)) == [ids[0], ids[2], ids[1]])
      }
      _ = try await edie.post("\(path)/practices/\(ids[0])/move", ["before": ""])
      #expect(order(try await site.anybody().get(path)) == [ids[2], ids[1], ids[0]])
      let page = try await edie.get(path).text
      #expect(page.components(separatedBy: ">Move up<").count == 3)
      #expect(page.components(separatedBy: ">Move down<").count == 3)
      let gone = try await edie.post("\(path)/practices/\(ids[0])/move", ["before": "gone"])
      #expect(gone.status == 409 && gone.text.contains("not in the collection any more"))
      let nobody = try await site.anybody().post("\(path)/practices/\(ids[0])/move", ["before": ids[2]])
      #expect(nobody.text.contains("Sign in"))
      #expect(order(try await site.anybody().get(path)) == [ids[2], ids[1], ids[0]])
    }
  }

  @Test func `a practice is taken out with a reason`() async throws {
    try await TestSite.with { site in
      let paths = try await publish(site, "First", "Second")
      let path = try await collection(site, paths)
      let edie = try await site.visitor("Edie Editor")
      let out = "\(path)/practices/\(id(paths[0]))/take-out"
      let bare = try await edie.post(out, ["reason": ""])
      #expect(bare.status == 422 && bare.text.contains("Say why"))
      #expect(try await edie.post(out, ["reason": "Too old"]).status == 303)
      let page = try await site.anybody().get(path)
      #expect(order(page) == [id(paths[1])] && page.text.contains("took out “First”"))
      #expect(page.text.contains("Too old"))
      #expect(try await edie.get(out).status == 404)
    }
  }

  @Test func `a change needs a reason once it is published, and a stale one shows both`() async throws {
    try await TestSite.with { site in
      let path = try await collection(site, publish(site, "First"))
      let edie = try await site.visitor("Edie Editor")
      let seen = try await edie.get("\(path)/edit").hidden("version") ?? ""
      let change = ["title": "Hard talks", "purpose": "To go on.", "version": seen]
      let bare = try await edie.post("\(path)/edit", change.merging(["title": ""]) { $1 })
      #expect(bare.status == 422 && bare.text.contains("Enter a title") && bare.text.contains("Say why"))
      #expect(try await edie.post("\(path)/edit", change.merging(["reason": "Plainer"]) { $1 }).status == 303)
      let stale = change.merging(["title": "Other talks", "reason": "r"]) { $1 }
      let conflict = try await edie.post("\(path)/edit", stale)
      #expect(conflict.status == 409)
      #expect(conflict.text.contains("Hard talks") && conflict.text.contains("Other talks"))
      let page = try await site.anybody().get(path).text
      #expect(page.contains("Hard talks") && page.contains("Plainer") && !page.contains("Other talks"))
    }
  }

  @Test func `why a practice is in is said otherwise, and a stale sentence shows both`() async throws {
    try await TestSite.with { site in
      let practices = try await publish(site, "First")
      let path = try await collection(site, practices)
      let edie = try await site.visitor("Edie Editor")
      let edit = "\(path)/practices/\(id(practices[0]))/edit"
      let seen = try await edie.get(edit).hidden("version") ?? ""
      #expect(try await edie.post(edit, ["why": "", "version": seen]).text.contains("Say why it is in"))
      #expect(try await edie.post(edit, ["why": "Plainest", "version": seen]).status == 303)
      let stale = try await edie.post(edit, ["why": "Shortest", "version": seen])
      #expect(stale.status == 409 && stale.text.contains("Plainest") && stale.text.contains("Shortest"))
      #expect(try await site.anybody().get(path).text.contains("Plainest"))
    }
  }

  @Test func `withdrawn it says so and shows nothing more, and is published again with a reason`()
    async throws
  {
    try await TestSite.with { site in
      let practices = try await publish(site, "First")
      let path = try await collection(site, practices)
      let edie = try await site.visitor("Edie Editor")
      #expect(try await edie.post("\(path)/withdraw", ["reason": "Outdated"]).status == 303)
      let page = try await site.anybody().get(path)
      #expect(page.text.contains("This collection was withdrawn") && page.text.contains("Outdated"))
      #expect(order(page).isEmpty && !page.text.contains("For who has to begin one."))
      #expect(try await site.anybody().get("/collections").text.contains("First talks") == false)
      #expect(try await site.anybody().get(practices[0]).text.contains("First talks") == false)
      #expect(try await edie.get("/collections").text.contains("First talks"))
      let bare = try await edie.post("\(path)/publish", ["reason": ""])
      #expect(bare.status == 422 && bare.text.contains("Say why"))
      #expect(try await edie.post("\(path)/publish", ["reason": "Mended"]).status == 303)
      #expect(order(try await site.anybody().get(path)).count == 1)
    }
  }

  @Test func `a practice that its reader may not read is neither shown nor counted nor told of`() async throws
  {
    try await TestSite.with { site in
      let paths = try await publish(site, "Open", "Marked", "Withdrawn")
      let path = try await collection(site, paths)
      let edie = try await site.visitor("Edie Editor")
      _ = try await edie.edit(paths[1], "handling", ["marking": "official", "reason": "Asked for"])
      _ = try await edie.post("\(paths[2])/withdraw", ["reason": "Harm"])
      let page = try await site.anybody().get(path)
      #expect(order(page) == [id(paths[0])] && page.text.contains("1 practice</h2>"))
      #expect(!page.text.contains("Marked") && !page.text.contains("Because of \(paths[1])"))
      #expect(try await site.anybody().get("/collections").text.contains("1 practice</p>"))
      let list = try await site.anybody().get("/api/v1/collections").json
      #expect((list["collections"] as? [[String: Any]])?.first?["practice_count"] as? Int == 1)
      let json = try await site.anybody().get("/api/v1\(path)")
      #expect(!json.text.contains(id(paths[1])) && !json.text.contains(id(paths[2])))
      let rita = try await site.visitor("Rita Reader")
      #expect(order(try await rita.get(path)) == [id(paths[0]), id(paths[1])])
      #expect(try await edie.get(path).text.contains("added “Marked”"))
    }
  }

  @Test func `what was superseded shows what took its place`() async throws {
    try await TestSite.with { site in
      let paths = try await publish(site, "Old", "Newer")
      let path = try await collection(site, [paths[0]])
      let edie = try await site.visitor("Edie Editor")
      #expect(try await edie.post("\(paths[0])/supersede", ["by": paths[1], "reason": "r"]).status == 303)
      let page = try await site.anybody().get(path).text
      #expect(
        page.contains("Another practice took its place: <a class=\"govuk-link\" href=\"\(paths[1])\">Newer")
      )
      _ = try await edie.edit(paths[1], "handling", ["marking": "official", "reason": "Asked for"])
      #expect(try await site.anybody().get(path).text.contains("Newer") == false)
    }
  }

  @Test func `what is under embargo is in it from its day`() async throws {
    try await TestSite.with(at: .story) { site in
      let dora = try await site.visitor("Dora Depositor")
      let practice = try await dora.deposit()
      _ = try await dora.submit(practice)
      _ = try await site.visitor("Ron Reviewer").review(practice)
      _ = try await site.visitor("Rhea Reviewer").review(practice)
      let edie = try await site.visitor("Edie Editor")
      let day = ["embargo-day": "10", "embargo-month": "9", "embargo-year": "2009"]
      #expect(try await edie.post("\(practice)/publish", day).status == 303)
      let path = try await collection(site, [practice])
      #expect(try await site.anybody().get(path).text.contains("nothing in it that you can read"))
      #expect(try await site.anybody().get(path).text.contains("Kitchen-table") == false)
      site.move(to: try #require(PartialDate("2009-09-10")))
      #expect(order(try await site.anybody().get(path)) == [id(practice)])
    }
  }

  @Test func `views folded anew are those that live, whatever was done`() async throws {
    try await TestSite.with { site in
      let paths = try await publish(site, "First", "Second", "Third")
      let ids = paths.map(id)
      let path = try await collection(site, paths)
      let edie = try await site.visitor("Edie Editor")
      _ = try await edie.post("\(path)/practices/\(ids[2])/move", ["before": ids[0]])
      _ = try await edie.post("\(path)/practices/\(ids[0])/take-out", ["reason": "Old"])
      _ = try await edie.post("\(path)/add", ["practice": paths[0], "why": "After all"])
      let seen = try await edie.get("\(path)/practices/\(ids[1])/edit").hidden("version") ?? ""
      _ = try await edie.post("\(path)/practices/\(ids[1])/edit", ["why": "Plainest", "version": seen])
      #expect(order(try await edie.get(path)) == [ids[2], ids[1], ids[0]])
      #expect(try await edie.post("\(path)/withdraw", ["reason": "Outdated"]).status == 303)
      let draft = try await make(edie)
      #expect(try await edie.post("\(draft)/withdraw", ["reason": "Never mind"]).status == 303)
      let dumps = try await site.dumps(of: .learning)
      #expect(dumps.live == dumps.anew)
      #expect(dumps.live.contains("Plainest") && dumps.live.contains("practice-taken-out"))
    }
  }

  @Test func `nobody but editors changes anything`() async throws {
    try await TestSite.with { site in
      let practices = try await publish(site, "First")
      let path = try await collection(site, practices)
      let item = "\(path)/practices/\(id(practices[0]))"
      for name in ["Dora Depositor", "Ron Reviewer", "Rita Reader", "Adam Administrator"] {
        let visitor = try await site.visitor(name)
        for page in [
          "/collections/new", "\(path)/edit", "\(path)/add", "\(path)/publish", "\(path)/withdraw",
          "\(item)/edit", "\(item)/take-out",
        ] {
          #expect(try await visitor.get(page).status == 403, "\(name): \(page)")
          let address = page.replacing("/collections/new", with: "/collections")
          let posted = try await visitor.post(address, ["reason": "r", "why": "w", "version": "1"])
          #expect(posted.status == 403, "\(name): \(page)")
        }
        #expect(try await visitor.post("\(item)/move", ["before": ""]).status == 403, "\(name)")
        #expect(try await visitor.api(.post, "/api/v1\(item)/take-out", #"{"reason": "r"}"#).status == 403)
      }
    }
  }

  @Test func `a program makes, fills, orders and publishes as the pages do`() async throws {
    try await TestSite.with { site in
      let ids = try await publish(site, "First", "Second").map(id)
      let edie = try await site.visitor("Edie Editor")
      let wrong = try await edie.api(.post, "/api/v1/collections", #"{"title": "t"}"#)
      #expect(wrong.status == 422 && wrong.text.contains("/purpose"))
      let made = try await edie.api(.post, "/api/v1/collections", #"{"title": "t", "purpose": "p"}"#)
      #expect(made.status == 201)
      let path = "/api/v1/collections/\(try made.json["id"] as? String ?? "")"
      for practice in ids {
        let body = #"{"practice": "\#(practice)", "why": "w"}"#
        #expect(try await edie.api(.post, "\(path)/practices", body).status == 200)
      }
      let item = "\(path)/practices/\(ids[1])"
      let moved = try await edie.api(.post, "\(item)/move", #"{"before": "\#(ids[0])"}"#)
      let order = try moved.json["practices"] as? [[String: Any]]
      #expect(order?.compactMap { $0["practice"] as? String } == [ids[1], ids[0]])
      #expect(try await edie.api(.put, item, #"{"why": "x"}"#).status == 428)
      let tag = moved.headers[.eTag] ?? ""
      let reworded = try await edie.api(.put, item, #"{"why": "x"}"#, headers: [.ifMatch: tag])
      #expect(reworded.status == 200 && reworded.text.contains("\"x\""))
      #expect(try await edie.api(.put, item, #"{"why": "y"}"#, headers: [.ifMatch: tag]).status == 412)
      let published = try await edie.api(.post, "\(path)/publish", "{}")
      #expect(try published.json["life"] as? String == "published")
      let changed = try await edie.api(
        .put,
        path,
        #"{"title": "T", "reason": "Plainer"}"#,
        headers: [.ifMatch: published.headers[.eTag] ?? ""]
      )
      #expect(try changed.json["title"] as? String == "T" && changed.json["purpose"] as? String == "p")
      let out = try await edie.api(.post, "\(item)/take-out", #"{"reason": "Old"}"#)
      #expect((try out.json["practices"] as? [Any])?.count == 1)
      let withdrawn = try await edie.api(.post, "\(path)/withdraw", #"{"reason": "Outdated"}"#)
      #expect(try withdrawn.json["life"] as? String == "withdrawn")
      let read = try await site.anybody().get(path).json
      #expect((read["practices"] as? [Any])?.isEmpty == true)
    }
  }
}
