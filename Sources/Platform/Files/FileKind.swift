package import Foundation

/// The kinds of file that are taken, told by their bytes and never by their name.
package enum FileKind: String, CaseIterable, Sendable {
  case pdf = "application/pdf"
  case png = "image/png"
  case jpeg = "image/jpeg"
  case word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  case sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  case slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
  case text = "application/vnd.oasis.opendocument.text"
  case spreadsheet = "application/vnd.oasis.opendocument.spreadsheet"
  case plain = "text/plain"

  package var label: String {
    switch self {
    case .pdf: "PDF"
    case .png: "PNG"
    case .jpeg: "JPEG"
    case .word: "Word"
    case .sheet: "Excel"
    case .slides: "PowerPoint"
    case .text: "OpenDocument text"
    case .spreadsheet: "OpenDocument spreadsheet"
    case .plain: "plain text"
    }
  }

  /// How names of such files end.
  var endings: [String] {
    switch self {
    case .pdf: ["pdf"]
    case .png: ["png"]
    case .jpeg: ["jpg", "jpeg"]
    case .word: ["docx"]
    case .sheet: ["xlsx"]
    case .slides: ["pptx"]
    case .text: ["odt"]
    case .spreadsheet: ["ods"]
    case .plain: ["txt", "text", "md", "csv", "tsv", "log", "bib", "ris", "json"]
    }
  }

  /// Whether a name says what the bytes are; one without an ending says nothing.
  func fits(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return true }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// What goes before the bytes: plain text is taken in UTF-8 alone.
  package static func contentType(_ mediaType: String) -> String {
    mediaType == plain.rawValue ? "\(mediaType); charset=utf-8" : mediaType
  }

  /// Nil where the bytes are of no kind that is taken.
  package init?(_ data: Data) {
    let head = [UInt8](data.prefix(8))
    if head.starts(with: Array("%PDF-".utf8)) {
      self = .pdf
    } else if head == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] {
      self = .png
    } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      guard let kind = Self.packed(data) else { return nil }
      self = kind
    } else if !data.isEmpty, Self.isPlain(data) {
      self = .plain
    } else {
      return nil
    }
  }

  /// An office document is a ZIP that names its parts, or its type, near the front or the end.
  private static func packed(_ data: Data) -> FileKind? {
    let marks: [(String, FileKind)] = [
      ("mimetype" + spreadsheet.rawValue, .spreadsheet), ("mimetype" + text.rawValue, .text),
      ("word/document.xml", .word), ("xl/workbook.xml", .sheet), ("ppt/presentation.xml", .slides),
    ]
    // Macros run: a document that carries them is not taken.
    guard data.range(of: Data("vbaProject.bin".utf8)) == nil else { return nil }
    return marks.first { data.range(of: Data($0.0.utf8)) != nil }?.1
  }

  private static func isPlain(_ data: Data) -> Bool {
    guard let text = String(data: data, encoding: .utf8) else { return false }
    let start = text.prefix(512).lowercased()
    guard !start.contains("<html"), !start.contains("<!doctype"), !start.contains("<script"),
      !start.contains("<svg")
    else { return false }
    return text.unicodeScalars.allSatisfy { $0.value >= 32 || [9, 10, 13].contains($0.value) }
  }
}
