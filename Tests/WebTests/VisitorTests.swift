import Assembly
import Foundation
import HTTPTypes
import Platform
import TestSupport
import Testing

/// Who gets in, who stays out, and what every answer carries.
struct VisitorTests {
  @Test func `every answer carries the security headers`() async throws {
    try await TestSite.with(people: false) { site in
      for path in ["/", "/nowhere", "/sign-in", "/api/v1/practices", "/api/v1/practices/none"] {
        let answer = try await site.anybody().get(path)
        let policy = answer.headers[.contentSecurityPolicy] ?? ""
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "\(path)")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(path)")
      }
    }
  }

  @Test func `a head is a page without its body`() async throws {
    try await TestSite.with(people: false) { site in
      let head = try await site.anybody().send(.head, "/practices", nil, [:])
      #expect(head.status == 200 && head.body.isEmpty)
      #expect(try await site.anybody().send(.head, "/nowhere", nil, [:]).status == 404)
    }
  }

  /// Each on a site of their own, and with time between: an address may send only so many forms in a minute.
  @Test(arguments: ["Dora Depositor", "Edie Editor", "Ron Reviewer", "Adam Administrator"])
  func `no post is taken without this visitor's own token`(_ name: String) async throws {
    try await TestSite.with(at: .story) { site in
      let path = try await site.visitor("Dora Depositor").deposit()
      let visitor = try await site.visitor(name)
      let stolen = name == "Adam Administrator" ? [:] : ["csrf": "stolen", "title": "t"]
      var tried = 0
      for route in site.routes where route.method == .post && !route.path.contains("/api/") {
        let id = path.replacing("/practices/", with: "")
        let address =
          "/"
          + route.path.replacing("{id}", with: id).replacing("{", with: "").replacing("}", with: "")
          .drop { $0 == "/" }
        let answer = try await visitor.postAsIs(String(address), stolen.merging(["reason": "r"]) { $1 })
        #expect([403, 404, 409].contains(answer.status), "\(address): \(answer.status)")
        tried += 1
        if tried.isMultiple(of: 50) { site.pass(minutes: 1) }
      }
      #expect(tried > 150)
    }
  }

  @Test func `a post from another site is turned away`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      var headers: HTTPFields = [:]
      headers[.origin] = "https://evil.example"
      #expect(try await dora.post("/practices", .complete, headers: headers).status == 403)
    }
  }

  @Test func `the session cookie is out of reach of scripts and other sites`() async throws {
    try await TestSite.with { site in
      let visitor = site.anybody()
      let link = try #require(try await site.installation.demonstrationLinks().first)
      let answer = try await visitor.post(link.address, [:])
      let cookie = answer.headers[values: .setCookie].first { $0.hasPrefix("__Host-session=") } ?? ""
      for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        #expect(cookie.contains(part), "\(cookie)")
      }
      #expect(!cookie.contains("Domain"))
    }
  }

  @Test func `a one-time link works once, and looking at it does not use it up`() async throws {
    try await TestSite.with { site in
      let link = try #require(try await site.installation.demonstrationLinks().first)
      let visitor = site.anybody()
      #expect(try await visitor.get(link.address).status == 200)
      #expect(try await visitor.post(link.address, [:]).status == 303)
      #expect(try await site.anybody().get(link.address).status == 410)
      #expect(try await site.anybody().post(link.address, [:]).status == 410)
    }
  }

  @Test func `an ended or made-up session is nobody's`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let stolen = dora.cookies
      #expect(try await dora.get("/account").status == 200)
      #expect(try await dora.post("/account/sign-out-everywhere", [:]).status == 303)
      dora.cookies = stolen
      #expect(try await dora.get("/account").location == "/sign-in?back=%2Faccount")
      let anybody = site.anybody()
      anybody.cookies = ["__Host-session": "made-up"]
      #expect(try await anybody.get("/account").status == 303)
    }
  }

  @Test func `after signing in one goes on where one was, and never to another site`() async throws {
    try await TestSite.with { site in
      for (back, expected) in [
        ("/practices", "/practices"), ("//evil.example", "/"), ("https://evil.example", "/"),
        ("/\\evil", "/"),
      ] {
        let page = try await site.anybody().get("/sign-in?back=\(back.urlEncoded)")
        #expect(page.hidden("back") == expected)
      }
    }
  }

  @Test func `the first administrator opens the first account, once`() async throws {
    try await TestSite.with(people: false) { site in
      let link = try #require(try await site.installation.firstAdministratorLink())
      let admin = site.anybody()
      let form = ["name": "Ada Example", "email": "ada@touchstone.example"]
      let short = try await admin.post(
        link.address,
        form.merging(["new-password": "short", "again": "short"]) { $1 }
      )
      #expect(
        short.status == 422 && short.text.contains("12 characters") && short.text.contains("Ada Example")
      )
      let words = "four unrelated plain words"
      let done = try await admin.post(
        link.address,
        form.merging(["new-password": words, "again": words]) { $1 }
      )
      #expect(done.status == 303)
      #expect(try await admin.get("/people").status == 403)
      try await admin.agreeToTexts()
      #expect(try await admin.get("/people").text.contains("Ada Example"))
      #expect(try await site.installation.firstAdministratorLink() == nil)
      let again = site.anybody()
      #expect(
        try await again.post("/sign-in", ["email": "ADA@touchstone.example", "password": words, "back": "/"])
          .status == 303
      )
      let wrong = try await site.anybody().post(
        "/sign-in",
        ["email": "ada@touchstone.example", "password": "x", "back": "/"]
      )
      #expect(wrong.status == 422 && wrong.text.contains("The e-mail address or the password is wrong"))
      #expect(!wrong.text.contains("value=\"x\""))
    }
  }

  @Test func `an administrator opens accounts, grants roles and takes them back`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let record = try await adam.get("/people/new").hidden("record") ?? ""
      let opened = try await adam.post(
        "/people",
        ["record": record, "name": "Nell Newcomer", "email": "nell@touchstone.example"]
      )
      #expect(opened.status == 200 && opened.text.contains("http://touchstone.test/enter/"))
      let taken = try await adam.get("/people/new").hidden("record") ?? ""
      let twice = try await adam.post(
        "/people",
        ["record": taken, "name": "Eve", "email": "NELL@touchstone.example"]
      )
      #expect(twice.status == 422 && twice.text.contains("Another account has this e-mail address"))
      let grant = [
        "role": "reviewer", "place": "area:E23000013", "from-day": "1", "from-month": "9",
        "from-year": "2009", "reason": "Joins",
      ]
      #expect(try await adam.post("/people/\(record)/roles", grant).status == 303)
      #expect(try await adam.get("/people/\(record)").text.contains("in Cleveland"))
      let end = ["on-day": "30", "on-month": "8", "on-year": "2009", "reason": "Left"]
      #expect(
        try await adam.post("/people/\(record)/roles/0/end", end).text.contains("cannot end before it begins")
      )
      #expect(
        try await adam.post("/people/\(record)/roles/0/end", end.merging(["on-year": "2010"]) { $1 }).status
          == 303
      )
      #expect(try await adam.post("/people/\(record)/close", ["reason": "Left"]).status == 303)
      let page = try await adam.get("/people/\(record)").text
      #expect(page.contains("closed the account") && page.contains("granted a role: reviewer, in Cleveland"))
    }
  }

  @Test(arguments: ["/people", "/people/new", "/organisations/new", "/account", "/practices/new"])
  func `what needs a role asks an unknown visitor to sign in`(_ path: String) async throws {
    try await TestSite.with { site in
      let unknown = try await site.anybody().get(path)
      #expect(unknown.location?.hasPrefix("/sign-in") == true)
      let reader = try await site.visitor("Rita Reader").get(path)
      #expect(reader.status == (path == "/account" ? 200 : 403))
    }
  }

  @Test(arguments: [
    "/nowhere", "/practices/none", "/practices/..%2f..%2fetc", "/practices/%00", "/log/none/none/checkpoint",
  ])
  func `an address that leads nowhere says so calmly`(_ path: String) async throws {
    try await TestSite.with(people: false) { site in
      let answer = try await site.anybody().get(path)
      #expect(answer.status == 404 && answer.text.contains("Page not found"))
    }
  }
}
