import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import Testing

/// What readers of the library need, and what is said where it is not known.
struct PracticeRevisionTests {
  private func notKnown(_ label: String) -> String {
    "key\">\(label)</dt><dd class=\"govuk-summary-list__value\"><p class=\"govuk-body\">Not known</p>"
  }

  @Test func `what publication needed cannot be emptied afterwards`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      let emptied = try await edie.edit(path, "outcome", ["outcome": " ", "reason": "Kept reason"])
      #expect(emptied.status == 422 && emptied.text.contains("Readers need it, so it cannot be emptied"))
      #expect(emptied.text.contains("outcome-error") && emptied.text.contains("Kept reason"))
      let seen = try await edie.api(.get, "/api/v1\(path)").headers[.eTag] ?? ""
      let body = #"{"problem": "", "reason": "r"}"#
      let call = try await edie.api(.put, "/api/v1\(path)", body, headers: [.ifMatch: seen])
      #expect(call.status == 422 && call.text.contains("/problem"))
      let page = try await site.anybody().get(path).text
      #expect(page.contains("Eleven families came.") && page.contains("Families had nobody to ask."))
      let dora = try await site.visitor("Dora Depositor")
      let draft = try await dora.deposit()
      #expect(try await dora.edit(draft, "problem", ["title": "Evenings", "problem": ""]).status == 303)
      #expect(try await !dora.get(draft).text.contains(notKnown("Problem")))
    }
  }

  @Test func `the latest ten lines of a history stand first, and the rest can be opened`() async throws {
    try await TestSite.with { site in
      let path = try await site.published()
      let short = try await site.anybody().get(path).text
      #expect(short.contains("Version 8, last changed on") && !short.contains("Earlier changes"))
      let edie = try await site.visitor("Edie Editor")
      for count in 1...4 {
        let change = ["outcome": "\(count) families came.", "reason": "Counted"]
        #expect(try await edie.edit(path, "outcome", change).status == 303)
      }
      let page = try await site.anybody().get(path).text
      let parts = page.components(separatedBy: "Earlier changes (2)</span>")
      #expect(parts.count == 2 && page.contains("Version 12, last changed on"))
      let latest = try #require(parts[0].components(separatedBy: "id=\"history\"").last)
      #expect(latest.components(separatedBy: "<li>").count == 11)
      #expect(latest.components(separatedBy: "<li>")[1].contains("changed it: outcomes"))
      #expect(parts[1].contains("began a draft") && !latest.contains("began a draft"))
    }
  }

  @Test func `a compiled record says what is not known of it, and can be corrected all the same`()
    async throws
  {
    try await TestSite.with { site in
      let practices = site.installation.site
      let id = practices.newID()
      var details = Practice.Details(title: "Evenings with lanterns")
      details.method = "Six evenings."
      try await practices.perform(
        .compile(details, importID: "i", source: "s"),
        on: id,
        of: Practice.self,
        by: Viewer(account: "maker")
      )
      let page = try await site.anybody().get("/practices/\(id)").text
      for label in ["Problem", "Aim", "Outcomes"] { #expect(page.contains(notKnown(label)), "\(label)") }
      #expect(!page.contains(notKnown("Method")) && page.contains("Six evenings."))
      let edie = try await site.visitor("Edie Editor")
      let corrected = ["method": "Seven evenings.", "reason": "Counted again"]
      #expect(try await edie.edit("/practices/\(id)", "method", corrected).status == 303)
    }
  }
}
