import Kernel

/// `content.xml`: the cells, and the styles that they name.
enum SheetContent {
  /// - Throws: ``Spreadsheet/Failure/tooLarge``.
  static func bytes(
    of sheets: [Sheet],
    named names: [String],
    limit: Int
  ) throws(Spreadsheet.Failure) -> [UInt8] {
    var xml = XMLText()
    var isTooLarge = false
    xml.element("office:document-content", SheetParts.namespaces) { xml in
      xml.element("office:automatic-styles") { styles(sheets, &$0) }
      xml.element("office:body") { xml in
        xml.element("office:spreadsheet") { xml in
          for (sheet, name) in zip(sheets, names) {
            isTooLarge = !put(sheet, name, limit, &xml) || isTooLarge
          }
        }
      }
    }
    guard !isTooLarge else { throw .tooLarge }
    return xml.bytes
  }

  /// - Returns: Whether it fits.
  private static func put(_ sheet: Sheet, _ name: String, _ limit: Int, _ xml: inout XMLText) -> Bool {
    var fits = true
    xml.element("table:table", ["table:name": name, "table:style-name": "sheet"]) { xml in
      xml.element("table:title") { $0.text(sheet.name) }
      xml.element("table:desc") { $0.text(sheet.about) }
      for column in sheet.columns {
        xml.element(
          "table:table-column",
          ["table:style-name": style(column), "table:default-cell-style-name": "plain"]
        )
      }
      xml.element("table:table-header-rows") { xml in
        xml.element("table:table-row", ["table:style-name": "row"]) { xml in
          for column in sheet.columns {
            put(column.label, column.isNumber ? "number-heading" : "heading", &xml)
          }
        }
      }
      for row in sheet.rows {
        xml.element("table:table-row", ["table:style-name": "row"]) { xml in
          for cell in row { put(cell, &xml) }
        }
        guard xml.bytes.count <= limit else {
          fits = false
          break
        }
      }
    }
    return fits
  }

  private static func put(_ cell: Sheet.Cell, _ xml: inout XMLText) {
    switch cell {
    case .text(let text): put(text, "plain", &xml)
    case .truth: put(cell.value, "plain", &xml)
    case .integer(let number): put(number: String(number), "whole", &xml)
    case .decimal(let number) where number.isFinite: put(number: String(number), "decimal", &xml)
    case .decimal: put(cell.value, "plain", &xml)
    case .date(let date) where date.day != nil:
      xml.element(
        "table:table-cell",
        ["table:style-name": "day", "office:value-type": "date", "office:date-value": date.iso]
      ) { $0.paragraphs(date.words) }
    case .date(let date): put(date.words, "plain", &xml)
    case .link(let address) where address.hasPrefix("http://") || address.hasPrefix("https://"):
      xml.element("table:table-cell", ["table:style-name": "plain", "office:value-type": "string"]) { xml in
        xml.element("text:p") { xml in
          xml.element("text:a", ["xlink:type": "simple", "xlink:href": address]) { $0.text(address) }
        }
      }
    case .link(let text): put(text, "plain", &xml)
    }
  }

  private static func put(number: String, _ style: String, _ xml: inout XMLText) {
    xml.element(
      "table:table-cell",
      ["table:style-name": style, "office:value-type": "float", "office:value": number]
    ) { $0.paragraphs(number) }
  }

  private static func put(_ text: String, _ style: String, _ xml: inout XMLText) {
    guard !text.isEmpty else { return xml.element("table:table-cell", ["table:style-name": style]) }
    xml.element("table:table-cell", ["table:style-name": style, "office:value-type": "string"]) {
      $0.paragraphs(shortened(text))
    }
  }

  /// UTF-16 units: no spreadsheet program is sure to hold more in a cell.
  static let cellLimit = 32_767

  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > cellLimit, text.utf16.count > cellLimit else { return text }
    var units = 0
    let kept = text.prefix { character in
      units += character.utf16.count
      return units < cellLimit
    }
    return kept + "…"
  }

  // MARK: Styles

  private static func style(_ column: Sheet.Column) -> String { "width-\(Int(column.width * 10))" }

  private static func styles(_ sheets: [Sheet], _ xml: inout XMLText) {
    var written: Set<String> = []
    for column in sheets.flatMap(\.columns) where written.insert(style(column)).inserted {
      xml.element("style:style", ["style:name": style(column), "style:family": "table-column"]) {
        $0.element("style:table-column-properties", ["style:column-width": "\(column.width)cm"])
      }
    }
    xml.element("style:style", ["style:name": "row", "style:family": "table-row"]) {
      $0.element("style:table-row-properties", ["style:use-optimal-row-height": "true"])
    }
    xml.element(
      "style:style",
      ["style:name": "sheet", "style:family": "table", "style:master-page-name": "Default"]
    ) { $0.element("style:table-properties", ["table:display": "true"]) }
    formats(&xml)
    put(style: "plain", &xml)
    put(style: "decimal", &xml)
    put(style: "whole", format: "groups", &xml)
    put(style: "day", format: "date", align: "start", &xml)
    put(style: "heading", isBold: true, &xml)
    put(style: "number-heading", align: "end", isBold: true, &xml)
  }

  private static func formats(_ xml: inout XMLText) {
    xml.element("number:number-style", ["style:name": "groups"]) {
      $0.element(
        "number:number",
        ["number:decimal-places": "0", "number:min-integer-digits": "1", "number:grouping": "true"]
      )
    }
    xml.element(
      "number:date-style",
      ["style:name": "date", "number:language": "en", "number:country": "GB"]
    ) { xml in
      xml.element("number:day")
      xml.element("number:text") { $0.text(" ") }
      xml.element("number:month", ["number:style": "long", "number:textual": "true"])
      xml.element("number:text") { $0.text(" ") }
      xml.element("number:year", ["number:style": "long"])
    }
  }

  private static func put(
    style name: String,
    format: String? = nil,
    align: String? = nil,
    isBold: Bool = false,
    _ xml: inout XMLText
  ) {
    let about: [(String, String)] = [
      ("style:name", name), ("style:family", "table-cell"), ("style:parent-style-name", "Default"),
    ]
    let data = format.map { [("style:data-style-name", $0)] } ?? []
    xml.element("style:style", about + data) { xml in
      let wraps = [("fo:wrap-option", "wrap"), ("style:vertical-align", "top")]
      let fixes = align == nil ? [] : [("style:text-align-source", "fix")]
      xml.element("style:table-cell-properties", wraps + fixes)
      if let align { xml.element("style:paragraph-properties", ["fo:text-align": align]) }
      guard isBold else { return }
      xml.element(
        "style:text-properties",
        [
          "fo:font-weight": "bold", "style:font-weight-asian": "bold", "style:font-weight-complex": "bold",
        ]
      )
    }
  }
}
