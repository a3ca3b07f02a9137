import Foundation
import Kernel
import Platform
import Testing

/// People and organisations through their pages.
struct DirectoryLifeTests {
  /// A person's page, found in the list by their name.
  private func path(of name: String, _ admin: Visitor) async throws -> String {
    let people = try await admin.get("/people").text
    let place = try #require(people.range(of: name))
    let link = people[..<place.lowerBound].components(separatedBy: "href=\"").last ?? ""
    return String(link.prefix { $0 != "\"" })
  }

  @Test func `a stale edit of a person shows both versions and loses neither`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let path = try await path(of: "Rita Reader", adam)
      let seen = try await adam.get("\(path)/edit").hidden("version") ?? ""
      let form = ["email": "rita.reader@touchstone.example", "reason": "Married", "version": seen]
      #expect(try await adam.post("\(path)/edit", form.merging(["name": "Rita Other"]) { $1 }).status == 303)
      let stale = try await adam.post("\(path)/edit", form.merging(["name": "Rita Mine"]) { $1 })
      #expect(stale.status == 409 && stale.text.contains("Rita Other") && stale.text.contains("Rita Mine"))
      let fresh = form.merging(["name": "Rita Mine", "version": stale.hidden("version") ?? ""]) { $1 }
      #expect(try await adam.post("\(path)/edit", fresh).status == 303)
      #expect(try await adam.get(path).text.contains("Rita Mine"))
    }
  }

  @Test func `a stale edit of an organisation shows both versions and loses neither`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let record = try await adam.get("/organisations/new").hidden("record") ?? ""
      let listed = ["record": record, "name": "Madeup Trust", "kind": "charity"]
      #expect(try await adam.post("/organisations", listed).status == 303)
      let path = "/organisations/\(record)/edit"
      let seen = try await adam.get(path).hidden("version") ?? ""
      let form = ["kind": "charity", "reason": "Renamed", "version": seen]
      #expect(try await adam.post(path, form.merging(["name": "Their Trust"]) { $1 }).status == 303)
      let stale = try await adam.post(path, form.merging(["name": "My Trust"]) { $1 })
      #expect(stale.status == 409 && stale.text.contains("Their Trust") && stale.text.contains("My Trust"))
      let fresh = form.merging(["name": "My Trust", "version": stale.hidden("version") ?? ""]) { $1 }
      #expect(try await adam.post(path, fresh).status == 303)
      let page = try await site.anybody().get("/organisations/\(record)").text
      #expect(page.contains("My Trust") && page.contains("Charity") && page.contains("Renamed"))
      #expect(page.contains("listed it") && !page.contains("Adam") && !page.contains("Change it"))
      let own = try await adam.get("/organisations/\(record)").text
      #expect(own.contains("Adam Administrator") && own.contains("Change it"))
      #expect(try await site.anybody().get("/organisations/none").status == 404)
    }
  }

  @Test func `an administrator of one area reaches nobody and nothing beyond it`() async throws {
    try await TestSite.with { site in
      let adam = try await site.visitor("Adam Administrator")
      let rita = try await path(of: "Rita Reader", adam)
      let grant = [
        "role": "administrator", "place": "area:E23000013", "from-day": "1", "from-month": "9",
        "from-year": "2009", "reason": "Pilot",
      ]
      #expect(try await adam.post("\(rita)/roles", grant).status == 303)
      let local = try await site.visitor("Rita Reader")
      try await local.agreeToTexts()
      let dora = try await path(of: "Dora Depositor", adam)
      for path in ["\(dora)/edit", "\(dora)/close"] { #expect(try await local.get(path).status == 403) }
      #expect(try await local.post("\(dora)/link", [:]).status == 403)
      #expect(try await local.post("\(dora)/roles/0/end", [:]).status == 403)
      let everywhere = grant.merging(["role": "editor", "place": "everywhere"]) { $1 }
      #expect(try await local.post("\(dora)/roles", everywhere).status == 422)
      let away = grant.merging(["role": "reader", "place": "area:E23000002"]) { $1 }
      #expect(try await local.post("\(dora)/roles", away).status == 422)
      let watching = grant.merging(["role": "auditor"]) { $1 }
      #expect(try await local.post("\(dora)/roles", watching).status == 422)
      let here = grant.merging(["role": "reader"]) { $1 }
      #expect(try await local.post("\(dora)/roles", here).status == 303)
      let page = try await local.get("/people/new")
      #expect(page.text.contains("Cleveland Police") && !page.text.contains("Cumbria Police"))
      let person = [
        "record": page.hidden("record") ?? "", "name": "Nell", "email": "nell@touchstone.example",
      ]
      #expect(try await local.post("/people", person).text.contains("Choose an organisation"))
      let own = person.merging(["organisation": "police-cleveland"]) { $1 }
      #expect(try await local.post("/people", own).text.contains("/enter/"))
    }
  }
}
