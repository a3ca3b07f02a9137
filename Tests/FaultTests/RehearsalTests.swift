import Foundation
import Journal
import Kernel
import Platform
import Testing

@testable import Assembly

/// A backup that was restored once is known to be one, and that is written down.
struct RehearsalTests {
  private func read(_ folder: DataFolder, _ place: BackedUp) throws -> RehearsalBook.Read {
    try RehearsalBook(folder).read(signedBy: place.signer().verifier)
  }

  private func rehearsal(_ backup: String, _ outcome: String = "restored") -> Rehearsal {
    let at = Date(timeIntervalSince1970: 1_251_795_600)
    return Rehearsal(backup: backup, at: at, bytes: 10, entries: 2, seconds: 0.5, outcome: outcome)
  }

  @Test func `a rehearsal restores beside a running server, and its outcome outlives it`() async throws {
    try await BackedUp.with { place in
      try await place.running { installation in
        _ = try await BackedUp.deposit(installation)
        let before = try await BackedUp.entries(place.data)
        let report = try await place.backUp()
        let done = try await Upkeep.rehearse(report, of: place.data, Settings(), keys: [place.key])
        #expect(done.outcome == "restored" && done.bytes == report.records.bytes + report.keys.bytes)
        #expect(done.entries == Int64(before.joined().count))
        #expect(try await BackedUp.entries(place.data) == before)
        #expect(done.words.contains("s per GB"))
      }
      let again = try await place.backUp(at: Date() + 60)
      _ = try await Upkeep.rehearse(again, of: place.data, Settings(), keys: [place.key])
      let book = try read(place.data, place)
      #expect(book.rehearsals.map(\.outcome) == ["restored", "restored"] && book.unsigned == 0)
      #expect(book.rehearsals.last?.backup == again.backup)
      // A backup carries the list along.
      try await place.restore(place.input(place.backUp(at: Date() + 120)))
      #expect(try read(place.target, place) == book)
      let verified = try await Upkeep.verify(place.target, Settings())
      #expect(verified.isWhole && verified.words.contains("rehearsals: 2, the last on"))
    }
  }

  @Test func `a rehearsal that fails is written down with its reason, and is no success`() async throws {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let report = try await place.backUp()
      let other = place.root.appending(path: "other.key")
      _ = try Upkeep.makeBackupKey(in: other)
      await #expect(throws: Fault(.wrongKey, "")) {
        try await Upkeep.rehearse(report, of: place.data, Settings(), keys: [other])
      }
      let file = URL(filePath: report.records.file)
      try Data(contentsOf: file).dropLast(1).write(to: file)
      await #expect(throws: Fault(.damagedBackup, "")) {
        try await Upkeep.rehearse(report, of: place.data, Settings(), keys: [place.key])
      }
      #expect(try read(place.data, place).rehearsals.map(\.outcome) == ["wrong-key", "damaged-backup"])
    }
  }

  // MARK: Signed

  /// Three lines, as they lie in the file.
  private func lines(_ place: BackedUp) async throws -> [String] {
    try await place.running { _ in }
    let (book, signer) = (RehearsalBook(place.data), try place.signer())
    for name in ["first", "second", "third"] { try book.add(rehearsal(name), signedBy: signer) }
    return try String(contentsOf: place.data.rehearsals, encoding: .utf8).split(separator: "\n")
      .map(String.init)
  }

  @Test func `a line that is changed, missing or out of its place is named`() async throws {
    try await BackedUp.with { place in
      let kept = try await lines(place)
      let wrong: [(lines: [String], line: Int)] = [
        ([kept[0], kept[1].replacing("second", with: "changed"), kept[2]], 2),
        ([kept[0], kept[2]], 2), ([kept[1], kept[0], kept[2]], 1),
        ([kept[0], "nonsense", kept[2]], 2),
        ([kept[0], #"{"outcome":"restored"}"#], 2), ([kept[0], kept[0]], 2),
      ]
      for (changed, number) in wrong {
        try Data((changed.joined(separator: "\n") + "\n").utf8).write(to: place.data.rehearsals)
        #expect(throws: Fault(.damagedProof, "")) { try read(place.data, place) }
        let report = try await Upkeep.verify(place.data, Settings())
        #expect(!report.isWhole && report.words.contains("DAMAGED, line \(number) of "), "\(changed)")
      }
    }
  }

  @Test(arguments: [1, 40, 200])
  func `half a line that a crash left counts for nothing, and the next takes its place`(
    _ left: Int
  )
    async throws
  {
    try await BackedUp.with { place in
      let kept = try await lines(place)
      let torn = kept.joined(separator: "\n") + "\n" + kept[2].prefix(left)
      try Data(torn.utf8).write(to: place.data.rehearsals)
      let book = try read(place.data, place)
      #expect(book.isCutOff && book.rehearsals.map(\.backup) == ["first", "second", "third"])
      let report = try await Upkeep.verify(place.data, Settings())
      #expect(report.isWhole && report.words.contains("half a line after them"))
      try RehearsalBook(place.data).add(rehearsal("fourth"), signedBy: place.signer())
      let mended = try read(place.data, place)
      #expect(!mended.isCutOff && mended.rehearsals.map(\.backup) == ["first", "second", "third", "fourth"])
    }
  }

  @Test func `of a book of nothing but half a line nothing is read`() async throws {
    try await BackedUp.with { place in
      let kept = try await lines(place)
      try Data(kept[0].utf8).write(to: place.data.rehearsals)
      let book = try read(place.data, place)
      #expect(book.rehearsals.isEmpty && book.isCutOff)
    }
  }

  @Test func `lines of older programs are read before all others, where they can no longer change`()
    async throws
  {
    try await BackedUp.with { place in
      try await place.running { _ in }
      let coder = JSONEncoder()
      coder.dateEncodingStrategy = .iso8601
      let old = try coder.encode(rehearsal("old")) + Data("\n".utf8)
      try old.write(to: place.data.rehearsals)
      #expect(try read(place.data, place).unsigned == 1)
      try RehearsalBook(place.data).add(rehearsal("new"), signedBy: place.signer())
      let both = try read(place.data, place)
      #expect(both.unsigned == 1 && both.rehearsals.map(\.backup) == ["old", "new"])
      let report = try await Upkeep.verify(place.data, Settings())
      #expect(report.words.contains("rehearsals: 2, the first 1 of them unsigned"))
      let text = try String(contentsOf: place.data.rehearsals, encoding: .utf8)
      try Data(text.replacing(#""old""#, with: #""odd""#).utf8).write(to: place.data.rehearsals)
      #expect(throws: Fault(.damagedProof, "")) { try read(place.data, place) }
    }
  }
}
