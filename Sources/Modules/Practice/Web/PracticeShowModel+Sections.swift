import Domain
import Kernel
import Platform
import Views

/// What a practice says of itself, section by section.
extension PracticeShowModel {
  static func sections(
    _ record: PracticeRecord.Row,
    seesContacts: Bool,
    _ mayRevise: Bool,
    advises: Bool
  ) -> [Model] {
    // A reader of the library is told what is not known; a draft's writer, what is still to be filled in.
    let isPublic = record.life == .published || record.life == .compiled
    let unknown = isPublic ? Set(record.details.missing) : []
    return PracticeForm.form.rows(record.details, leavingOut: hidden, unknown: unknown).compactMap {
      section,
      rows in
      var rows = rows
      if section.id == "learning" {
        if !record.details.sources.isEmpty { rows.append(sources(record.details.sources)) }
        if seesContacts, !record.details.contacts.isEmpty {
          rows.append(contacts(record.details, withIdentifiers: mayRevise))
        }
        if mayRevise, !record.formerContacts.isEmpty {
          let lines = record.formerContacts.map { "Identifier \($0)" }.joined(separator: "\n")
          rows.append(Model.row("Contacts named earlier", lines))
        }
      }
      let isEvidence = section.id == "evidence"
      if isEvidence { rows += PracticeEvidence.rows(record.details) }
      guard !rows.isEmpty || mayRevise else { return nil }
      let findings = isEvidence ? findings(record.details) : []
      return [
        "hasFindings": isEvidence, "findings": findings,
        "known": isEvidence ? PracticeEvidence.known(record.details) : false,
        "advice": isEvidence && advises ? PracticeEvidence.advice(record.details) : [Model](),
        "sectionTitle": section.title, "rows": rows, "isEmpty": rows.isEmpty,
        "editAddress": mayRevise ? "/practices/\(record.id)/edit/\(section.id)" : false,
      ]
    }
  }

  /// Shown in ways of their own.
  private static let hidden = Set(
    ["title", "contacts", "sources", "evaluation_design", "maryland", "evidence_stage"]
      + emmie.flatMap { [$0.field, $0.field + "_strength"] }
  )

  private typealias Dimension = (
    field: String, path: any KeyPath<Practice.Emmie, Practice.Finding> & Sendable
  )

  private static let emmie: [Dimension] = [
    ("emmie_effect", \.effect), ("emmie_mechanism", \.mechanism), ("emmie_moderator", \.moderators),
    ("emmie_implementation", \.implementation), ("emmie_economics", \.economics),
  ]

  /// The five dimensions side by side, with what is not known said as plainly as what is.
  private static func findings(_ details: Practice.Details) -> [Model] {
    emmie.map { field, path in
      let found = details.emmie[keyPath: path]
      let declared = PracticeForm.form.field(field)
      return [
        "dimension": declared?.label ?? field, "question": declared?.hint ?? false,
        "finding": found.finding.isEmpty ? "Not known" : found.finding,
        "strength": Practice.strengthList.label(found.strength),
        "isUnknown": found.finding.isEmpty, "isStrengthUnknown": found.strength == "not-known",
      ]
    }
  }

  private static func sources(_ sources: [Practice.Source]) -> Model {
    let lines = sources.map { source -> Model in
      let isAddress = source.address.hasPrefix("https://") || source.address.hasPrefix("http://")
      let date = source.date.map { " (\($0.words))" } ?? ""
      return ["line": source.title + date, "lineAddress": isAddress ? source.address : false]
    }
    return ["key": "Sources", "lines": lines]
  }

  /// A person whose key is destroyed leaves a line that says so.
  ///
  /// Who may change the record also reads the identifiers that `touchstone erase` asks for.
  private static func contacts(_ details: Practice.Details, withIdentifiers: Bool) -> Model {
    let lines = details.contacts.map { contact -> String in
      guard let person = contact.value else { return "A contact who was erased" }
      let parts = [person.name, person.role, person.email, person.telephone].filter { !$0.isEmpty }
      return parts.joined(separator: ", ") + (withIdentifiers ? " (identifier \(contact.subject))" : "")
    }
    return Model.row("Contacts", lines.joined(separator: "\n"))
  }
}
