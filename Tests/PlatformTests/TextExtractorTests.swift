import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Platform

/// Real documents, read by the programs that read them for everybody.
struct TextExtractorTests {
  private let scratch: Scratch
  private let blobs: BlobStore
  private let kept: URL

  init() throws {
    scratch = try Scratch()
    blobs = BlobStore(scratch.folder.appending(path: "blobs"))
    kept = scratch.folder.appending(path: "text")
  }

  private func extractor(programs: [URL] = Subprocess.folders, time: Duration = .seconds(20)) -> TextExtractor
  {
    TextExtractor(kept, of: blobs, programs: programs, time: time)
  }

  private func text(
    _ bytes: Data,
    _ kind: FileKind,
    time: Duration = .seconds(20)
  ) async throws -> ExtractedText {
    try await extractor(time: time).text(of: blobs.keep(bytes), mediaType: kind.rawValue)
  }

  /// A document that pandoc writes.
  private func document(_ format: String, _ markdown: String) async throws -> Data {
    let source = scratch.folder.appending(path: "source.md")
    try Data(markdown.utf8).write(to: source)
    var limits = Subprocess.Limits()
    limits.memory = 4 << 30
    let pandoc = try #require(Subprocess.find("pandoc"))
    let arguments = ["--from=markdown", "--to=\(format)", "--output=-", "--", source.path]
    let outcome = try await Subprocess(pandoc, arguments, limits: limits).run(by: Workers())
    try #require(outcome.end == .exited(0), "\(outcome.complaint)")
    return outcome.output
  }

  /// A folder with one program in it, of this script, which may go on with the real one.
  private func folder(_ name: String, _ script: String) throws -> URL {
    let folder = scratch.folder.appending(path: "programs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: name)
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
    return folder
  }

  // MARK: Documents

  @Test func `a PDF's words are read, page after page`() async throws {
    let pdf = Documents.pdf(["Orchard evenings\nwith neighbours", "Second page"])
    try #require(FileKind(pdf) == .pdf)
    let text = try await text(pdf, .pdf)
    #expect(text.outcome == .text && !text.isTruncated)
    #expect(
      text.text.split(whereSeparator: \.isWhitespace) == [
        "Orchard", "evenings", "with", "neighbours", "Second", "page",
      ]
    )
  }

  @Test(arguments: [("docx", FileKind.word), ("odt", FileKind.text)])
  func `a document's words are read, with headings, lists, tables and accents`(
    _ format: String,
    _ kind: FileKind
  ) async throws {
    let bytes = try await document(
      format,
      "# Überblick\n\nCafé *evenings* for families[^1].\n\n* Żurek\n\n| who | when |\n|-----|------|\n| Zoë | Monday |\n\n[^1]: A note."
    )
    try #require(FileKind(bytes) == kind)
    let text = try await text(bytes, kind)
    #expect(text.outcome == .text)
    for word in ["Überblick", "Café evenings for families", "Żurek", "Zoë", "Monday", "A note."] {
      #expect(text.text.contains(word), "\(word) in \(text.text)")
    }
    #expect(!text.text.contains("<") && !text.text.contains("*"))
  }

  @Test func `plain text is read as UTF-8, or as Windows wrote it`() async throws {
    #expect(try await text(Data("Café\r\nŻurek\u{0}\u{7}".utf8), .plain).text == "Café \nŻurek")
    let windows = Data([0x93]) + Data("Caf".utf8) + Data([0xE9, 0x94, 0x20, 0x80, 0x35])
    #expect(try await text(windows, .plain).text == "“Café” €5")
    let latin = Data("Caf".utf8) + Data([0xE9, 0x20, 0x81])
    #expect(try await text(latin, .plain).text.hasPrefix("Café"))
    #expect(try await text(Data("\u{FEFF}name,age\r\nZoë,7\r\n".utf8), .plain).text == "name,age \nZoë,7")
  }

