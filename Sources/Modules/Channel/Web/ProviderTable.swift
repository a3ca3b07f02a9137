import Domain
import Kernel
import Platform
import Sheets
import Views

/// Providers as rows of a table, and one of them as a page.
enum ProviderTable {
  static func record(_ row: ProviderList.Row) -> SealedRecord {
    SealedRecord(
      Reference(kind: InterventionProvider.category, id: row.id),
      in: InterventionProvider.vault,
      title: row.reference,
      area: nil,
      subject: row.id,
      address: "/providers/\(row.id)"
    )
  }

  /// - Parameter naming: Whether names stand in it: never in a file, which is taken along.
  static func sheet(_ rows: [ProviderList.Row], on day: PartialDate, naming: Bool = false) -> Sheet {
    let names = naming ? [Sheet.Column("Name", width: 6)] : []
    return Sheet(
      "Intervention providers",
      about: "Each row is one provider, and says for which support they are approved and until when.",
      names + [
        .init("Reference"), .init("Where it stands"), .init("Approved for", width: 8), .init("Until"),
        .init("Cases at once", isNumber: true), .init("Cases now", isNumber: true),
      ],
      rows.map { row in
        (naming ? [.text(ProviderWording.name(row))] : []) + [
          .text(row.reference), .text(ProviderWording.standing(row, on: day)),
          .text(ProviderWording.natures(row)), row.until.map { .date($0) } ?? .text("–"),
          .integer(row.capacity), .integer(row.engaged),
        ]
      }
    )
  }

  static func page(
    _ opened: ProviderPages.Opened,
    accountName: String?,
    on day: PartialDate,
    _ viewer: Viewer
  ) -> RecordModel {
    let row = opened.row
    let rows = [
      ("Reference", row.reference), ("Where it stands", ProviderWording.standing(row, on: day)),
      ("Approved for", ProviderWording.natures(row)), ("Until", row.until?.words ?? ""),
      ("Cases at once", "\(row.capacity), of which \(row.engaged) now"), ("Account", accountName ?? "None"),
    ]
    return RecordModel(
      caption: "Intervention provider",
      title: ProviderWording.name(row),
      back: ("/providers", "Intervention providers"),
      purpose: (opened.purpose, record(row)),
      notice: row.name == nil ? "What was said of this provider is erased." : nil,
      rows: rows.filter { !$0.1.isEmpty }.map { Model.row($0.0, $0.1) },
      tables: [
        .init(
          heading: "Cases that are never given to them",
          empty: "None was declared.",
          columns: ["Case", "How they are near"],
          rows: opened.conflicts.map { .init(name: $0.reference, cells: [$0.words]) }
        )
      ],
      steps: row.isWithdrawn ? [] : ProviderSteps.offered(on: row, to: viewer),
      history: opened.history,
      address: "/providers/\(row.id)"
    )
  }
}

enum ProviderWording {
  static func name(_ row: ProviderList.Row) -> String { row.name ?? "Erased" }

  static func natures(_ row: ProviderList.Row) -> String {
    row.natures.map { Case.natureList.label($0.code) }.joined(separator: "; ")
  }

  static func standing(_ row: ProviderList.Row, on day: PartialDate) -> String {
    if row.isWithdrawn { return "Withdrawn" }
    guard row.until != nil else { return "Not approved yet" }
    return row.isApproved(on: day) ? "Approved" : "Approval has ended"
  }

  static func act(_ act: String) -> String {
    switch act {
    case "listed": "listed them"
    case "approved": "approved them"
    case "capacity-set": "changed how many cases they take at once"
    case "conflict-declared": "declared that they are near to the person of a case"
    case "withdrawn": "withdrew them"
    default: act
    }
  }
}

/// What a refusal says to the person who asked.
extension InterventionProvider.Refusal: WordedRefusal {
  package var slug: String {
    switch self {
    case .alreadyListed: "already-listed"
    case .notPossible: "not-possible"
    case .incomplete: "incomplete"
    case .noSuchCode: "no-such-code"
    case .notAhead: "not-ahead"
    }
  }

  package var sentence: String {
    switch self {
    case .alreadyListed: "This provider was listed already."
    case .notPossible(.withdrawn): "This provider was withdrawn; nothing more can be recorded of them."
    case .notPossible: "This provider is not listed."
    case .incomplete(let missing): "Fill in: \(missing.joined(separator: ", "))."
    case .noSuchCode: "Choose the support from the list."
    case .notAhead: "The last day of the approval must lie ahead."
    }
  }

  package var field: String? {
    switch self {
    case .incomplete(let missing): missing.first
    case .notAhead: "until"
    case .noSuchCode: "natures"
    case .alreadyListed, .notPossible: nil
    }
  }
}
