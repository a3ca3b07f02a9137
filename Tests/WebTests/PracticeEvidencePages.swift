import Foundation
import Platform
import Testing

/// The evidence of a practice: guided, weighed against its evaluation, and shown with what is not known.
struct PracticeEvidencePages {
  private let dimensions = ["Effect", "Mechanism", "Moderators", "Implementation", "Economics"]
  private let doubt = "compared it with nothing: something else may have made the difference"

  /// The rows of the EMMIE table: finding and strength by dimension.
  private func rows(_ page: String) -> [String: [String]] {
    var rows: [String: [String]] = [:]
    for dimension in dimensions {
      guard let start = page.range(of: "\">\(dimension)<span") else { continue }
      rows[dimension] = page[start.upperBound...].components(separatedBy: "</tr>")[0]
        .components(separatedBy: "<td").dropFirst()
        .map { String($0.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }) }
    }
    return rows
  }

  @Test func `the form explains every dimension, with an example and what not to know means`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let page = try await dora.get("\(try await dora.deposit())/edit/evidence").text
      for dimension in dimensions {
        #expect(page.contains("What a good answer says about \(dimension.lowercased())"), "\(dimension)")
      }
      #expect(page.components(separatedBy: "A made-up example:").count == 6)
      #expect(page.contains("“Not known” is a respectable answer"))
      #expect(page.contains("Did chance decide who got it, such as a draw? Level 5."))
      #expect(page.contains("The answers suggest Unknown, or New if it has just begun"))
    }
  }

  @Test func `a stage is suggested from the answers and stays the depositor's`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let answers = ["evidence_stage": "worked", "maryland": "1", "evaluation_design": "We asked at the end"]
      #expect(try await dora.edit(path, "evidence", answers).status == 303)
      let page = try await dora.get(path).text
      #expect(page.contains("Evidence: worked") && page.contains(doubt))
      #expect(page.contains("The answers suggest Promising if the result was favourable"))
      #expect(try await dora.get("\(path)/edit/evidence").text.contains("The answers suggest Promising"))
      #expect(try await dora.submit(path).status == 303)
      let ron = try await site.visitor("Ron Reviewer")
      for address in [path, "\(path)/review"] {
        #expect(try await ron.get(address).text.contains(doubt), "\(address)")
      }
      _ = try await ron.review(path)
      _ = try await site.visitor("Rhea Reviewer").review(path)
      #expect(try await site.visitor("Edie Editor").post("\(path)/publish", ["reason": ""]).status == 303)
      let open = try await site.anybody().get(path).text
      #expect(!open.contains(doubt) && open.contains("Level 1: measured once, with nothing"))
      #expect(open.contains("Worked: a comparison found the effect"))
      #expect(try await dora.get(path).text.contains(doubt))
    }
  }

  @Test func `what goes together is not remarked on`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      _ = try await dora.edit(path, "evidence", ["evidence_stage": "did-not-work", "maryland": "3"])
      #expect(try await dora.get(path).text.contains("The evidence stage is") == false)
    }
  }

  @Test func `a practice shows a row for each dimension, known or not`() async throws {
    try await TestSite.with { site in
      let bare = rows(try await site.anybody().get(site.published()).text)
      #expect(bare.count == 5 && bare.values.allSatisfy { $0 == ["Not known", "Not known"] })
      let path = try await site.published()
      let edie = try await site.visitor("Edie Editor")
      let known = ["emmie_effect": "More asked.", "emmie_effect_strength": "weak", "reason": "Left out"]
      _ = try await edie.edit(path, "evidence", known)
      let page = try await site.anybody().get(path).text
      #expect(rows(page)["Effect"] == ["More asked.", "Weak"] && rows(page).count == 5)
      #expect(
        page.contains("Something is known on 1 of the five dimensions, and nothing yet on the other 4.")
      )
      #expect(page.contains("ts-unknown\">Not known"))
    }
  }
}
