import Domain
import Kernel
package import Platform
import Views

extension RetentionPages {
  /// How many people stand on the home page; the others are a page further.
  private static let mostShown = 10

  /// What whoever asks decides: whose day has come or comes soon, and what somebody else asked to erase.
  package func waiting(_ context: SiteContext) async throws -> [Waiting] {
    [
      Waiting("Records about people, due to be looked at", try await reviews(context)),
      Waiting("Erasures to approve", try await erasures(context)),
    ]
  }

  private func reviews(_ context: SiteContext) async throws -> [Waiting.Item] {
    guard RetentionPolicy.policy.allows(.keep, context.viewer, .none) else { return [] }
    let today = site.today
    let notice = today.adding(days: site.settings[ErasureSettings.noticeDays])
    // What is held, nobody decides before the hold ends.
    let due = try await book.due(by: notice, limit: Self.mostShown + 1) { !$0.isHeld }
    var shown: [Waiting.Item] = []
    for line in due.prefix(Self.mostShown) {
      let item = Waiting.Item(
        "/retention/\(line.clocked.subject)",
        try await title(of: line),
        "\(line.isPast(on: today) ? "Due since" : "Due on") \(line.due.words): "
          + (line.act == .erase ? "erased by itself, unless it is kept" : "somebody reviews it")
      )
      shown.append(item)
    }
    let more = Waiting.Item("/retention", "All that is due", "There are more than \(Self.mostShown)")
    return shown + (due.count > Self.mostShown ? [more] : [])
  }

  /// Told from others of its kind by the record's reference, and by its day where it has none.
  private func title(of line: RetentionBook.Line) async throws -> String {
    let reference = Reference(kind: line.retained.category, id: line.clocked.record)
    guard let record = try await site.sealedRecord(reference) else {
      return "\(line.rule.label), counted from \(PartialDate(on: line.clocked.startedAt).words)"
    }
    return "\(line.rule.label): \(record.title)"
  }

  private func erasures(_ context: SiteContext) async throws -> [Waiting.Item] {
    guard RetentionPolicy.policy.allows(.readErasures, context.viewer, .none) else { return [] }
    let asked = try await site.read(.directory) { try ErasureList.all(in: [.asked], in: $0) }
    return asked.filter { RetentionPolicy.policy.allows(.approve, context.viewer, .init($0)) }.map { row in
      let vault = row.vault.map { "in the vault \($0.rawValue)" } ?? "in every vault"
      return Waiting.Item(
        "/erasures/\(row.id)",
        "Erase a person \(vault)",
        "Asked for on \(PartialDate(on: row.askedAt).words)"
      )
    }
  }
}
