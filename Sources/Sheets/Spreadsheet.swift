package import Foundation

/// An OpenDocument spreadsheet (ODF 1.2): sheets with headings that stay in view, a title and a language.
///
/// It holds values and no formula, no script and no picture.
package struct Spreadsheet: Equatable, Sendable {
  package enum Failure: Error, Equatable, Sendable {
    /// More than the limit.
    case tooLarge
    /// What libzip said.
    case archive(String)
  }

  package static let type = "application/vnd.oasis.opendocument.spreadsheet"
  /// Bytes of the content before it is packed, twice of which lie in memory.
  package static let limit = 128_000_000

  package let title: String
  package let sheets: [Sheet]
  package let made: Date

  package init(_ title: String, _ sheets: [Sheet], made: Date) {
    precondition(!sheets.isEmpty, "a spreadsheet has a sheet")
    self.title = title
    self.sheets = sheets
    self.made = made
  }

  /// The file.
  ///
  /// - Parameter limit: Bytes of the content before it is packed.
  /// - Throws: ``Failure``.
  package func data(limit: Int = Self.limit) throws(Failure) -> Data {
    let content = try SheetContent.bytes(of: sheets, named: names, limit: limit)
    var archive = try Archive(made: made)
    // First and as it is: what a file is known by.
    try archive.add("mimetype", Array(Self.type.utf8), isPacked: false)
    try archive.add("content.xml", content)
    try archive.add("styles.xml", SheetParts.styles)
    try archive.add("meta.xml", SheetParts.meta(title, made))
    try archive.add("settings.xml", SheetParts.settings(names))
    try archive.add("META-INF/manifest.xml", SheetParts.manifest)
    return try archive.close()
  }

  /// Names that every spreadsheet program takes: 1 to 31 characters, none of them reserved, each once.
  var names: [String] {
    var taken: Set<String> = []
    return sheets.map { sheet in
      let plain = String(sheet.name.map { "[]*?:/\\'\n\r\t".contains($0) ? " " : $0 })
      let short = plain.trimmingCharacters(in: .whitespaces).prefix(31)
      let name = short.isEmpty ? "Sheet" : String(short)
      var (free, number) = (name, 1)
      while !taken.insert(free.lowercased()).inserted {
        number += 1
        free = "\(name.prefix(27)) \(number)"
      }
      return free
    }
  }
}
