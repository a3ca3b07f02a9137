import Domain
import Kernel
import Platform
import Views

/// What the depository answers programs.
enum PracticeShapes {
  static let lives = Practice.Life.allCases.filter { $0 != .absent }.map(\.rawValue)

  static let list = APIList("practices", of: summary, isCounted: true)

  private static let summary = Shape<PracticeList.Row>(
    "PracticeSummary",
    [
      .value("id", "Identifier") { $0.id },
      .value("title", "Title") { $0.title },
      .value("problem", "Problem") { $0.problem },
      .value("life", "Where it is in its life", of: lives) { $0.life.rawValue },
      .value("marking", "Marking", of: Marking.list.codes.map(\.code)) { $0.marking.rawValue },
      .value("evidence_stage", "Evidence stage") { $0.stage },
      .value("strand", "Strand") { $0.strand },
      .value("country", "Country") { $0.country },
      .value("lead_organisation", "Lead body") { $0.leadBody },
      .value("href", "Where it can be read") { "/api/v1/practices/\($0.id)" },
    ]
  )

  struct Shown: Sendable {
    let record: PracticeRecord.Row
    let seesContacts: Bool

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
      .value("superseded_by", "The practice that took its place") { $0.record.supersededBy },
    ]
  )
}
