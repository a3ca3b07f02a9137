import Domain
import Foundation
import Kernel
import Platform
import Views

/// What cases look like to programs.
extension CaseAPI {
  private static let listed: [Shape<CaseList.Row>.Part] = [
    .value("id", "Identifier") { $0.id }, .value("reference", "What people call it by") { $0.reference },
    .value("referral", "The referral that it was opened from") { $0.subject },
    .value("area", "The code of the area that carries it") { $0.area },
    .value("owner", "The account that carries it") { $0.owner },
    .value("stage", "Where it stands", of: CaseWording.lifeList.codes.map(\.code)) { $0.life.rawValue },
    .value("since", "The day on which it came there") { $0.since },
    .value("received", "The day on which the referral was received") { $0.received },
    .value("is_adopted", "Whether support began") { $0.isAdopted },
    .value("due", "What is due first; null where nothing is") { $0.due?.what.rawValue },
    .value("due_by", "The day by which it is due") { $0.due?.day },
    .value("closed_on", "The day on which it was closed") { $0.closedOn },
    .value("reason", "The code of the reason for closing") { $0.reason?.code },
    .value("kept_until", "The day until which it is kept") { $0.retainUntil },
    .value("version", "How many changes made it what it is") { $0.version },
  ]

  static let row = Shape<CaseList.Row>("CaseRow", listed)
  static let cases = APIList("cases", of: row)

  private static let part = Shape<CaseRecord.Part>(
    "CasePart",
    [
      .value("name", "What it says") { $0.name }, .value("kind", "How to read it") { $0.kind.rawValue },
      .value("value", "Words, a code, a day or an identifier") { $0.value },
      .value("list", "The list that a code is of") { $0.list },
    ]
  )

  private static let line = Shape<CaseRecord.Line>(
    "CaseLine",
    [
      .value("position", "Its place in the log, by which it can be put right") { Int($0.position) },
      .value("at", "When, in Coordinated Universal Time") { $0.at.ISO8601Format() },
      .value("by", "The account that did it") { $0.by }, .value("act", "What happened") { $0.act },
      .value("item", "What it made, where that has an identifier") { $0.item },
      .value("is_erased", "Whether what was said is erased") { $0.isErased },
      .list("parts", "What it says", of: part) { $0.parts + $0.sealed },
    ]
  )

  static let opened = Shape<CasePages.Opened>(
    "Case",
    [
      .value("id", "Identifier") { $0.found.row.id },
      .value("reference", "What people call it by") { $0.found.row.reference },
      .value("referral", "The referral that it was opened from") { $0.found.row.subject },
      .value("area", "The code of the area that carries it") { $0.found.row.area },
      .value("owner", "The account that carries it") { $0.found.row.owner },
      .value("stage", "Where it stands", of: CaseWording.lifeList.codes.map(\.code)) {
        $0.found.row.life.rawValue
      },
      .value("version", "How many changes made it what it is") { $0.found.row.version },
      .value("sector", "Where the referral comes from") { $0.beside.referral.sector.code },
      .value("concern", "The type of concern of the referral") { $0.beside.referral.concern.code },
    ] + ChannelAPI.reported(in: { $0.beside.reported }) + [
      .list("lines", "What happened, the earliest first", of: line) { $0.lines }
    ]
  )
}
