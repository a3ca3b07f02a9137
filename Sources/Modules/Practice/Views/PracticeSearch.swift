import Domain
package import GRDB
package import Kernel
package import Search

/// What is searched of a practice: its texts and its attachments', never the contacts, which are personal.
package enum PracticeSearch: SearchSource {
  package static let name = "practice"
  package static let version = 3
  package static let vault = Practice.vault
  package static var facets: [String] {
    PracticeList.columns + PracticeList.lists
  }
  package static var sorts: [String] { ["changed", "title", "cost"] }

  package static func touched(by entry: Entry) -> [String] {
    entry.stream.category == Practice.category ? [entry.stream.id] : []
  }

  package static func document(_ id: String, in db: Database) throws -> SearchDocument? {
    guard let details = try PracticeRecord.details(of: [id], in: db)[id],
      let row = try GRDB.Row.fetchOne(db, sql: "SELECT * FROM practice_list WHERE id = ?", arguments: [id]),
      let life = Practice.Life(rawValue: row["life"]), !life.isOver
    else { return nil }
    var document = SearchDocument(title: details.title, text: text(details))
    document.files = details.attachments.map { .init(digest: $0.digest, type: $0.type) }
    document.fields = fields(row)
    document.facets = facets(row, details)
    let changed: Int64 = row["changed_at"]
    document.sorts = [
      // Drafts first: they wait for their writer.
      "changed": (life == .draft ? "1" : "0") + padded(changed),
      "title": details.title.lowercased(),
      // What nobody knows the cost of comes last.
      "cost": details.cost.map { padded(Int64($0)) } ?? "~",
    ]
    // On whatever day: what is under embargo is learnt once it is changed after.
    let isListed = life == .published || life == .compiled
    document.isPublic = isListed && details.marking == .none && (row["embargo"] as String).isEmpty
    return document
  }

  /// The columns of the list that scopes and filters ask about.
  private static func fields(_ row: GRDB.Row) -> [String: [String]] {
    var fields: [String: [String]] = [:]
    for column in PracticeList.fields {
      let value: String? = row[column]
      if let value { fields[column] = [value] }
    }
    return fields
  }

  private static func facets(_ row: GRDB.Row, _ details: Practice.Details) -> [String: [String]] {
    var facets = [
      "setting": details.settings, "objective": details.objectives, "audience": details.audiences,
    ]
    for column in PracticeList.columns {
      let code: String = row[column]
      facets[column] = code.isEmpty ? [] : [code]
    }
    return facets
  }

  private static func text(_ details: Practice.Details) -> String {
    let texts = [
      details.problem, details.aim, details.audience, details.method, details.outcomes, details.lessons,
      details.reach, details.harms, details.communityView, details.country, details.area, details.leadBody,
      details.costCovers, details.evaluationDesign, details.emmie.effect.finding,
      details.emmie.mechanism.finding,
      details.emmie.moderators.finding, details.emmie.implementation.finding, details.emmie.economics.finding,
    ]
    let labels =
      details.audiences.map(Practice.audienceList.label) + details.settings.map(Practice.settingList.label)
      + details.objectives.map(Practice.objectiveList.label) + [Practice.strandList.label(details.strand)]
    return (texts + details.steps + labels).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// As text that sorts as the number does.
  private static func padded(_ number: Int64) -> String {
    let digits = String(max(0, number))
    return String(repeating: "0", count: max(0, 15 - digits.count)) + digits
  }
}

extension PracticeSearch {
  /// The field's own shorthand, beside what it stands for.
  package static var synonyms: [[String]] {
    [
      ["pve", "preventing violent extremism", "prevention of violent extremism"],
      ["cve", "countering violent extremism"],
      ["far right", "extreme right", "extreme right wing", "right wing extremism", "neo nazi", "xrw", "erw"],
      ["islamist", "jihadist", "al qaida", "al qaeda"],
      ["deradicalisation", "deradicalization", "de-radicalisation", "de-radicalization", "disengagement"],
      ["radicalisation", "radicalization"],
      ["gang", "street group"],
      ["school", "pupil", "student"],
      ["mosque", "masjid"],
      ["imam", "faith leader"],
      ["young people", "youth", "teenager", "adolescent", "young person", "kids"],
      ["mentor", "intervention provider", "befriending"],
      ["prison", "prisoner", "custody", "inmate", "detainee", "jail", "gaol"],
      ["probation", "parole", "supervision"],
      ["women", "woman", "mother", "girl"],
      ["internet", "online", "social media"],
      ["grievance", "resentment"],
      ["evaluation", "evaluated", "randomised trial", "rct"],
      ["community cohesion", "integration"],
      ["counter narrative", "counternarrative", "counter speech", "alternative narrative"],
    ]
  }
}
