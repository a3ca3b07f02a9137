/// A table as `site/table` shows it: on a wide screen as it is, on a phone each row a block, in which every cell stands
/// under the name of its column.
package struct ShownTable: Sendable {
  package struct Column: Sendable {
    let label: String
    let isNumber: Bool

    package init(_ label: String, isNumber: Bool = false) {
      self.label = label
      self.isNumber = isNumber
    }
  }

  package struct Cell: Sendable {
    let words: String
    let address: String?
    /// The colour of a tag; nil where the words are none.
    let tag: String?
    /// What can be done about the row.
    let act: (label: String, address: String)?

    package init(
      _ words: String,
      to address: String? = nil,
      tag: String? = nil,
      act: (label: String, address: String)? = nil
    ) {
      self.words = words
      self.address = address
      self.tag = tag
      self.act = act
    }
  }

  let caption: String
  let showsCaption: Bool
  let region: String
  let columns: [Column]
  let rows: [[Cell]]

  /// - Parameters:
  ///   - showsCaption: Not where a heading above says the same.
  ///   - region: What it is called while it is scrolled, where not by its caption.
  package init(
    _ caption: String,
    showsCaption: Bool = true,
    region: String? = nil,
    _ columns: [Column],
    _ rows: [[Cell]]
  ) {
    self.caption = caption
    self.showsCaption = showsCaption
    self.region = region ?? caption
    self.columns = columns
    self.rows = rows
  }

  package var model: Model {
    [
      "caption": caption, "showsCaption": showsCaption, "region": region, "hasRows": !rows.isEmpty,
      "columns": columns.map { ["label": $0.label, "isNumber": $0.isNumber] as Model },
      "rows": rows.map { row -> Model in
        [
          "cells": zip(columns, row).enumerated().map { place, cell in
            Self.model(cell.1, cell.0, isFirst: place == 0)
          }
        ]
      },
    ]
  }

  private static func model(_ cell: Cell, _ column: Column, isFirst: Bool) -> Model {
    [
      // On a phone no name of a column stands above the first cell: a number alone would say nothing.
      "isBareNumber": isFirst && !cell.words.isEmpty && cell.words.allSatisfy(\.isNumber),
      "isFirst": isFirst, "label": column.label, "isNumber": column.isNumber, "text": cell.words,
      "cellAddress": cell.address ?? false, "tag": cell.tag ?? false,
      "act": cell.act.map { ["actLabel": $0.label, "actAddress": $0.address] as Model } ?? false,
    ]
  }
}
