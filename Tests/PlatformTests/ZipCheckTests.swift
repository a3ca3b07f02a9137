import Foundation
import Testing

@testable import Platform

/// Containers that would unpack to more than anybody should hold.
struct ZipCheckTests {
  private let zeros = Data(count: 40_000_000)

  @Test func `an ordinary document is let through`() throws {
    #expect(ZipCheck.verdict(try Zip.word(Zip.paragraphs(["One", "Two"]))) == .fine)
  }

  @Test func `much out of little is refused, whatever the container says of it`() throws {
    #expect(ZipCheck.verdict(try Zip.word(zeros)) == .tooLarge)
    let modest = try Zip.data([Zip.Entry("word/document.xml", zeros, declared: 10)])
    #expect(modest.count < 100_000 && ZipCheck.verdict(modest) == .tooLarge)
    let boastful = try Zip.data([Zip.Entry("word/document.xml", Data("x".utf8), declared: 4_000_000_000)])
    #expect(ZipCheck.verdict(boastful) == .tooLarge)
  }

  @Test func `a container whose entries share bytes is refused, however much may come out of it`() throws {
    var entries = [Zip.Entry("a", Data(count: 1_000_000))]
    for number in 1..<30 {
      entries.append(Zip.Entry("\(number)", Data(count: 1_000_000)))
      entries[number].isRepeated = true
    }
    let shared = try Zip.data(entries)
    #expect(shared.count < 10_000 && ZipCheck.verdict(shared) == .tooLarge)
    #expect(ZipCheck.verdict(shared, .init(ratio: 100_000)) == .tooLarge)
  }

  @Test func `too many entries are refused`() throws {
    let many = try Zip.data((0..<300).map { Zip.Entry("\($0)", "") })
    #expect(ZipCheck.verdict(many) == .fine)
    #expect(ZipCheck.verdict(many, .init(entries: 299)) == .tooLarge)
  }

  @Test func `a container within a container is bytes like any other`() throws {
    let inner = try Zip.word(zeros)
    #expect(ZipCheck.verdict(try Zip.word(Zip.paragraphs(["Outer"]), [.init("inner.zip", inner)])) == .fine)
  }

  @Test func `what is encrypted is known, by the container and by the document`() throws {
    var entry = Zip.Entry("word/document.xml", "x")
    entry.isEncrypted = true
    #expect(ZipCheck.verdict(try Zip.data([entry])) == .encrypted)
    let manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    let document = try Zip.data([.init("content.xml", "noise"), .init("META-INF/manifest.xml", manifest)])
    #expect(ZipCheck.verdict(document) == .encrypted)
  }

  @Test func `cut off or changed anywhere, it is judged and nothing worse`() throws {
    let whole = [UInt8](try Zip.word(Zip.paragraphs(["One"])))
    for length in whole.indices { #expect(ZipCheck.verdict(Data(whole.prefix(length))) == .broken) }
    for place in whole.indices {
      var changed = whole
      changed[place] ^= 0xFF
      _ = ZipCheck.verdict(Data(changed))
    }
    #expect(ZipCheck.verdict(Data("PK\u{3}\u{4}".utf8)) == .broken)
  }
}
