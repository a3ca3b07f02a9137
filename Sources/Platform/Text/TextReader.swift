import Foundation
import Glibc

/// Makes text of one file, on the thread that asks.
struct TextReader: Sendable {
  /// Bytes of text that are taken of a file.
  static let limit = 4_000_000

  /// Where programs are looked for.
  let folders: [URL]
  let time: Duration
  /// Bytes that one program may hold.
  let memory: Int

  /// The programs that it needs and that are not installed.
  var missing: [String] {
    ["prlimit", "pdftotext", "pandoc"].filter { Subprocess.find($0, in: folders) == nil }
  }

  func canRead(_ kind: FileKind) -> Bool {
    guard let program = Self.program(for: kind) else { return true }
    return missing.allSatisfy { $0 != program && $0 != "prlimit" }
  }

  /// - Parameter file: Where the bytes lie.
  /// - Throws: What ``Subprocess`` throws.
  func read(_ bytes: Data, _ file: URL, _ kind: FileKind, until sign: StopSign) throws -> ExtractedText {
    guard canRead(kind) else { return ExtractedText(.noProgram) }
    switch kind {
    case .plain: return PlainText.decoded(bytes, upTo: Self.limit)
    case .pdf: return try pdf(file, sign)
    case .word: return try office(bytes, file, as: "docx", sign)
    case .text: return try office(bytes, file, as: "odt", sign)
    case .png, .jpeg, .sheet, .slides, .spreadsheet: return ExtractedText(.none)
    }
  }

  private static func program(for kind: FileKind) -> String? {
    switch kind {
    case .pdf: "pdftotext"
    case .word, .text: "pandoc"
    case .plain, .png, .jpeg, .sheet, .slides, .spreadsheet: nil
    }
  }

  private func pdf(_ file: URL, _ sign: StopSign) throws -> ExtractedText {
    // Not silent: what it complains about tells a password from a broken file.
    let arguments = ["-enc", "UTF-8", "-nopgbrk", "--", file.path, "-"]
    return try run("pdftotext", arguments, address: memory, sign)
  }

  private func office(
    _ bytes: Data,
    _ file: URL,
    as format: String,
    _ sign: StopSign
  ) throws -> ExtractedText {
    switch ZipCheck.verdict(bytes) {
    case .broken: return ExtractedText(.broken)
    case .encrypted: return ExtractedText(.encrypted)
    case .tooLarge: return ExtractedText(.tooLarge)
    case .fine: break
    }
    // Haskell's runtime takes address space far ahead of need, for its heap and for every thread, and at 1 GB now
    // and then has too little to start. Its own option bounds what it holds; the address space is an outer fence.
    let arguments = [
      "+RTS", "-M\(memory)", "-RTS", "--sandbox", "--from=\(format)", "--to=plain", "--wrap=none", "--",
      file.path,
    ]
    return try run("pandoc", arguments, address: memory + (3 << 30), sign)
  }

  private func run(
    _ name: String,
    _ arguments: [String],
    address: Int,
    _ sign: StopSign
  ) throws -> ExtractedText {
    guard let program = Subprocess.find(name, in: folders) else { return ExtractedText(.noProgram) }
    var limits = Subprocess.Limits()
    limits.time = time
    limits.memory = address
    limits.output = Self.limit
    let outcome = try Subprocess(program, arguments, limits: limits).run(until: sign)
    if let reason = Self.reason(outcome) { return ExtractedText(reason) }
    return PlainText.text(ofUTF8: outcome.output, isCut: outcome.end == .cutOff)
  }

  /// Why there is no text; nil where there is.
  private static func reason(_ outcome: Subprocess.Outcome) -> ExtractedText.Outcome? {
    let hasNoMemory = ["Heap exhausted", "Out of memory", "bad_alloc", "annot allocate memory"]
      .contains { outcome.complaint.contains($0) }
    return switch outcome.end {
    case .exited(0), .cutOff: nil
    case .outOfTime, .killed(SIGXCPU), .killed(SIGKILL): .tookTooLong
    case _ where hasNoMemory: .tooLarge
    case .exited(1) where outcome.complaint.contains("Incorrect password"): .encrypted
    // Poppler, where it was built to do as a document's author says.
    case .exited(3) where outcome.complaint.contains("not allowed"): .encrypted
    default: .broken
    }
  }
}