  @Test func `pictures have no text, nor has what nobody knows`() async throws {
    #expect(try await text(Data("picture".utf8), .png).outcome == .none)
    #expect(try await text(Data("sheet".utf8), .sheet).outcome == .none)
    let digest = try blobs.keep(Data("?".utf8))
    #expect(await extractor().text(of: digest, mediaType: "video/mp4").outcome == .none)
  }

  @Test func `pages without words are read, and hold none`() async throws {
    let text = try await text(Documents.pdf([" "], fontsAreUsed: false), .pdf)
    #expect(text == ExtractedText(.text, "") && !text.summary.hasWords)
  }

  // MARK: What cannot be read

  @Test func `what needs a password is said to need one`() async throws {
    #expect(try await text(#require(Documents.lockedPDF), .pdf) == ExtractedText(.encrypted))
    let manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    let locked = try Zip.data([.init("content.xml", "noise"), .init("META-INF/manifest.xml", manifest)])
    #expect(try await text(locked, .text) == ExtractedText(.encrypted))
  }

  @Test func `what is not of its kind is broken`() async throws {
    let word = try Zip.word(Zip.paragraphs(["Words"]))
    #expect(try await text(Data("%PDF-1.7 report".utf8), .pdf) == ExtractedText(.broken))
    #expect(try await text(Data("%PDF-1.4\n".utf8) + word, .pdf) == ExtractedText(.broken))
    #expect(try await text(Documents.pdf(["Words"]).prefix(120), .pdf) == ExtractedText(.broken))
    #expect(try await text(word.prefix(word.count / 2), .word) == ExtractedText(.broken))
    #expect(try await text(word, .text) == ExtractedText(.broken))
    #expect(try await text(try Zip.word(Data("<w:document>".utf8)), .word) == ExtractedText(.broken))
  }

  @Test func `a PDF that begins with other bytes is read by those who take it for one`() async throws {
    let late = Data("GIF89a and more\n".utf8) + Documents.pdf(["Words"])
    #expect(FileKind(late) != .pdf)
    #expect(try await text(late, .pdf).text == "Words")
  }

  @Test func `a document that would unpack to far more than it is, is not unpacked`() async throws {
    let bomb = try Zip.word(Zip.paragraphs([String(repeating: "a", count: 40_000_000)]))
    #expect(bomb.count < 100_000 && FileKind(bomb) == .word)
    #expect(try await text(bomb, .word) == ExtractedText(.tooLarge))
  }

  @Test func `entities neither grow nor reach for files`() async throws {
    let secret = scratch.folder.appending(path: "secret.txt")
    try Data("hidden orchard".utf8).write(to: secret)
    let reaching = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file://\(secret.path)\">]>"
    let read = try await text(Zip.word(Zip.paragraphs(["&x;"], before: reaching)), .word)
    #expect(!read.text.contains("orchard"))
    var growing = "<!DOCTYPE d [<!ENTITY a \"lol\">"
    for (name, of) in zip("bcdefghij", "abcdefghi") {
      growing += "<!ENTITY \(name) \"\(String(repeating: "&\(of);", count: 10))\">"
    }
    let grown = try await text(Zip.word(Zip.paragraphs(["&j;"], before: growing + "]>")), .word)
    #expect(grown.text.utf8.count < 1000)
  }

  @Test func `the names of entries lead nowhere`() async throws {
    let name = "escaped-\(UUID().uuidString)"
    let temporary = FileManager.default.temporaryDirectory
    let names = [
      "../\(name)", "../../\(name)", "../../../../../../..\(temporary.path)/\(name)",
      temporary.path + "/\(name)", "word/media/../../../\(name)",
    ]
    let bytes = try Zip.word(Zip.paragraphs(["Words"]), names.map { .init($0, "escaped") })
    #expect(try await text(bytes, .word).text == "Words")
    let places = [
      temporary, temporary.deletingLastPathComponent(), scratch.folder, kept, URL(filePath: "/"),
      URL.currentDirectory(),
    ]
    for place in places {
      #expect(!FileManager.default.fileExists(atPath: place.appending(path: name).path), "\(place)")
    }
  }

