import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// What everybody who had received a record is told once it is corrected, erased or restricted.
///
/// UK GDPR, Article 19; Data Protection Act 2018, section 48.
extension RightsPages {
  @Sendable func notices(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .tell)
    _ = try await open(row, to: .tell, request, context)
    let waiting = try await toBeTold(by: [row])[row.id] ?? []
    return try site.page(
      "rights/notices",
      [
        "title": row.reference, "backAddress": "/rights/\(row.id)", "hasNotices": !waiting.isEmpty,
        "notices": waiting.map { notice(to: $0, of: row) },
      ],
      context
    )
  }

  /// Who is still to be told by each of some requests that were answered.
  func toBeTold(by rows: [RightsList.Row]) async throws -> [String: [RightsBundle.Disclosure]] {
    let ids = rows.filter { $0.answeredOn != nil }.map(\.id)
    let (linked, told) = try await site.read(RightsRequest.vault) {
      try RightsList.aftermath(of: ids, in: $0)
    }
    let titles = Dictionary(linked.values.joined().map { ($0.record, $0.title) }) { first, _ in first }
    var found: [Reference: [RightsBundle.Disclosure]] = [:]
    let vaults = Dictionary(grouping: titles) { site.sealedKind($0.key.kind)?.vault ?? RightsRequest.vault }
    for (vault, records) in vaults {
      let some = Dictionary(uniqueKeysWithValues: records.map { ($0.key, $0.value) })
      for given in try await disclosures(of: some, in: vault) {
        found[given.record, default: []].append(given)
      }
    }
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let given = linked[row.id, default: []].flatMap { found[$0.record, default: []] }
        return (row.id, Self.outstanding(row, given, told: told[row.id, default: []]))
      }
    )
  }

  private func notice(to disclosure: RightsBundle.Disclosure, of row: RightsList.Row) -> Model {
    let day = RightsWording.day(disclosure.at)
    let received =
      disclosure.what == InformationRequest.category
      ? "We asked you about somebody on \(day)." : "You received something about somebody from us on \(day)."
    let lines = [received] + Self.words(of: row)
    return [
      "recipient": disclosure.recipient, "today": site.today.words, "reference": row.reference,
      "paragraphs": lines.map { ["line": $0] as Model },
    ]
  }

  private static func words(of row: RightsList.Row) -> [String] {
    let inPart = row.outcome == "in-part"
    let (done, ask) =
      switch row.kind {
      case "rectification":
        (
          "Something in it was wrong or incomplete, and we have agreed to put it right. What is right comes to you with this letter.",
          "Please put right what you hold of it, and tell everybody to whom you passed it on."
        )
      case "erasure":
        (
          inPart
            ? "We have agreed to erase a part of what we hold of it. Which part comes to you with this letter."
            : "We have agreed to erase what we hold of it.",
          "Please erase what you hold of \(inPart ? "that" : "it"), unless another law requires you to keep it, and tell everybody to whom you passed it on."
        )
      default:
        (
          inPart
            ? "The person objected to its use, and we have agreed in part: we have restricted its use. In which part comes to you with this letter."
            : "The person objected to its use, and we have agreed: we have restricted its use.",
          "Please restrict the use of what you hold of it, unless another law requires it, and tell everybody to whom you passed it on."
        )
      }
    let ground =
      row.law == "dpa-part-3"
      ? "We tell you this under section 48 of the Data Protection Act 2018."
      : "We tell you this under Article 19 of the UK GDPR."
    return [done, ask, ground, "Please tell us that you have done so, or why you cannot."]
  }
}
