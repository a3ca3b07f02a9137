import Crypto
import Foundation
package import Journal
import Kernel

/// Every rehearsal of a data directory, in `rehearsals.jsonl`: a line each, appended and never rewritten.
///
/// A line is `{"signed": NOTE}`; the note is a signed one, and its text the line `touchstone/rehearsal/v1`, then JSON
/// with the digest of everything that stands before the line. So no line can be changed, taken out or put before
/// another; that lines were cut off at the end, nothing shows. Half a line at the end is what a crash left of one: it
/// counts for nothing, and the next takes its place. Lines of older programs bear no signature: they stand before all others, where the first signed line
/// holds them fast.
package struct RehearsalBook {
  private static let format = "touchstone/rehearsal/v1"
  private let file: URL

  package init(_ folder: DataFolder) { file = folder.rehearsals }

  private struct Line: Codable {
    var signed: String
  }

  private struct Page: Codable {
    var rehearsal: Rehearsal
    /// SHA-256 of the file before this line.
    var after: String
  }

  package struct Read: Equatable, Sendable {
    /// The earliest first.
    package fileprivate(set) var rehearsals: [Rehearsal] = []
    /// How many of them, the first ones, older programs wrote without a signature.
    package fileprivate(set) var unsigned = 0
    /// Whether half a line stands after them.
    package fileprivate(set) var isCutOff = false
  }

  /// - Parameter key: Nil where the signing key is not here: then no signature is checked.
  /// - Throws: `Fault(.damagedProof)` that names the line which was changed, `Fault(.wrongKey)` where another key signed
  ///   it, `Fault(.storage)` where the list cannot be read.
  package func read(signedBy key: NoteVerifier?) throws -> Read {
    let (bytes, whole) = try contents()
    var read = Read(isCutOff: whole.count < bytes.count)
    var before = SHA256()
    for (number, line) in Self.lines(whole).enumerated() {
      do {
        if let page = try page(of: line, key) {
          guard page.after == before.finalize().hex else { throw Changed() }
          read.rehearsals.append(page.rehearsal)
        } else {
          guard read.unsigned == number else { throw Changed() }
          read.rehearsals.append(try Self.decode(Rehearsal.self, line))
          read.unsigned += 1
        }
      } catch let fault as Fault where fault.code == .wrongKey {
        throw Fault(.wrongKey, "line \(number + 1) of \(file.path): \(fault.detail)")
      } catch {
        throw Fault(
          .damagedProof,
          "line \(number + 1) of \(file.path) is not what was signed, or a line before it is another or is missing"
        )
      }
      before.update(data: line + Data("\n".utf8))
    }
    return read
  }

  private struct Changed: Error {}

  /// Nil where the line bears no signature.
  private func page(of line: Data, _ key: NoteVerifier?) throws -> Page? {
    guard line.starts(with: Data(#"{"signed":"#.utf8)) else { return nil }
    let note = try SignedNote(parsing: Self.decode(Line.self, line).signed)
    try key?.check(note)
    guard note.text.hasPrefix(Self.format + "\n") else { throw Changed() }
    return try Self.decode(Page.self, Data(note.text.dropFirst(Self.format.count + 1).utf8))
  }

  /// Adds a line at the end; those before it stay as they are.
  func add(_ rehearsal: Rehearsal, signedBy signer: NoteSigner) throws {
    let whole = try contents().whole
    var before = SHA256()
    for line in Self.lines(whole) { before.update(data: line + Data("\n".utf8)) }
    let page = try Self.encode(Page(rehearsal: rehearsal, after: before.finalize().hex))
    let note = try signer.sign("\(Self.format)\n\(String(decoding: page, as: UTF8.self))\n")
    try write(Self.encode(Line(signed: note.serialized)) + Data("\n".utf8), at: whole.count)
  }

  private static func lines(_ whole: Data) -> [Data] { whole.split(separator: 0x0a).map { Data($0) } }

  /// The file, and as much of it as is whole lines.
  private func contents() throws -> (bytes: Data, whole: Data) {
    guard FileManager.default.fileExists(atPath: file.path) else { return (Data(), Data()) }
    do {
      let bytes = try Data(contentsOf: file)
      return (bytes, bytes.lastIndex(of: 0x0a).map { bytes[...$0] } ?? Data())
    } catch {
      throw Fault(.storage, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
  }

  private func write(_ line: Data, at end: Int) throws {
    do {
      if !FileManager.default.fileExists(atPath: file.path) {
        _ = FileManager.default.createFile(
          atPath: file.path,
          contents: nil,
          attributes: [.posixPermissions: 0o600]
        )
      }
      let open = try FileHandle(forWritingTo: file)
      try open.truncate(atOffset: UInt64(end))
      try open.write(contentsOf: line)
      try open.synchronize()
      try open.close()
    } catch {
      throw Fault(.storage, "\(file.path) cannot be written: \(error.localizedDescription)")
    }
  }

  private static func encode(_ value: some Encodable) throws -> Data {
    let coder = JSONEncoder()
    coder.dateEncodingStrategy = .iso8601
    coder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try coder.encode(value)
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: Data) throws -> Value {
    let coder = JSONDecoder()
    coder.dateDecodingStrategy = .iso8601
    return try coder.decode(type, from: bytes)
  }
}

/// What `touchstone verify` found of the rehearsals.
package struct RehearsalCheck: Codable, Sendable {
  package let count: Int
  /// How many bear no signature.
  package let unsigned: Int
  package let last: Rehearsal?
  /// Whether half a line stands at the end, which counts for nothing.
  package let isCutOff: Bool
  /// Why the list is not what was signed; nil where it is.
  package let damage: String?

  init(_ book: RehearsalBook, _ key: NoteVerifier?) {
    do {
      let read = try book.read(signedBy: key)
      (count, unsigned, last, damage) = (read.rehearsals.count, read.unsigned, read.rehearsals.last, nil)
      isCutOff = read.isCutOff
    } catch {
      (count, unsigned, last, isCutOff) = (0, 0, nil, false)
      damage = (error as? Fault)?.detail ?? Fault.reason(of: error)
    }
  }

  var words: String {
    if let damage { return "rehearsals: DAMAGED, \(damage)" }
    let half = isCutOff ? "; half a line after them, of one that was not finished" : ""
    guard let last else { return "rehearsals: none\(half)" }
    let old = unsigned > 0 ? ", the first \(unsigned) of them unsigned" : ""
    return "rehearsals: \(count)\(old), the last on \(last.at.formatted(.iso8601)): \(last.outcome)\(half)"
  }
}
