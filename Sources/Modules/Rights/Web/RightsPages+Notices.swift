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
    let waiting = try await toBeTold(row)
    return try site.page(
      "rights/notices",
      [
        "title": row.reference, "backAddress": "/rights/\(row.id)", "hasNotices": !waiting.isEmpty,
        "notices": waiting.map { notice(to: $0, of: row) },
      ],
      context
    )
  }

  /// Who is still to be told, once there is something to tell.
  func toBeTold(_ row: RightsList.Row) async throws -> [RightsBundle.Disclosure] {
    guard row.answeredOn != nil else { return [] }
    var found: [RightsBundle.Disclosure] = []
    for (record, _) in try await linkedRecords(row.id) { found += try await disclosures(of: record) }
    return try await outstanding(row, found)
  }

  private func notice(to disclosure: RightsBundle.Disclosure, of row: RightsList.Row) -> Model {
    let received = "You received \(disclosure.title) from us on \(RightsWording.day(disclosure.at))."
    let lines = [received] + Self.words(of: row.kind, row.law)
    return [
      "recipient": disclosure.recipient, "today": site.today.words, "reference": row.reference,
      "paragraphs": lines.map { ["line": $0] as Model },
    ]
  }

  private static func words(of kind: String, _ law: String) -> [String] {
    let (done, ask) =
      switch kind {
      case "rectification":
        (
          "Something in it was wrong or incomplete, and we have agreed to put it right. What is right comes to you with this letter.",
          "Please put right what you hold of it, and tell everybody to whom you passed it on."
        )
      case "erasure":
        (
          "We have agreed to erase what we hold of it.",
          "Please erase what you hold of it, unless another law requires you to keep it, and tell everybody to whom you passed it on."
        )
      default:
        (
          "The person objected to its use, and we have agreed. We use it no longer.",
          "Please use what you hold of it no longer, unless another law requires it, and tell everybody to whom you passed it on."
        )
      }
    let ground =
      law == "dpa-part-3"
      ? "We tell you this under section 48 of the Data Protection Act 2018."
      : "We tell you this under Article 19 of the UK GDPR."
    return [done, ask, ground, "Please tell us that you have done so, or why you cannot."]
  }
}
