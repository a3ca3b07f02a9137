import Kernel
import Platform

/// What the page of a record of this module shows: `channel/record`.
struct RecordModel {
  var caption: String
  var title: String
  var back: (address: String, label: String)
  /// What it was opened for; nil where nothing on it is sealed.
  var purpose: (stated: StatedPurpose, record: SealedRecord)?
  var tags: [Model] = []
  /// A sentence at the top: what is not there any more, or what to heed.
  var notice: String?
  var rows: [Model] = []
  var tables: [Table] = []
  var steps: [Step] = []
  var history: [HistoryLine] = []
  var address: String

  struct Table {
    var heading: String
    /// What is said where it is empty.
    var empty: String
    var columns: [String]
    var rows: [Row]
  }

  struct Row {
    var name: String
    var address: String?
    var cells: [String]
    /// What can be done about it.
    var act: (label: String, address: String)?
  }

  struct Step {
    var label: String
    var address: String
    var style = "govuk-button--secondary"
    /// Whether its button does it, without a form of its own.
    var isPost = false
  }

  var model: Model {
    [
      "caption": caption, "title": title, "backAddress": back.address, "backLabel": back.label,
      "purpose": purpose.map { Self.purpose($0.stated, $0.record, at: address) } ?? false,
      "tags": tags, "noticeWords": notice ?? false, "rows": rows, "tables": tables.map(Self.table),
      "hasSteps": !steps.isEmpty,
      "steps": steps.map { step -> Model in
        ["label": step.label, "address": step.address, "style": step.style, "isPost": step.isPost]
      },
      "hasHistory": !history.isEmpty,
      "history": history.map { $0.model(when: PracticeWording.moment($0.at), at: address) },
    ]
  }

  /// - Parameter address: The page that says it, to come back to.
  static func purpose(_ stated: StatedPurpose, _ record: SealedRecord, at address: String) -> Model {
    let reference = record.reference
    return [
      "purposeLabel": stated.label, "until": stated.until.map { PracticeWording.moment($0) } ?? false,
      "purposeAddress": "/purpose/\(reference.kind)/\(reference.id)".withQuery([("back", address)]),
    ]
  }

  static func table(_ table: Table) -> Model {
    let rows = table.rows.map { row -> [ShownTable.Cell] in
      [.init(row.name, to: row.address, act: row.act)] + row.cells.map { .init($0) }
    }
    let columns = table.columns.map { ShownTable.Column($0) }
    return ShownTable(table.heading, showsCaption: false, columns, rows).model
      .merging(["empty": table.empty]) { $1 }
  }
}
