import Assembly
import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// Settings through their pages and calls: decided alone, decided by two, and what the operator set.
struct SettingTests {
  private static let period = "retention.account-months"
  private static let officer =
    #"{"role": "data-protection-officer", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
  private static let auditor =
    #"{"role": "auditor", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#

  private func change(_ value: String, _ fields: [String: String] = [:]) -> [String: String] {
    [
      "value": value, "from-day": "1", "from-month": "10", "from-year": "2009", "reason": "New guidance",
      "source": "Guidance of 2009",
    ].merging(fields) { $1 }
  }

  @Test func `a period of retention is proposed by one and agreed to by another`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let della = try await site.newcomer("della", Self.officer, adam).visitor
      let path = "/settings/\(Self.period)"
      #expect(try await adam.get(path).text.contains("72 months"))
      #expect(try await adam.post("\(path)/change", change("24")).status == 303)
      let waiting = try await adam.get("/settings").text
      #expect(waiting.contains("Waiting for somebody to agree") && waiting.contains("24 months"))
      let settings = site.installation.site
      #expect(settings.settings[AccountRetention.rule.months] == 72)
      let own = try await adam.post("\(path)/agree", [:])
      #expect(own.status == 403)
      #expect(try await della.post("\(path)/agree", [:]).status == 303)
      #expect(settings.settings[AccountRetention.rule.months] == 72)
      let october = PartialDate("2009-10-01") ?? PartialDate(on: .story)
      #expect(settings.settings(on: october)[AccountRetention.rule.months] == 24)
      let page = try await della.get(path).text
      #expect(page.contains("New guidance") && page.contains("Guidance of 2009") && page.contains("della"))
      #expect(try await della.post("\(path)/agree", [:]).status == 409)
      // Stays so when the views are folded anew.
      _ = try await site.installation.rebuild(.directory)
      site.move(to: october)
      #expect(settings.settings[AccountRetention.rule.months] == 24)
    }
  }

  @Test func `errors of the form come all at once, and what was typed stays`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let path = "/settings/\(Self.period)/change"
      let empty = try await adam.post(path, ["value": "", "reason": "", "source": "Kept"])
      #expect(empty.status == 422 && empty.text.contains("Kept"))
      for words in ["Enter the new value", "Enter the first day", "Say why"] {
        #expect(empty.text.contains(words))
      }
      let wrong = try await adam.post(path, change("many"))
      #expect(wrong.status == 422 && wrong.text.contains("from 0 to 1,200") && wrong.text.contains("many"))
      let past = try await adam.post(path, change("6", ["from-year": "2008"]))
      #expect(past.status == 422 && past.text.contains("today or later"))
      let act = try await adam.post("/settings/retention.account-act/change", change("shred"))
      #expect(act.status == 422)
    }
  }

  @Test func `an auditor reads settings and changes none; nobody else reads them`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let otto = try await site.newcomer("otto", Self.auditor, adam).visitor
      let path = "/settings/\(Self.period)"
      #expect(try await otto.get("/settings").text.contains("Closed accounts are looked at again"))
      #expect(try await otto.get("/settings/start-up").text.contains("http.port"))
      #expect(try await otto.get("\(path)/change").status == 403)
      #expect(try await otto.post("\(path)/change", change("24")).status == 403)
      let edie = try await site.visitor("Edie Editor")
      for address in ["/settings", "/settings/start-up", path] {
        #expect(try await edie.get(address).status == 403)
      }
      #expect(try await adam.get("/settings/no-such").status == 404)
    }
  }

  @Test func `programs propose, agree, decline and read settings`() async throws {
    try await TestSite.with(at: .story) { site in
      let adam = try await site.visitor("Adam Administrator")
      let della = try await site.newcomer("della", Self.officer, adam).visitor
      let path = "/api/v1/settings/\(Self.period)"
      let body = #"{"value": "24", "from": "2009-09-01", "reason": "r", "source": "s"}"#
      let proposed = try await adam.api(.post, "\(path)/change", body).json
      #expect(proposed["proposed"] as? String == "24" && proposed["value"] as? String == "72")
      #expect(try await della.api(.post, "\(path)/decline", #"{"reason": "Too short"}"#).status == 200)
      #expect(try await della.api(.post, "\(path)/agree").status == 409)
      #expect(try await adam.api(.post, "\(path)/change", body).status == 200)
      let agreed = try await della.api(.post, "\(path)/agree").json
      #expect(agreed["value"] as? String == "24" && agreed["since"] as? String == "2009-09-01")
      let history = try await adam.api(.get, "\(path)/history").json["history"] as? [[String: Any]]
      #expect(history?.compactMap { $0["act"] as? String } == ["proposed", "declined", "proposed", "agreed"])
      let list = try await adam.api(.get, "/api/v1/settings?limit=200").json["settings"] as? [[String: Any]]
      #expect(list?.count == Registry.settings.count)
      let startUp = try await adam.api(.get, "/api/v1/settings/start-up").json["settings"] as? [[String: Any]]
      #expect(startUp?.contains { $0["key"] as? String == "log.name" } == true)
      #expect(try await adam.api(.post, "\(path)/change", #"{"value": "many"}"#).status == 422)
    }
  }

  @Test func `each setting is declared once, and its default is one that it may be`() {
    let keys = Registry.settings.map(\.key)
    #expect(Set(keys).count == keys.count)
    for setting in Registry.settings {
      #expect(setting.allows(setting.fallback), "\(setting.key)")
      #expect(setting.key.contains(".") && !setting.meaning.hasSuffix("."), "\(setting.key)")
      #expect(setting.key.allSatisfy { $0.isLowercase || ".-".contains($0) }, "\(setting.key)")
    }
  }
}
