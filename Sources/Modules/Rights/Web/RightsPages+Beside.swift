import Domain
import Kernel
import Platform
import Views

extension RightsPages {
  /// Adds what is sealed with the same key: a case with its referral, a referral with its cases.
  ///
  /// Somebody who asks about the one asks about the other, and whoever was told of the one is to be told.
  func linkBeside(
    _ record: SealedRecord,
    _ row: RightsList.Row,
    _ purpose: StatedPurpose,
    _ context: SiteContext
  ) async throws {
    let subject = record.subject
    let (cases, linked) = try await site.read(RightsRequest.vault) { db in
      (try CaseList.cases(of: [subject], in: db), try RightsList.records(of: row.id, in: db).map(\.record))
    }
    let all =
      [Reference(kind: Referral.category, id: subject)]
      + cases.map { Reference(kind: Case.category, id: $0.id) }
    for reference in all where !linked.contains(reference) {
      guard let beside = try await site.sealedRecord(reference) else { continue }
      try await site.note(
        .combination,
        [beside],
        as: RightsRequest.category,
        for: purpose,
        by: context.viewer
      )
      try await site.perform(
        .link(.init(record: reference, title: beside.title, subject: beside.subject)),
        on: row.id,
        of: RightsRequest.self,
        by: context.viewer
      )
    }
  }
}
