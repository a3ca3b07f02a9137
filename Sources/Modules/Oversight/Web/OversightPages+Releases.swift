import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// Releases from one vault into another.
extension OversightPages {
  /// No module gives a release yet: the page says which kinds there will be, and that none was made.
  @Sendable func releases(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.readAll, context.viewer, .none)
    let kinds = OversightTable(
      sheet: Sheet(
        "Kinds of release",
        about: "Each row is one kind.",
        [.init("What"), .init("Out of"), .init("Into")],
        ReleaseKind.allCases.map { kind in
          [
            .text(kind.rawValue.replacing("-", with: " ")), .text(OversightWording.vault(kind.giver)),
            .text(OversightWording.vault(kind.receiver)),
          ]
        }
      ),
      empty: ""
    )
    return try site.page(
      "oversight/table",
      [
        "heading": "Releases between vaults",
        "lead":
          "None has been made. What one vault holds reaches another only as a document without anybody's identity, which somebody other than its author approved; both vaults record it, and it will stand here.",
        "hasBullets": false, "bullets": [Model](), "moreAddress": false, "backAddress": "/oversight",
        "backLabel": "Oversight", "olderAddress": false,
        "tables": [kinds.model.merging(["hasDownloads": false]) { $1 }],
      ],
      context
    )
  }
}
