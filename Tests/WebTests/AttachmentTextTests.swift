import Assembly
import Domain
import Foundation
import Platform
import TestSupport
import Testing

@testable import Web

/// What an attachment's words come to, as those who read the practice are told.
struct AttachmentTextTests {
  private static let unfound = "Search will not find it by its words."

  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: Data
    /// Nil where nothing is said.
    let notice: String?
    var testDescription: String { name }
  }

  private static let samples = [
    Sample(name: "words.pdf", bytes: Documents.pdf(["Orchard evenings"]), notice: nil),
    Sample(name: "plain.txt", bytes: Data("Orchard evenings".utf8), notice: nil),
    Sample(
      name: "locked.pdf",
      bytes: Documents.lockedPDF ?? Data(),
      notice: "Its text could not be read: it needs a password. \(unfound)"
    ),
    Sample(
      name: "broken.pdf",
      bytes: Data("%PDF-1.7 cut".utf8),
      notice: "Its text could not be read: the file seems to be damaged. \(unfound)"
    ),
    Sample(
      name: "scan.pdf",
      bytes: Documents.pdf([""], fontsAreUsed: false),
      notice: "No words could be read in it: it may be a scan. \(unfound)"
    ),
    Sample(
      name: "long.txt",
      bytes: Data(String(repeating: "Orchard ", count: 600_000).utf8),
      notice: "It is very long. Search finds it by the words of its first part only."
    ),
  ]

  @Test(arguments: samples)
  func `a practice says under an attachment what search will not find of it, and otherwise nothing`(
    _ sample: Sample
  ) async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let answer = try await BadInputTests().upload(sample.bytes, named: sample.name, by: dora, path)
      #expect(answer.status == 303)
      let page = try await dora.get(path).text
      #expect(page.contains(sample.name))
      if let notice = sample.notice {
        #expect(page.contains(notice))
      } else {
        #expect(!page.contains("by its words") && !page.contains("by the words"))
      }
    }
  }

  @Test func `the text is there when the record is, and nowhere on a page`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let pdf = Documents.pdf(["Hidden orchard"])
      _ = try await BadInputTests().upload(pdf, named: "a.pdf", by: dora, path)
      let id = String(path.split(separator: "/").last ?? "")
      let loaded = try await site.installation.site.load(Practice.self, id)
      let file = try #require(loaded.state.details.attachments.first)
      let texts = site.installation.site.texts
      #expect(texts.kept(file.digest, mediaType: file.type)?.text == "Hidden orchard")
      #expect(try await !dora.get(path).text.contains("Hidden orchard"))
      // Thrown away, it is made again; until then nothing is said.
      try FileManager.default.removeItem(at: site.folder.appending(path: "data/text"))
      #expect(try await !dora.get(path).text.contains(Self.unfound))
      #expect(await texts.text(of: file.digest, mediaType: file.type).text == "Hidden orchard")
    }
  }

  @Test func `of what is withdrawn neither the attachment nor its notice is left`() async throws {
    try await TestSite.with { site in
      let dora = try await site.visitor("Dora Depositor")
      let path = try await dora.deposit()
      let locked = try #require(Documents.lockedPDF)
      _ = try await BadInputTests().upload(locked, named: "a.pdf", by: dora, path)
      #expect(try await dora.get(path).text.contains(Self.unfound))
      _ = try await dora.post("\(path)/withdraw", ["reason": "A slip"])
      let page = try await dora.get(path).text
      #expect(!page.contains(Self.unfound) && !page.contains("a.pdf"))
    }
  }

  @Test func `every way to have no text has its words, and pictures none`() throws {
    for outcome in ExtractedText.Outcome.allCases where outcome != .text {
      let summary = ExtractedText.Summary(outcome: outcome, isTruncated: false, hasWords: false)
      #expect(PracticeWording.unread(summary, .word)?.hasSuffix(Self.unfound) == true)
    }
    let none = ExtractedText.Summary(outcome: .none, isTruncated: false, hasWords: false)
    #expect(PracticeWording.unread(none, .jpeg) == nil)
  }
}
