import Foundation

/// Texts that were read, each beside nothing else in a file under its attachment's digest.
///
/// Derived: the whole folder can be deleted, and fills again. A file is one line of JSON, and the text.
struct TextFolder: Sendable {
  /// Raise it when the reading gets better: what an older one kept is read anew.
  static let version = 1

  private struct Head: Codable {
    var version: Int
    var mediaType: String
    var summary: ExtractedText.Summary
    /// Bytes of text after the line.
    var length: Int
  }

  /// Longer than any head.
  private static let headLimit = 1024

  let folder: URL
  /// False on a directory that is only read.
  let keeps: Bool

  /// Nil where nothing is kept, or an older reader kept it, or the file is only part of one.
  func text(of digest: String, mediaType: String) -> ExtractedText? {
    guard let bytes = bytes(of: digest, upTo: .max), let head = head(bytes, mediaType),
      let line = bytes.firstIndex(of: 10)
    else { return nil }
    let text = bytes[(line + 1)...]
    guard text.count == head.length else { return nil }
    return ExtractedText(
      head.summary.outcome,
      String(decoding: text, as: UTF8.self),
      isTruncated: head.summary.isTruncated
    )
  }

  func summary(of digest: String, mediaType: String) -> ExtractedText.Summary? {
    bytes(of: digest, upTo: Self.headLimit).flatMap { head($0, mediaType)?.summary }
  }

  /// Written beside and moved into place: a file is there whole or not at all.
  func keep(_ text: ExtractedText, of digest: String, mediaType: String) {
    guard keeps else { return }
    do {
      try write(text, digest, mediaType)
    } catch {
      // The disk is full, or cannot be written: it is read again when it is asked for.
    }
  }

  private func write(_ text: ExtractedText, _ digest: String, _ mediaType: String) throws {
    let body = Data(text.text.utf8)
    let head = Head(
      version: Self.version,
      mediaType: mediaType,
      summary: text.summary,
      length: body.count
    )
    let file = place(digest)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try (encoder.encode(head) + Data("\n".utf8) + body).write(to: file, options: .atomic)
  }

  private func head(_ bytes: Data, _ mediaType: String) -> Head? {
    do {
      let line = bytes.prefix { $0 != 10 }
      let head = try JSONDecoder().decode(Head.self, from: line)
      return head.version == Self.version && head.mediaType == mediaType ? head : nil
    } catch {
      return nil
    }
  }

  private func bytes(of digest: String, upTo limit: Int) -> Data? {
    guard BlobStore.isDigest(digest) else { return nil }
    do {
      let file = try FileHandle(forReadingFrom: place(digest))
      defer { file.closeFile() }
      return try limit == .max ? file.readToEnd() : file.read(upToCount: limit)
    } catch {
      // Not there, or not to be read: it is made again.
      return nil
    }
  }

  private func place(_ digest: String) -> URL {
    folder.appending(path: "\(digest.prefix(2))/\(digest)")
  }
}
