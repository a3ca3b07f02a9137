package import Foundation

/// The text of attachments, for those who search: read once, and kept.
package actor TextExtractor {
  private let blobs: BlobStore
  private nonisolated let folder: TextFolder
  private nonisolated let reader: TextReader
  private let workers = Workers()
  private var underway: [String: Task<ExtractedText, Never>] = [:]

  /// - Parameters:
  ///   - folder: Where texts are kept; made when the first is.
  ///   - keeps: False where nothing may be written.
  ///   - programs: Where pdftotext, pandoc and prlimit are looked for.
  ///   - time: How long a program may take over one file.
  ///   - memory: Bytes that it may hold meanwhile.
  package init(
    _ folder: URL,
    of blobs: BlobStore,
    keeps: Bool = true,
    programs: [URL] = Subprocess.folders,
    time: Duration = .seconds(20),
    memory: Int = 512 << 20
  ) {
    self.blobs = blobs
    self.folder = TextFolder(folder: folder, keeps: keeps)
    reader = TextReader(folders: programs, time: time, memory: memory)
  }

  /// The programs that are needed and not installed: what they read has no text until they are.
  package nonisolated var missing: [String] { reader.missing }

  /// The text of an attachment: what is kept, or else read now.
  ///
  /// However many ask, it is read once; who stops waiting stops nothing.
  ///
  /// - Parameter asker: Whose file it is: of one asker one file is read at a time.
  package func text(
    of digest: String,
    mediaType: String,
    for asker: String? = nil
  ) async -> ExtractedText {
    if let kept = kept(digest, mediaType: mediaType) { return kept }
    let task = underway[digest] ?? Task { await read(digest, mediaType, asker) }
    underway[digest] = task
    return await task.value
  }

  /// What is kept of it, without reading the attachment; nil where nothing is.
  package nonisolated func kept(_ digest: String, mediaType: String) -> ExtractedText? {
    folder.text(of: digest, mediaType: mediaType)
  }

  /// How the reading went; nil where nobody has read it yet, and could.
  package nonisolated func summary(of digest: String, mediaType: String) -> ExtractedText.Summary? {
    if let kept = folder.summary(of: digest, mediaType: mediaType) { return kept }
    guard let kind = FileKind(rawValue: mediaType), !reader.canRead(kind) else { return nil }
    return ExtractedText(.noProgram).summary
  }

  private func read(_ digest: String, _ mediaType: String, _ asker: String?) async -> ExtractedText {
    defer { underway[digest] = nil }
    guard let kind = FileKind(rawValue: mediaType) else { return ExtractedText(.none) }
    do {
      return try await workers.run(for: asker) { [blobs, folder, reader] sign in
        guard let bytes = try blobs.bytes(of: digest) else { return ExtractedText(.broken) }
        let text = try reader.read(bytes, blobs.file(of: digest), kind, until: sign)
        if text.outcome != .noProgram { folder.keep(text, of: digest, mediaType: mediaType) }
        return text
      }
    } catch {
      // Not for what was in the file: it was changed, or no program can be started. It is tried again.
      return ExtractedText(.broken)
    }
  }
}
