import Foundation
import HTTPTypes
import Platform
import Testing

/// A session that ends while somebody writes: nothing is stored for nobody, and nothing is lost.
struct EndedSessionTests {
  /// Gives a made-up person a password, so that they can sign in by themselves.
  private func choosePassword(_ visitor: Visitor) async throws -> String {
    let words = "four unrelated plain words"
    let answer = try await visitor.post("/account/password", ["new-password": words, "again": words])
    #expect(answer.location == "/account?done=1")
    return words
  }

  @Test func `what was written goes on after signing in again`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let words = try await choosePassword(dora)
      let page = try await dora.get("/practices/new")
      let record = page.hidden("record") ?? ""
      let form = [String: String].complete.merging([
        "csrf": page.hidden("csrf") ?? "", "record": record, "problem": "Two\nlines & <marks>",
      ]) { $1 }
      dora.cookies = [:]
      let turned = try await dora.postAsIs("/practices", form)
      #expect(turned.status == 403 && turned.text.contains("Sign in again to send this"))
      #expect(try await site.anybody().get("/practices/\(record)").status == 404)
      let wrong = try await dora.postAsIs("/sign-in", signIn(turned, "not the words"))
      #expect(wrong.status == 422 && wrong.text.contains("Two\nlines &amp; &lt;marks&gt;"))
      let again = try await dora.postAsIs("/sign-in", signIn(wrong, words))
      #expect(again.status == 200 && again.text.contains("Hello") == false)
      #expect(again.text.contains("Kitchen-table evenings") && again.text.contains("You are signed in again"))
      let stored = try await dora.postAsIs("/practices", again.hiddenFields)
      #expect(stored.location == "/practices/\(record)")
      let shown = try await dora.get("/practices/\(record)").text
      #expect(shown.contains("lines &amp; &lt;marks&gt;") && shown.contains("Community, Family"))
    }
  }

  private func signIn(_ page: Answer, _ words: String) -> [String: String] {
    page.hiddenFields.merging(["email": "dora.depositor@touchstone.example", "password": words]) { $1 }
  }

  @Test func `an edit of a draft goes on too`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let page = try await dora.get("\(path)/edit/method")
      let form = [
        "csrf": page.hidden("csrf") ?? "", "version": page.hidden("version") ?? "", "method": "Six.",
      ]
      dora.cookies = [:]
      let turned = try await dora.postAsIs("\(path)/edit/method", form)
      #expect(turned.status == 403 && turned.text.contains("name=\"resend.method\" value=\"Six.\""))
    }
  }

  @Test func `a form of an earlier session is sent once more by whoever is signed in`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let answer = try await dora.postAsIs("\(path)/withdraw", ["csrf": "earlier", "reason": "Kept reason"])
      #expect(answer.status == 403 && answer.text.contains("Kept reason"))
      #expect(answer.text.contains("This is not stored yet"))
      #expect(try await dora.get(path).text.contains("Draft"))
      #expect(try await dora.postAsIs("\(path)/withdraw", answer.hiddenFields).status == 303)
      #expect(try await dora.get(path).text.contains("This draft was discarded"))
    }
  }

  @Test func `a password is never carried along`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      dora.cookies = [:]
      for path in ["/account/password", "/sign-in"] {
        let form = ["csrf": "old", "password": "my secret words", "new-password": "my secret words"]
        let answer = try await dora.postAsIs(path, form)
        #expect(answer.status >= 300 && !answer.text.contains("my secret words"), "\(path)")
      }
    }
  }

  @Test func `a form from another site is not carried along`() async throws {
    try await TestSite.with { site in
      var headers: HTTPFields = [:]
      headers[.origin] = "https://evil.example"
      let answer = try await site.anybody().postAsIs("/practices", ["title": "Planted"], headers: headers)
      #expect(answer.status == 403 && !answer.text.contains("Planted"))
    }
  }

  @Test func `closing an account ends its session at once`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let adam = try await site.visitor("Adam Administrator")
      let people = try await adam.get("/people").text
      let name = try #require(people.range(of: "Dora Depositor"))
      let link = people[..<name.lowerBound].components(separatedBy: "href=\"").last ?? ""
      let path = String(link.prefix { $0 != "\"" })
      #expect(try await adam.post("\(path)/close", ["reason": "Left"]).status == 303)
      #expect(try await dora.get("/account").location == "/sign-in?back=%2Faccount")
      #expect(try await dora.get("/practices/new").status == 303)
    }
  }

  @Test func `a password is changed with the one before, and ends every other session`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let words = try await choosePassword(dora)
      let other = site.anybody()
      let entry = ["email": "dora.depositor@touchstone.example", "password": words, "back": "/"]
      #expect(try await other.post("/sign-in", entry).status == 303)
      let fresh = "five other unrelated plain words"
      let wrong = try await dora.post(
        "/account/password",
        ["password": "guess", "new-password": fresh, "again": fresh]
      )
      #expect(wrong.status == 422 && wrong.text.contains("That is not your current password"))
      let unlike = try await dora.post(
        "/account/password",
        ["password": words, "new-password": fresh, "again": words]
      )
      #expect(unlike.status == 422 && unlike.text.contains("are not the same"))
      let guessable = "Dora Depositor 1"
      let easy = try await dora.post(
        "/account/password",
        ["password": words, "new-password": guessable, "again": guessable]
      )
      #expect(easy.status == 422 && easy.text.contains("made of your name"))
      let done = try await dora.post(
        "/account/password",
        ["password": words, "new-password": fresh, "again": fresh]
      )
      #expect(done.status == 303)
      #expect(try await dora.get("/account").status == 200)
      #expect(try await other.get("/account").status == 303)
      #expect(try await site.anybody().post("/sign-in", entry).status == 422)
    }
  }
}
