import Assembly
import Foundation
import Kernel
import TestSupport
import Testing

/// A case from the referral to the reviews after closing, by its pages.
struct CaseLifeTests {
  @Test func `a case is opened from a referral, once`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let page = try await story.page()
      #expect(page.contains("Screening, since 1 September 2009") && page.contains("Cora Coordinator"))
      #expect(page.contains("Decision under section 36"))
      let again = try await story.cora.get("/cases/new?referral=\(story.id)")
      #expect(again.location == story.address)
      let account = try await site.account(of: "Sue Supervisor")
      let second = try await story.cora.post("/cases", ["referral": story.id, "owner": account])
      #expect(second.status == 422 && second.text.contains("This case was opened already."))
      _ = try await story.cora.state("screening", for: story.id)
      #expect(try await story.cora.get("/referrals/\(story.id)").text.contains("\(story.address)\">C-"))
    }
  }

  @Test func `support goes from the decision to the review a year after closing`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.adopted()
      let support = try await story.cora.get("\(story.address)/session").text
        .firstMatch(of: /name="support" type="radio" value="([^"]+)"/)?.output.1
      let session = [
        "support": String(support ?? ""), "attendance": "attended", "done": "A letter was written.",
      ]
      try await story.act("session", session, days: ["on": 0, "next": 20])
      try await story.act("goal", ["words": "A place at the college."])
      let goal = try await story.cora.get("\(story.address)/progress").text
        .firstMatch(of: /name="goal" type="radio" value="([^"]+)"/)?.output.1
      try await story.act("progress", ["goal": String(goal ?? ""), "words": "He has applied."])
      try await story.act(
        "contact",
        ["with": "parent", "words": "His mother rang."],
        days: ["on": 0, "next": 25]
      )
      try await story.act("review", ["findings": "He keeps coming."], days: ["on": 0, "next-review": 80])
      let page = try await story.page()
      for words in [
        "Support, since 1 September 2009", "A letter was written.", "He has applied.", "His mother rang.",
        "He keeps coming.", "26 September 2009",
      ] { #expect(page.contains(words), "\(words)") }
      let early = try await story.cora.act(
        "close",
        on: story.id,
        story.closing("no-further-concern", days: 700)
      )
      #expect(
        early.status == 422 && early.text.contains("A panel with its quorum must have decided that first.")
      )
      try await story.resolved("close", contact: nil)
      try await story.act("close", story.closing("no-further-concern", days: 700))
      let closed = try await story.page()
      #expect(closed.contains("No further terrorism-related concern") && closed.contains("1 March 2010"))
      #expect(closed.contains("1 September 2010"))
      let review = ["due": "2010-03-01", "finding": "no-concern", "words": "He works."]
      let tooEarly = try await story.cora.act("later-review", on: story.id, review)
      #expect(tooEarly.status == 422 && tooEarly.text.contains("It is due on 1 March 2010"))
      site.pass(minutes: 181 * 24 * 60)
      let later = try await site.visitor("Cora Coordinator")
      _ = try await later.state("review", for: story.id, of: "case")
      try await story.act("later-review", review, by: later)
      #expect(try await story.page(later).contains("He works."))
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew && dumps.live.contains("He works."))
    }
  }

  @Test func `what is wrong with a form is said at each field, and nothing typed is lost`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      let answer = try await story.cora.act("screen", on: story.id, ["reasons": "Kept"])
      #expect(answer.status == 422 && answer.text.contains("Choose what came of it"))
      #expect(answer.text.contains(">Kept</textarea>"))
      let nothing = try await story.cora.act("screen", on: story.id, ["reasons": "Kept", "result": "clear"])
      #expect(nothing.status == 422 && nothing.text.contains("Choose what was checked"))
      let early = try await story.cora.get("\(story.address)/adopt")
      #expect(early.status == 409 && early.text.contains("That cannot be done now"))
      try await story.adopted()
      let late = try await story.cora.act(
        "move-contact",
        on: story.id,
        ["reason": "Away"].merging(story.day("next", 40)) { $1 }
      )
      #expect(late.status == 422 && late.text.contains("must be on or before 29 September 2009"))
    }
  }

  @Test func `a day that cannot be is marked where it stands`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.adopted()
      let contact = ["with": "person", "words": "At home."]
      for (on, next, marked) in [(1, 7, "#on-day"), (0, -1, "#next-day")] {
        let days = story.day("on", on).merging(story.day("next", next)) { $1 }
        let answer = try await story.cora.act("contact", on: story.id, contact.merging(days) { $1 })
        #expect(answer.status == 422 && answer.text.contains("<a href=\"\(marked)\">The day"), "\(marked)")
      }
      let review = story.day("on", 0).merging(story.day("next-review", 0)) { $1 }
      let same = try await story.cora.act("review", on: story.id, review.merging(["findings": "f"]) { $1 })
      #expect(same.text.contains("<a href=\"#next-review-day\">The day must be 2 September 2009 or later"))
    }
  }

  @Test func `an entry is put right beside it, and stays as it was written`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.screened()
      let link = try #require(try await story.page().firstMatch(of: /put-right\?entry=(\d+)/))
      let form = try await story.cora.get("\(story.address)/put-right?entry=\(link.1)").text
      #expect(form.contains("value=\"\(link.1)\" selected") || form.contains("value=\"\(link.1)\" checked"))
      let foreign = try await story.cora.act("put-right", on: story.id, ["entry": "999999", "words": "w"])
      #expect(foreign.status == 422 && foreign.text.contains("Which entry"))
      try await story.act("put-right", ["entry": String(link.1), "words": "It was three meetings."])
      let page = try await story.page()
      #expect(page.contains("Two meetings.") && page.contains("Put right</strong> by Cora Coordinator"))
      #expect(page.components(separatedBy: "It was three meetings.").count == 3)
      let mina = try await site.visitor("Mina Member")
      #expect(try await mina.get("\(story.address)/put-right").status == 403)
    }
  }

  @Test func `a mistaken referral ends with a letter that says sorry`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.screened()
      try await story.act(
        "reject",
        story.closing("mistaken", days: 80).merging(["grounds": "Another Sam."]) { $1 }
      )
      #expect(try await story.page().contains("Letter of apology"))
      let form = try await story.cora.get("\(story.address)/letter")
      #expect(form.text.contains("we are sorry that it was"))
      try await story.act(
        "letter",
        ["letter": "mistaken", "from": "Cora, Town Hall", "to": "Sam Sample", "text": "We are sorry."]
      )
      let page = try await story.page()
      #expect(page.contains("Letter of apology"), "a letter that lies in a drawer is none")
      let print = page.firstMatch(of: /href="([^"]+\/letters\/[^"]+)"/)?.output.1
      let letter = try await story.cora.get(String(print ?? ""))
      #expect(
        letter.status == 200 && letter.text.contains("Sam Sample") && letter.text.contains("We are sorry.")
          && letter.text.contains("Cora, Town Hall")
      )
      let record = try await story.cora.get("\(story.address)/letter-sent")
      let id = record.text.firstMatch(of: /name="sent-letter" type="radio" value="([^"]+)"/).map {
        String($0.output.1)
      }
      try await story.act(
        "letter-sent",
        ["sent-letter": id ?? "", "way": "post"].merging(story.day("on", 0)) { $1 }
      )
      #expect(!(try await story.page()).contains("Letter of apology"))
      let told = try await site.accessLines().filter { $0.line.act == .disclosure }
      #expect(told.map(\.line.reason) == ["letter-mistaken"])
    }
  }

  @Test func `once a person is erased their case says nothing of them`() async throws {
    try await TestSite.with(at: .story) { site in
      let story = try await CaseStory(site)
      try await story.adopted()
      _ = try await site.installation.erase(story.id, ground: "Article 17(1)(b)", in: .safeguarding)
      let page = try await story.page()
      #expect(page.contains("What was said of the person is erased."))
      for words in ["Two meetings.", "What his teacher heard.", "Each Tuesday.", "He understood."] {
        #expect(!page.contains(words), "\(words)")
      }
      let dumps = try await site.dumps(of: .safeguarding)
      #expect(dumps.live == dumps.anew && !dumps.live.contains("Two meetings."))
    }
  }
}

extension CaseStory {
  /// A form that closes it, with the whole checklist.
  func closing(_ reason: String, days: Int) -> [String: String] {
    Self.checklist.merging(day("until", days)) { $1 }.merging(["reason": reason]) { $1 }
  }
}
