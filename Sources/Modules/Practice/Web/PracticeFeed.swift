import Foundation
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

extension PracticePages {
  /// What a search finds as an Atom feed (RFC 4287), what was changed last first.
  @Sendable func feed(_ request: Request, _ context: SiteContext) async throws -> Response {
    var query = PracticeQuery(request.asked, on: site.today)
    // A feed that became another would go on unnoticed: its reader sees no page that says so.
    guard query.unknown.isEmpty else {
      let sentence = query.gone.joined(separator: ". ") + ". Search for practices anew, and follow that feed."
      return try site.message("There is no such feed", [sentence], context, .notFound)
    }
    query.sort = .newest
    let scope = PracticeList.Scope(of: context.viewer, on: site.today).and(.published)
    let found = try await find(query, scope, offset: 0, limit: 50)
    let list = context.origin + "/practices".withQuery(query.pairs)
    let text = try site.templates.render(
      "practice/feed",
      [
        "feedTitle": "Practices: \(query.title)", "listAddress": list,
        "feedAddress": context.origin + "/practices/feed".withQuery(query.pairs),
        "updated": (found.rows.first?.changedAt ?? Date(timeIntervalSince1970: 0)).ISO8601Format(),
        "entries": found.rows.map { row -> Model in
          [
            "title": row.title.withoutControls, "entryAddress": "\(context.origin)/practices/\(row.id)",
            "updated": row.changedAt.ISO8601Format(), "summary": row.problem.withoutControls,
            "author": row.leadBody.isEmpty ? "Touchstone" : row.leadBody.withoutControls,
          ]
        },
      ]
    )
    return Response(
      status: .ok,
      headers: [.contentType: "application/atom+xml; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }
}

extension String {
  /// Without the characters that no XML document may hold.
  fileprivate var withoutControls: String {
    String(String.UnicodeScalarView(unicodeScalars.filter(\.isXML)))
  }
}
