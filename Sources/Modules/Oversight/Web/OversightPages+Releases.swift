import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// Releases from one vault into another, as both record them.
extension OversightPages {
  @Sendable func releases(_ request: Request, _ context: SiteContext) async throws -> Response {
    try OversightPolicy.policy.require(.readAll, context.viewer, .none)
    let paging = Paging(request, size: Self.size)
    let (rows, total) = try await site.read(Lesson.vault) { db in
      (
        try LessonList.approved(in: db, offset: paging.offset, limit: paging.size),
        try LessonList.countApproved(in: db)
      )
    }
    let made = OversightTable(sheet: try await sheet(rows), empty: "None has been made.")
    return try site.page(
      "oversight/table",
      [
        "heading": "Releases between vaults",
        "lead":
          "What one vault holds reaches another only as a document without anybody's identity, which somebody other than its author approved. Both vaults record it; where only one has it, it is on its way, and is tried again every hour.",
        "hasBullets": false, "bullets": [Model](), "moreAddress": false, "backAddress": "/oversight",
        "backLabel": "Oversight", "olderAddress": false,
        "paging": paging.model(total: total, at: "/oversight/releases", []),
        "tables": [made, Self.kinds].map { $0.model.merging(["hasDownloads": false]) { $1 } },
      ],
      context
    )
  }

  private static var kinds: OversightTable {
    OversightTable(
      sheet: Sheet(
        "Kinds of release",
        about: "Each row is one kind.",
        [.init("What"), .init("Out of"), .init("Into")],
        ReleaseKind.allCases.map { kind in
          [
            .text(OversightWording.release(kind)), .text(OversightWording.vault(kind.giver)),
            .text(OversightWording.vault(kind.receiver)),
          ]
        }
      ),
      empty: ""
    )
  }

  private func sheet(_ rows: [LessonList.Row]) async throws -> Sheet {
    let received = try await site.read(ReleaseKind.closedCaseLesson.receiver) {
      try ReleasedList.find(rows.map(\.id), in: $0)
    }
    let names = try await site.names(of: rows.flatMap { [$0.askedBy, $0.approvedBy] }.compactMap { $0 })
    func who(_ account: String?) -> String { account.map { names.name(of: $0) } ?? "" }
    return Sheet(
      "Releases",
      about: "Each row is one release: who made it, who approved it, and what both vaults say of it.",
      [
        .init("Release"), .init("What"), .init("By"), .init("Approved by"), .init("Approved on"),
        .init("Place in the log"), .init("Received"), .init("As"),
      ],
      rows.map { row in
        let other = received[row.id]
        return [
          .text(String(row.id.suffix(10))),
          .text(OversightWording.release(.closedCaseLesson)),
          .text(who(row.askedBy)), .text(who(row.approvedBy)), .text(row.approvedOn?.words ?? ""),
          .text(row.position.map(String.init) ?? ""),
          .text(Self.standing(row, other)),
          .text(other.map { $0.isDraft ? "The draft of a practice" : "A lesson of a practice" } ?? ""),
        ]
      }
    )
  }

  /// Both ends, and whether they agree on where the approval stands.
  private static func standing(_ row: LessonList.Row, _ other: ReleasedList.Row?) -> String {
    guard let other else { return "Not yet" }
    guard other.origin == row.position else { return "The two vaults do not agree" }
    return row.life == .delivered ? other.receivedOn.words : "\(other.receivedOn.words), and not noted yet"
  }
}