  @Test func `a file that takes too long is given up`() async throws {
    let many = try Zip.word(Zip.paragraphs([String](repeating: "w", count: 100_000)))
    #expect(ZipCheck.verdict(many) == .fine)
    #expect(try await text(many, .word, time: .milliseconds(500)) == ExtractedText(.tookTooLong))
  }

  @Test func `a document that takes more memory than anybody is given is said to be too large`() async throws
  {
    let large = try Zip.word(Zip.paragraphs([String(repeating: "word ", count: 400_000)]))
    #expect(ZipCheck.verdict(large) == .fine)
    let extractor = TextExtractor(kept, of: blobs, memory: 64 << 20)
    let text = try await extractor.text(of: blobs.keep(large), mediaType: FileKind.word.rawValue)
    #expect(text == ExtractedText(.tooLarge))
  }

  // MARK: Much text

  @Test func `of much text the first part is taken, and no character is cut through`() async throws {
    let long = try await text(Data(String(repeating: "é,", count: 2_000_000).utf8), .plain)
    #expect(long.isTruncated && long.text.utf8.count <= TextReader.limit && !long.text.contains("\u{FFFD}"))
    #expect(long.text.utf8.count > TextReader.limit - 4)
    let windows = try await text(Data(repeating: 0xE9, count: 3_000_000), .plain)
    #expect(windows.isTruncated && windows.text.utf8.count == TextReader.limit)
    let exact = try await text(Data(repeating: 0x61, count: TextReader.limit), .plain)
    #expect(!exact.isTruncated && exact.text.utf8.count == TextReader.limit)
  }

  @Test func `a PDF of thousands of pages is read until there is enough`() async throws {
    let line = "A line of a report that goes on and on without an end to it that anybody would see coming"
    let page = String(repeating: line + "\n", count: 80)
    let pdf = Documents.pdf([String](repeating: page, count: 700))
    let text = try await text(pdf, .pdf)
    #expect(text.outcome == .text && text.isTruncated && text.text.utf8.count <= TextReader.limit)
    #expect(text.text.utf8.count > TextReader.limit - 100)
  }

  // MARK: Kept

