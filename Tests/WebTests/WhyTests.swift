import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing
import Views

/// The page that says why somebody may or may not do a thing: the policies' own rules, told to an administrator.
struct WhyTests {
  private func path(of name: String, _ site: TestSite) async throws -> String {
    let people = try await site.installation.site.read(.directory) {
      try AccountList.page(offset: 0, limit: 100, in: $0).people
    }
    return "/people/\(try #require(people.first { $0.name == name }).id)"
  }

  private func ask(
    _ visitor: Visitor,
    _ person: String,
    _ act: String,
    _ record: String = ""
  ) async throws -> Answer {
    try await visitor.get("\(person)/why?act=\(act)&record=\(record.urlEncoded)")
  }

  @Test func `the page says which rule allows, and of every other what is missing`() async throws {
    try await TestSite.with(at: .story) { site in
      let practice = try await site.published()
      let adam = try await site.visitor("Adam Administrator")
      let edie = try await path(of: "Edie Editor", site)
      let allowed = try await ask(
        adam,
        edie,
        "practice.publish",
        "https://touchstone.test\(practice)#history"
      )
      #expect(allowed.text.contains("Edie Editor may do this"))
      #expect(allowed.text.contains("The rule that allows it: an editor of the area or organisation."))
      let rita = try await path(of: "Rita Reader", site)
      let denied = try await ask(adam, rita, "practice.publish", practice)
      #expect(denied.text.contains("Rita Reader may not do this"))
      #expect(denied.text.contains("That role was never granted to them."))
      let dora = try await path(of: "Dora Depositor", site)
      let own = try await ask(adam, dora, "practice.revise", practice)
      #expect(own.text.contains("Dora Depositor may not do this"))
      #expect(own.text.contains("is a draft") && own.text.contains("deposited it themselves"))
      let anywhere = try await ask(adam, dora, "practice.revise")
      #expect(anywhere.text.contains("may do this, where the rest is so"))
      #expect(try await ask(adam, dora, "practice.deposit").text.contains("Dora Depositor may do this"))
    }
  }

  @Test func `it says of a role that it is held elsewhere, has ended, lapsed or waits for a text`()
    async throws
  {
    try await TestSite.with(at: .story) { site in
      let practice = try await site.published()
      let adam = try await site.visitor("Adam Administrator")
      let rita = try await path(of: "Rita Reader", site)
      let base = [
        "from-day": "1", "from-month": "1", "from-year": "2009", "reason": "r", "role": "editor",
        "place": "area:E23000013",
      ]
      #expect(try await adam.post("\(rita)/roles", base).status == 303)
      #expect(
        try await ask(adam, rita, "practice.publish", practice).text
          .contains("Editor, in Cleveland: held there, and not where this is.")
      )
      let ended = ["on-day": "1", "on-month": "2", "on-year": "2009", "reason": "r"]
      #expect(try await adam.post("\(rita)/roles/0/end", ended).status == 303)
      #expect(
        try await ask(adam, rita, "practice.publish", practice).text.contains("It ended on 1 February 2009.")
      )
      let finance = try await path(of: "Fred Finance", site)
      let oversight = base.merging(["role": "administrator", "place": "everywhere"]) { $1 }
      #expect(try await adam.post("\(finance)/roles", oversight).status == 303)
      #expect(
        try await ask(adam, finance, "directory.open").text
          .contains("They have not accepted “Opening doors, and watching them” as it is now.")
      )
    }
  }

  @Test func `an administrator learns nothing of a record that is closed to them`() async throws {
    try await TestSite.with(at: .story) { site in
      let dora = try await site.visitor("Dora Depositor")
      let draft = try await dora.deposit()
      let adam = try await site.visitor("Adam Administrator")
      #expect(try await adam.get(draft).status == 404)
      let page = try await ask(adam, path(of: "Dora Depositor", site), "practice.revise", draft)
      #expect(page.text.contains("Dora Depositor may do this") && page.text.contains("You may not read this"))
      #expect(!page.text.contains("Kitchen-table") && !page.text.contains("The rule that allows it"))
      let marks = page.text.matches(of: /govuk-tag--(red|green)">(Yes|No)<\/strong> ([^<]+)/)
      #expect(marks.allSatisfy { $0.output.3.contains("holds the role") })
      #expect(!marks.isEmpty)
    }
  }

  @Test func `only an administrator asks, and what is wrong is said`() async throws {
    try await TestSite.with(at: .story) { site in
      let rita = try await path(of: "Rita Reader", site)
      #expect(try await site.visitor("Edie Editor").get("\(rita)/why").status == 403)
      let adam = try await site.visitor("Adam Administrator")
      let form = try await adam.get("\(rita)/why")
      #expect(form.status == 200 && form.text.contains("<optgroup label=\"Practices\">"))
      let nothing = try await ask(adam, rita, "")
      #expect(nothing.status == 422 && nothing.text.contains("Choose what they want to do"))
      let unknown = try await ask(adam, rita, "practice.publish", "/practices/none")
      #expect(unknown.status == 422 && unknown.text.contains("There is no such record"))
      let other = try await ask(adam, rita, "practice.publish", "/collections/none")
      #expect(other.status == 422)
    }
  }

  @Test func `every act of every module is there, in words, and programs are told the same`() async throws {
    try await TestSite.with(at: .story) { site in
      let explainers = Registry.modules.map { ($0.name, $0.explainers.flatMap(\.acts), $0.acts) }
      for (name, told, acts) in explainers {
        #expect(Set(told.map(\.code)) == Set(acts.map { "\(name.lowercased()).\($0)" }), "\(name)")
        #expect(told.allSatisfy { !$0.words.isEmpty })
      }
      let adam = try await site.visitor("Adam Administrator")
      let edie = try await path(of: "Edie Editor", site).replacing("/people", with: "/api/v1/accounts")
      let answer = try await adam.api(.get, "\(edie)/why?act=practice.deposit").json
      #expect(answer["verdict"] as? String == "denied")
      let rules = answer["rules"] as? [[String: Any]]
      #expect(rules?.first?["name"] as? String == "a contributor deposits")
      for act in explainers.flatMap(\.1) {
        #expect(try await adam.api(.get, "\(edie)/why?act=\(act.code)").status == 200, "\(act.code)")
      }
      #expect(try await adam.api(.get, "\(edie)/why?act=practice.nothing").status == 400)
    }
  }
}
