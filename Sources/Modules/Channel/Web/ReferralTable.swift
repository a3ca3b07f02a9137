import Domain
import Kernel
import Platform
import Sheets
import Views

/// Referrals as rows of a table, and one of them as a copy.
enum ReferralTable {
  static func record(_ row: ReferralList.Row) -> SealedRecord {
    SealedRecord(
      Reference(kind: Referral.category, id: row.id),
      in: Referral.vault,
      title: row.reference,
      area: row.area,
      subject: row.subject,
      address: "/referrals/\(row.id)"
    )
  }

  /// - Parameter areas: Names, by their codes.
  static func sheet(_ rows: [ReferralList.Row], _ areas: [String: String]) -> Sheet {
    Sheet(
      "Referrals",
      about: "Each row is one referral. Nothing in it is about the person but the type of concern.",
      [
        .init("Reference"), .init("Received"), .init("Area", width: 5), .init("Comes from", width: 5),
        .init("Type of concern", width: 8), .init("Case", width: 4),
      ],
      rows.map { row in
        [
          .text(row.reference), .date(row.received), .text(areas[row.area] ?? row.area),
          .text(ChannelWording.sector(row.sector)), .text(ChannelWording.concern(row.concern)),
          .text(row.waits ? "Nobody has opened one" : "Opened"),
        ]
      }
    )
  }

  /// All that a referral says, part by part; an empty part is left out.
  static func passages(
    _ row: ReferralList.Row,
    _ sealed: ReferralSealed,
    _ areas: [String: String]
  ) -> [HeldPassage] {
    (open(row, areas) + ChannelWording.passages(sealed)).filter { !$0.text.isEmpty }
  }

  /// What a referral says that is not sealed.
  static func open(_ row: ReferralList.Row, _ areas: [String: String]) -> [HeldPassage] {
    [
      HeldPassage("reference", "Reference", row.reference),
      HeldPassage("received", "Received", row.received.words),
      HeldPassage("area", "Area", areas[row.area] ?? row.area),
      HeldPassage("sector", "Comes from", ChannelWording.sector(row.sector)),
      HeldPassage("concern", "Type of concern", ChannelWording.concern(row.concern)),
    ]
  }

  /// One referral, for whoever gets it.
  static func copy(
    _ row: ReferralList.Row,
    _ sealed: ReferralSealed,
    to recipient: String,
    _ areas: [String: String]
  ) -> ListFile {
    let sheet = Sheet(
      "Referral",
      about: "All that the referral says.",
      [.init("What", width: 5), .init("Says", width: 16)],
      (open(row, areas) + ChannelWording.passages(sealed)).map { [.text($0.label), .known($0.text)] }
    )
    return ListFile(
      "referral",
      "Referral \(row.reference)",
      [sheet],
      notes: [
        ("Given to", recipient),
        ("Care", "This file is about a person. Delete it when you no longer need it."),
      ]
    )
  }
}

/// What the page of a referral shows to one viewer.
struct ReferralShowModel {
  let model: Model

  init(
    _ opened: ChannelPages.Opened,
    _ areas: [String: String],
    _ history: [HistoryLine],
    mayCorrect: Bool,
    mayCopy: Bool,
    cases: [CaseList.Row],
    mayOpenCase: Bool,
    watches: Bool
  ) {
    let row = opened.found.row
    let record = opened.found.record
    let open = ReferralTable.open(row, areas).filter { $0.field != "reference" }
    let sealed = opened.sealed.map(ChannelWording.passages) ?? []
    let page: Model = [
      "title": record.title, "purpose": opened.purpose.label,
      "until": opened.purpose.until.map { PracticeWording.moment($0) } ?? false,
      "purposeAddress": "/purpose/\(record.reference.kind)/\(row.id)".withQuery([("back", record.address)]),
      "glass": opened.found.glass.map { PracticeWording.moment($0.endsAt) } ?? false,
      "glassAddress": opened.found.glass.map { "/break-glass/\($0.id)" } ?? false,
      "restricted": opened.restriction?.sentence ?? false, "isErased": opened.sealed == nil,
      "rows": (open + sealed).filter { !$0.text.isEmpty }.map { Model.row($0.label, $0.text) },
      "contactsAddress": "\(record.address)/contacts",
      "linked": MatchModel.linked(opened.linked) ?? false,
      "history": history.map { $0.model(when: PracticeWording.moment($0.at), at: record.address) },
      "caseAddress": mayOpenCase && cases.isEmpty ? "/cases/new".withQuery([("referral", row.id)]) : false,
      "cases": cases.map { found -> Model in
        [
          "caseTitle": found.reference, "address": "/cases/\(found.id)",
          "caseStage": CaseWording.life(found.life),
        ]
      },
      "mayAct": mayCorrect || mayCopy,
      "correctAddress": mayCorrect ? "\(record.address)/correct" : false,
      "copyAddress": mayCopy ? "\(record.address)/copy" : false,
      "lookersAddress": watches ? "/oversight/records/\(record.reference.kind)/\(row.id)" : false,
    ]
    model = page.merging(MatchModel.likely(opened.likely, of: row.id, areas)) { $1 }
  }
}