  @Test func `what was read is kept, and read again from there`() async throws {
    let digest = try blobs.keep(Documents.pdf(["Kept words"]))
    let type = FileKind.pdf.rawValue
    let first = extractor()
    #expect(first.kept(digest, mediaType: type) == nil && first.summary(of: digest, mediaType: type) == nil)
    #expect(await first.text(of: digest, mediaType: type).text == "Kept words")
    let without = extractor(programs: [])
    #expect(await without.text(of: digest, mediaType: type).text == "Kept words")
    #expect(without.kept(digest, mediaType: type)?.text == "Kept words")
    #expect(without.summary(of: digest, mediaType: type)?.hasWords == true)
    let locked = try blobs.keep(#require(Documents.lockedPDF))
    #expect(await first.text(of: locked, mediaType: type).outcome == .encrypted)
    #expect(without.summary(of: locked, mediaType: type)?.outcome == .encrypted)
    try FileManager.default.removeItem(at: kept)
    #expect(await first.text(of: digest, mediaType: type).text == "Kept words")
  }

  @Test func `where a program is missing nothing is kept, and it is tried again`() async throws {
    let digest = try blobs.keep(Documents.pdf(["Later"]))
    let type = FileKind.pdf.rawValue
    let without = extractor(programs: [scratch.folder])
    #expect(without.missing == ["prlimit", "pdftotext", "pandoc"])
    #expect(await without.text(of: digest, mediaType: type) == ExtractedText(.noProgram))
    #expect(without.summary(of: digest, mediaType: type)?.outcome == .noProgram)
    #expect(!FileManager.default.fileExists(atPath: kept.path))
    #expect(extractor().missing.isEmpty)
    #expect(await extractor().text(of: digest, mediaType: type).text == "Later")
  }

  @Test(arguments: ["", "{", "half", "older"])
  func `what is kept in part, or by an older reader, is read anew`(_ damage: String) async throws {
    let digest = try blobs.keep(Documents.pdf(["Fresh words"]))
    let type = FileKind.pdf.rawValue
    _ = await extractor().text(of: digest, mediaType: type)
    let file = kept.appending(path: "\(digest.prefix(2))/\(digest)")
    let whole = try String(contentsOf: file, encoding: .utf8)
    try #require(whole.contains("\"version\":\(TextFolder.version)"))
    let damaged =
      switch damage {
      case "half": String(whole.dropLast(3))
      case "older": whole.replacingOccurrences(of: "\"version\":\(TextFolder.version)", with: "\"version\":0")
      default: damage
      }
    try Data(damaged.utf8).write(to: file)
    #expect(extractor().kept(digest, mediaType: type) == nil)
    #expect(await extractor().text(of: digest, mediaType: type).text == "Fresh words")
    #expect(try String(contentsOf: file, encoding: .utf8) == whole)
  }

  @Test func `however many ask at once, it is read once`() async throws {
    let count = scratch.folder.appending(path: "count")
    let real = try #require(Subprocess.find("pdftotext"))
    let counting = try folder("pdftotext", "echo read >>'\(count.path)'; exec \(real.path) \"$@\"")
    let extractor = extractor(programs: [counting] + Subprocess.folders)
    let digest = try blobs.keep(Documents.pdf(["Once"]))
    await withTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask { await extractor.text(of: digest, mediaType: FileKind.pdf.rawValue).text }
      }
      for await text in group { #expect(text == "Once") }
    }
    #expect(try String(contentsOf: count, encoding: .utf8) == "read\n")
  }

  @Test func `a program that hangs or crashes costs its file its text, and nothing else`() async throws {
    let type = FileKind.pdf.rawValue
    let hanging = try folder("pdftotext", "exec tail -f /dev/null")
    let crashing = try folder("pdftotext", "kill -SEGV $$")
    let digest = try blobs.keep(Documents.pdf(["Words"]))
    let slow = extractor(programs: [hanging] + Subprocess.folders, time: .milliseconds(200))
    #expect(await slow.text(of: digest, mediaType: type) == ExtractedText(.tookTooLong))
    try FileManager.default.removeItem(at: kept)
    let wild = extractor(programs: [crashing] + Subprocess.folders)
    #expect(await wild.text(of: digest, mediaType: type) == ExtractedText(.broken))
  }

  @Test func `an attachment that is not there or was changed has no text, and none is kept`() async throws {
    let type = FileKind.plain.rawValue
    let nowhere = String(repeating: "a", count: 64)
    #expect(await extractor().text(of: nowhere, mediaType: type).outcome == .broken)
    #expect(await extractor().text(of: "../../etc/passwd", mediaType: type).outcome == .broken)
    let digest = try blobs.keep(Data("Words".utf8))
    try Data("Other".utf8).write(to: blobs.file(of: digest))
    #expect(await extractor().text(of: digest, mediaType: type).outcome == .broken)
    #expect(extractor().summary(of: digest, mediaType: type) == nil)
  }

  @Test func `where nothing may be written the text is read all the same`() async throws {
    let digest = try blobs.keep(Data("Words".utf8))
    let reading = TextExtractor(kept, of: blobs, keeps: false)
    #expect(await reading.text(of: digest, mediaType: FileKind.plain.rawValue).text == "Words")
    try Data("in the way".utf8).write(to: kept)
    #expect(await extractor().text(of: digest, mediaType: FileKind.plain.rawValue).text == "Words")
    #expect(try Data(contentsOf: kept) == Data("in the way".utf8))
  }
}
