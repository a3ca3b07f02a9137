package import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
package import Sheets

/// Several tables as one zip file: each as CSV and as JSON, and beside them a text that says what they hold.
package struct TableArchive: Sendable {
  package static let type = "application/zip"

  /// What the file is called, such as `oversight`.
  package let name: String
  package let title: String
  /// What a reader should know, a paragraph each.
  package let notes: [String]
  /// Each is called as its files are.
  package let tables: [Sheet]

  package init(_ name: String, _ title: String, notes: [String], _ tables: [Sheet]) {
    self.name = name
    self.title = title
    self.notes = notes
    self.tables = tables
  }

  /// - Parameter made: When: it stands in the text, and is the time of every part.
  package func data(made: Date) throws -> Data {
    var archive = try Archive(made: made)
    try archive.add("README.txt", [UInt8](text.utf8))
    for table in tables {
      try archive.add("\(table.name).csv", [UInt8](table.csv))
      try archive.add("\(table.name).json", [UInt8](table.json))
    }
    return try archive.close()
  }

  private var text: String {
    let list = tables.map { "\($0.name) (\($0.rows.count.grouped) rows)\n  \($0.about)" }
    return ([title] + notes + ["Each table as CSV, for people, and as JSON, for programs:"] + list)
      .joined(separator: "\n\n") + "\n"
  }
}

extension Site {
  /// Tables as a file to keep; one at a time is written.
  package func file(_ archive: TableArchive) async throws -> Response {
    let data = try await listWriter.file(of: archive, made: now())
    let name = "touchstone-\(archive.name)-\(today.iso).zip"
    return Response(
      status: .ok,
      headers: [
        .contentType: TableArchive.type, .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: data))
    )
  }
}
