import Testing

@testable import Platform

/// What changed between two texts, word by word.
struct WordDifferenceTests {
  private func show(_ before: String, _ after: String) -> String {
    WordDifference(before, after).runs.map { run in
      switch run.kind {
      case .same: run.text
      case .gone: "[-\(run.text)]"
      case .new: "[+\(run.text)]"
      }
    }
    .joined()
  }

  @Test(arguments: [
    ("", "", ""), ("same words", "same words", "same words"), ("", "new", "[+new]"), ("gone", "", "[-gone]"),
    ("one two three", "one 2 three", "one [-two ][+2 ]three"),
    ("one two", "one two three", "one [-two][+two three]"),
    ("line one\nline two", "line one\nline 2", "line one\nline [-two][+2]"),
  ])
  func `words that went and words that came stand in reading order`(_ case: (String, String, String)) {
    #expect(show(`case`.0, `case`.1) == `case`.2)
  }

  @Test func `the runs join to both texts again`() {
    let texts = ["", "a", "a b c d", "d c b a", " lead  and\n\ntail ", "a b x d e", "b c"]
    for before in texts {
      for after in texts {
        let runs = WordDifference(before, after).runs
        #expect(runs.filter { $0.kind != .new }.map(\.text).joined() == before)
        #expect(runs.filter { $0.kind != .gone }.map(\.text).joined() == after)
      }
    }
  }

  @Test func `texts too long to compare are shown whole`() {
    let long = String(repeating: "word ", count: WordDifference.limit)
    #expect(WordDifference(long, long + "more").runs.map(\.kind) == [.gone, .new])
  }
}
