package import Domain
package import Foundation
import Platform

/// Practices as files: the form's fields as columns, by their names.
package enum PracticeFile {
  /// Columns of compiled collections that stand for fields of the form.
  static let extra: Set = ["start_year", "source_title", "source_url", "source_date"]

  /// Not written: files are out of reach of an erasure.
  private static let hidden: Set = ["contacts"]

  private static var fields: [Field<Practice.Details>] {
    PracticeForm.form.fields.filter { !hidden.contains($0.name) }
  }

  package static func csv(_ practices: [Practice.Details]) -> Data {
    let header = CSV.line(fields.map(\.name))
    let rows = practices.map { details in CSV.line(fields.map { cell($0, details) }) }
    return Data((header + rows.joined()).utf8)
  }

  package static func json(_ practices: [Practice.Details]) throws -> Data {
    try JSONText.data(practices.map { PracticeForm.form.json($0, leavingOut: hidden) }, pretty: true)
  }

  private static func cell(_ field: Field<Practice.Details>, _ details: Practice.Details) -> String {
    let texts = field.texts(details)
    if case .choices = field.kind { return texts.joined(separator: ";") }
    return texts.joined(separator: "\n")
  }

  /// What a file sent, with the columns of compiled collections turned into fields.
  static func asForm(_ sent: FormValues) -> FormValues {
    var values = sent
    if sent.has("start_year"), !sent.has("start") { values.set("start", sent.all("start_year")) }
    let source = ["source_title", "source_url", "source_date"].map { sent.text($0).replacing("|", with: "/") }
    if !sent.has("sources"), source.contains(where: { !$0.isEmpty }) {
      values.set("sources", [source.joined(separator: " | ")])
    }
    return values
  }

  /// The column that a field's error is about.
  static func column(of field: String, in sent: FormValues) -> String {
    switch field {
    case "start" where sent.has("start_year"): "start_year"
    case "sources" where sent.has("source_title"): "source_title"
    default: field
    }
  }
}
