import Assembly
import Foundation
import TestSupport
import Testing

/// The public form, and the pages that ask whether we have met before.
extension GoldenPages {
  @Test func `pages of a referral by anybody are what was last looked at`() async throws {
    try await TestSite.with(at: .story) { site in
      let partner = site.anybody()
      let start = try await partner.get("/refer")
      _ = try await partner.post("/refer", [:])
      let steps = try await partner.get("/refer/form")
      let step = try await partner.get("/refer/form/concern")
      let wrong = try await partner.post("/refer/form/person", ["given_name": "Sam", "age": "many"])
      let unsent = try await partner.post("/refer/check", [:])
      for (name, fields) in [
        ("concern", ["grounds": "He asked where to go.", "concern": "other"]),
        ("person", ["given_name": "Sam", "family_name": "Sample", "age": "16", "area": "E23000013"]),
        ("knowing", ["person_knows": "no", "parent_knows": "yes"]), ("you", ["sector": "education"]),
      ] { _ = try await partner.post("/refer/form/\(name)", fields) }
      let check = try await partner.get("/refer/check")
      _ = try await partner.post("/refer/check", [:])
      try compare([
        ("channel/refer", start), ("channel/refer-step", step), ("channel/refer-step-errors", wrong),
        ("channel/refer-check-errors", unsent), ("channel/refer-check", check),
        ("channel/refer-code", try await partner.get("/refer/code")),
        ("channel/matching", try await partner.get("/matching")),
      ])
      // Codes are made at random, and references with them.
      try compare(
        [
          ("channel/refer-steps", steps), ("channel/refer-receipt", try await partner.get("/refer/receipt")),
        ],
        hiding: /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}|R-[0-9A-F]{5}-[0-9A-F]{5}/
      )
    }
  }

  @Test func `pages of whom we have met before are what was last looked at`() async throws {
    try await TestSite.with(at: .story) { site in
      let cora = try await site.visitor("Cora Coordinator")
      let born = ["birth-day": "3", "birth-month": "7"]
      let one = try await cora.refer(born)
      let other = try await cora.refer(["given_name": "Samuel", "birth-day": "7", "birth-month": "3"])
      let third = try await cora.refer(born.merging(["family_name": "Sampel"]) { $1 })
      for id in [one, other] { _ = try await cora.state("screening", for: id) }
      let likely = try await cora.get("/referrals/\(one)")
      let beside = "/referrals/\(one)/matches/\(other)"
      let open = try await cora.get(beside)
      let silent = try await cora.post(beside, ["verdict": "same", "reason": ""])
      _ = try await cora.post(beside, ["verdict": "same", "reason": "His mother told us."])
      _ = try await cora.post(
        "/referrals/\(one)/matches/\(third)",
        ["verdict": "different", "reason": "A cousin."]
      )
      try compare([
        ("channel/show-likely", likely), ("channel/match", open), ("channel/match-errors", silent),
        ("channel/match-said", try await cora.get(beside)),
        ("channel/match-undo", try await cora.get("\(beside)/undo")),
        ("channel/contacts", try await cora.get("/referrals/\(one)/contacts")),
      ])
    }
  }
}
