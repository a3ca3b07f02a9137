import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
package import Sheets

extension Site {
  /// Offers a list as files beside its page: at the page's address with `.ods` and with `.csv` after it, narrowed
  /// by the same query.
  ///
  /// - Parameter list: Asks the policy first, as the page does, and gives no row that the page would not.
  package func offer(
    _ path: String,
    on routes: RouterGroup<SiteContext>,
    _ list: @escaping @Sendable (Request, SiteContext) async throws -> ListFile
  ) {
    for format in ListFile.Format.allCases {
      routes.get(RouterPath("\(path).\(format.rawValue)")) { request, context in
        try await file(list(request, context), format, request, context)
      }
    }
  }

  private func file(
    _ list: ListFile,
    _ format: ListFile.Format,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let page = context.origin + request.uri.path.dropLast(format.rawValue.count + 1)
    return try await file(list, format, from: request.uri.query.map { "\(page)?\($0)" } ?? page)
  }

  /// A list as a file to keep.
  ///
  /// - Parameter address: Of the page that shows the same.
  package func file(
    _ list: ListFile,
    _ format: ListFile.Format,
    from address: String
  ) async throws -> Response {
    let (data, written) = try await listWriter.file(of: list, format, address: address, made: now())
    let name = "touchstone-\(list.name)-\(today.iso)\(written.part).\(format.rawValue)"
    return Response(
      status: .ok,
      headers: [
        .contentType: format.type, .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: data))
    )
  }
}

/// Writes files of lists one at a time: each may take some hundred megabytes.
actor ListWriter {
  /// The file, and the list as it stands in it.
  func file(
    of list: ListFile,
    _ format: ListFile.Format,
    address: String,
    made: Date
  ) throws -> (data: Data, list: ListFile) {
    switch format {
    case .ods: try list.spreadsheet(address: address, made: made)
    case .csv: (list.csv, list)
    }
  }

  func file(of archive: TableArchive, made: Date) throws -> Data { try archive.data(made: made) }
}

extension ListFile {
  /// The links to a list's files, for the page that shows it; none for an empty list.
  ///
  /// The template has `{{>site/downloads}}` where they stand.
  ///
  /// - Parameters:
  ///   - path: The page's address, as it was given to ``Site/offer(_:on:_:)``.
  ///   - query: What narrows the list.
  ///   - total: How many rows it has.
  package static func links(
    _ path: String,
    _ query: [(name: String, value: String)] = [],
    what: String = "this list",
    total: Int
  ) -> Model {
    guard total > 0 else { return [:] }
    return [
      "hasDownloads": true,
      "downloads": Format.allCases.map { format -> Model in
        [
          "downloadAddress": "\(path).\(format.rawValue)".withQuery(query),
          "downloadWords": "Download \(what) (\(format.rawValue.uppercased()))",
        ]
      },
      "downloadHint": total > limit
        ? "A file holds the first \(limit.grouped) of \(total.grouped)." : false,
    ]
  }
}

extension Sheet {
  /// What `directory/table` shows of it.
  ///
  /// - Parameter addresses: What the first cell of each row leads to.
  package func model(_ addresses: [String?]) -> Model {
    let shown = zip(rows, addresses).map { row, address in
      row.enumerated().map { ShownTable.Cell($1.words, to: $0 == 0 ? address : nil) }
    }
    return ShownTable(name, columns.map { .init($0.label, isNumber: $0.isNumber) }, shown).model
  }
}

extension Sheet.Cell {
  /// The value as people read it.
  package var words: String {
    switch self {
    case .integer(let number): number.grouped
    case .date(let date): date.words
    case .text, .decimal, .truth, .link: value
    }
  }
}
