import Domain
import Foundation
import Kernel
import Platform
import Views

/// A practice as others cite it: in words, as BibTeX, RIS and CSL-JSON, and as schema.org data in its page.
struct PracticeCitation {
  private let record: PracticeRecord.Row
  private let address: String
  /// The day on which it came into the library, an embargo over; nil before.
  private let published: PartialDate?
  private let changed: PartialDate?

  static let formats: [String: (type: String, suffix: String)] = [
    "bibtex": ("application/x-bibtex; charset=utf-8", "bib"),
    "ris": ("application/x-research-info-systems; charset=utf-8", "ris"),
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
  ]

  init(_ record: PracticeRecord.Row, _ history: [PracticeRecord.Act], _ origin: String) {
    self.record = record
    address = "\(origin)/practices/\(record.id)"
    published = record.publishedOn
    changed = [history.last.map { PartialDate(on: $0.at) }, published].compactMap { $0 }.max()
  }

  /// A compiled record is Touchstone's own reading of a source until a reviewer confirms it.
  private var isCompiled: Bool { record.life == .compiled }
  private static let unreviewed = "Compiled from public sources, not yet reviewed"

  private var author: String {
    isCompiled || record.details.leadBody.isEmpty ? "Touchstone" : record.details.leadBody
  }

  private var title: String { record.details.title }
  private var year: String { published.map { String($0.year) } ?? "no date" }

  var text: String {
    let state = isCompiled ? " \(Self.unreviewed)." : ""
    return
      "\(author) (\(year)). \(title), version \(record.version).\(state) Touchstone practice depository. \(address)"
  }

  /// - Returns: The file's text; nil for a format that nobody asked for yet.
  func file(_ format: String) throws -> String? {
    switch format {
    case "bibtex": bibtex
    case "ris": ris
    case "csl": String(decoding: try JSONText.data([csl], pretty: true), as: UTF8.self)
    default: nil
    }
  }

  private var bibtex: String {
    let fields =
      [
        ("title", "{\(escaped(title))}"), ("author", "{\(escaped(author))}"), ("year", year),
        ("howpublished", "Touchstone practice depository"), ("version", String(record.version)),
        ("url", address),
      ] + (isCompiled ? [("note", Self.unreviewed)] : [])
    let lines = fields.map { "  \($0.0) = {\($0.1)}" }.joined(separator: ",\n")
    return "@misc{touchstone-\(record.id),\n\(lines)\n}\n"
  }

  /// TeX's own characters, and line ends, which would end a field.
  private func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "\\": "\\textbackslash{}"
      case "{", "}", "%", "&", "#", "$", "_": "\\\(character)"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "\n": " "
      default: String(character)
      }
    }
    .joined()
  }

  private var ris: String {
    func line(_ tag: String, _ text: String) -> String {
      "\(tag)  - \(text.replacing("\n", with: " "))\r\n"
    }
    let note = isCompiled ? line("N1", Self.unreviewed) : ""
    return line("TY", "GEN") + line("TI", title) + line("AU", author) + line("PY", year)
      + line("PB", "Touchstone practice depository") + line("ET", String(record.version))
      + line("UR", address) + line("ID", record.id) + note + line("ER", "")
  }

  private var csl: Model {
    var item: Model = [
      "id": record.id, "type": "document", "title": title, "author": [["literal": author]],
      "publisher": "Touchstone practice depository", "URL": address, "version": String(record.version),
    ]
    if isCompiled { item["note"] = Self.unreviewed }
    if let published { item["issued"] = ["date-parts": [parts(published)]] }
    return item
  }

  private func parts(_ date: PartialDate) -> [Int] { [date.year, date.month, date.day].compactMap { $0 } }

  /// schema.org's CreativeWork, safe inside a page: nothing in it can end the element that holds it.
  var linkedData: String {
    get throws {
      var work: Model = [
        "@context": "https://schema.org", "@type": "CreativeWork", "@id": address, "url": address,
        "name": title, "version": String(record.version),
        "creator": ["@type": "Organization", "name": author] as Model,
      ]
      if isCompiled { work["creativeWorkStatus"] = Self.unreviewed }
      if !record.details.problem.isEmpty { work["abstract"] = record.details.problem }
      if let published { work["datePublished"] = published.iso }
      if let changed { work["dateModified"] = changed.iso }
      if !record.details.country.isEmpty { work["spatialCoverage"] = record.details.country }
      let sources = record.details.sources.map(\.address).filter { !$0.isEmpty }
      if !sources.isEmpty { work["isBasedOn"] = sources }
      return String(decoding: try JSONText.data(work), as: UTF8.self)
        .replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026")
    }
  }
}
