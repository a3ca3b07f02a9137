import Domain
import Kernel
import Platform
import Sheets
import Views

extension OversightExport {
  /// Every release that was approved, as both vaults record it.
  func releases() async throws -> Sheet {
    let rows = try await site.read(Lesson.vault) { try LessonList.approved(in: $0, limit: Self.most) }
      .filter { $0.approvedOn.map(period.includes) ?? false }
    let received = try await site.read(ReleaseKind.closedCaseLesson.receiver) {
      try ReleasedList.find(rows.map(\.id), in: $0)
    }
    let names = try await site.names(of: rows.flatMap { [$0.askedBy, $0.approvedBy] }.compactMap { $0 })
    return Sheet(
      "releases",
      about: "Each row is one release from one vault into another, as both record it.",
      Self.columns(
        "id",
        "kind",
        "from",
        "into",
        "asked_by",
        "asked_by_name",
        "approved_by",
        "approved_by_name",
        "approved_on",
        "position",
        "received_on",
        "received_of_position"
      ),
      rows.map { row in
        let (asker, approver, other) = (row.askedBy ?? "", row.approvedBy ?? "", received[row.id])
        let kind = ReleaseKind.closedCaseLesson
        return [
          .text(row.id), .text(kind.rawValue), .text(kind.giver.rawValue), .text(kind.receiver.rawValue),
          .text(asker), .text(names[asker] ?? ""), .text(approver), .text(names[approver] ?? ""),
          .text(row.approvedOn?.iso ?? ""), .text(row.position.map(String.init) ?? ""),
          .text(other?.receivedOn.iso ?? ""), .text(other.map { String($0.origin) } ?? ""),
        ]
      }
    )
  }
}
