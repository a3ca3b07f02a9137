import Domain
import Kernel
import Platform
import Views

/// What the depository answers programs.
enum PracticeShapes {
  static let lives = Practice.Life.allCases.filter { $0 != .absent }.map(\.rawValue)

  static let list = APIList("practices", of: summary, isCounted: true)

  struct Listed: Sendable {
    let row: PracticeList.Row
    let today: PartialDate

    var embargo: PartialDate? { row.embargo.flatMap { $0 > today ? $0 : nil } }
  }

  static let summary = Shape<Listed>(
    "PracticeSummary",
    [
      .value("id", "Identifier") { $0.row.id },
      .value("title", "Title") { $0.row.title },
      .value("problem", "Problem") { $0.row.problem },
      .value("life", "Where it is in its life", of: lives) { $0.row.life.rawValue },
      .value("marking", "Marking", of: Marking.list.codes.map(\.code)) { $0.row.marking.rawValue },
      .value("evidence_stage", "Evidence stage") { $0.row.stage },
      .value("strand", "Strand") { $0.row.strand },
      .value("country", "Country") { $0.row.country },
      .value("lead_organisation", "Lead body") { $0.row.leadBody },
      .value("embargoed_until", "The day from which it is public, where that is to come") { $0.embargo },
      .value("href", "Where it can be read") { "/api/v1/practices/\($0.row.id)" },
    ]
  )

  struct Shown: Sendable {
    let record: PracticeRecord.Row
    let seesContacts: Bool
    /// The practice that took its place, where the asker may read it.
    let successor: String?
    let today: PartialDate

    /// Of what is over, the title is left; contacts are for those who may read them.
    var hidden: Set<String> {
      if record.life.isOver { return Set(PracticeForm.form.fields.map(\.name)).subtracting(["title"]) }
      return seesContacts ? [] : ["contacts"]
    }
  }

  static let practice = Shape<Shown>(
    "Practice",
    [
      .form(PracticeForm.form, always: ["title"], hiding: { $0.hidden }) { $0.record.details },
      .value("id", "Identifier") { $0.record.id },
      .value("life", "Where it is in its life", of: lives) { $0.record.life.rawValue },
      .value("version", "How many changes made it what it is") { $0.record.version },
      .value("embargoed_until", "The day from which it is public, where that is to come") { shown in
        shown.record.isEmbargoed(on: shown.today) ? shown.record.embargo : nil
      },
      .value("superseded_by", "The practice that took its place") { $0.successor },
    ]
  )
}
