import Domain
import Kernel
import Platform
import Views

/// Several practices side by side, with what is not known said as plainly as what is.
struct PracticeComparison: Sendable {
  struct Column: Sendable {
    let id: String
    let title: String
  }

  struct Cell: Sendable {
    let words: String
    let isKnown: Bool
  }

  struct Row: Sendable {
    let name: String
    let label: String
    /// In the order of the columns.
    let cells: [Cell]
  }

  let columns: [Column]
  let rows: [Row]

  /// What is compared, in the order in which somebody who wants to copy one would ask.
  private static let fields = [
    "problem", "audience", "audience_group", "setting", "strand", "objective", "country", "method",
    "cost_gbp", "cost_note",
    "reach", "outcome", "evidence_stage", "evaluation_design", "maryland", "emmie_effect", "emmie_mechanism",
    "emmie_moderator", "emmie_implementation", "emmie_economics", "harms", "lessons",
  ]

  init(_ practices: [(PracticeRecord.Row, [AdoptionList.Row])]) {
    columns = practices.map { record, _ in Column(id: record.id, title: record.details.title) }
    let described = Self.fields.compactMap { PracticeForm.form.field($0) }.map { field in
      let cells = practices.map { record, _ in
        let words = field.words(record.details)
        return Cell(
          words: words.isEmpty ? "Not known" : words,
          isKnown: !words.isEmpty && words != "Not known"
        )
      }
      return Row(name: field.name, label: field.label, cells: cells)
    }
    let lives = practices.map { record, _ in Cell(words: PracticeWording.life(record.life), isKnown: true) }
    let adoptions = practices.map { record, adoptions in
      let sentences = AdoptionWording.sentences(.init(adoptions, home: record.home))
      return Cell(words: sentences.joined(separator: "\n"), isKnown: !adoptions.isEmpty)
    }
    rows =
      [Row(name: "life", label: "Where it stands", cells: lives)] + described
      + [Row(name: "adoptions", label: "Where else it is done", cells: adoptions)]
  }

  var model: Model {
    [
      "count": columns.count,
      "columns": columns.map { ["title": $0.title, "address": "/practices/\($0.id)"] as Model },
      "rows": rows.map { row -> Model in
        [
          "label": row.label,
          "cells": zip(columns, row.cells).map { column, cell -> Model in
            ["of": column.title, "cell": cell.words, "isUnknown": !cell.isKnown]
          },
        ]
      },
    ]
  }
}
