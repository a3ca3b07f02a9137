import Foundation

/// What stands beside the content: language and page, title, what stays in view, and the list of it all.
enum SheetParts {
  /// Of every part.
  static let namespaces: KeyValuePairs = [
    "xmlns:office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "xmlns:table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "xmlns:text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xmlns:style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "xmlns:number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "xmlns:fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xmlns:meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "xmlns:config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    // Of the settings: a name before a colon there counts as a name of the document.
    "xmlns:ooo": "http://openoffice.org/2004/office",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "office:version": "1.2",
  ]

  /// British English, and a page on its side that is as wide as the sheet.
  static var styles: [UInt8] {
    var xml = XMLText()
    xml.element("office:document-styles", namespaces) { xml in
      xml.element("office:styles") { xml in
        xml.element("style:default-style", ["style:family": "table-cell"]) { xml in
          xml.element(
            "style:text-properties",
            ["fo:language": "en", "fo:country": "GB", "fo:font-family": "Arial", "fo:font-size": "12pt"]
          )
        }
        xml.element("style:style", ["style:name": "Default", "style:family": "table-cell"])
      }
      xml.element("office:automatic-styles") { xml in
        xml.element("style:page-layout", ["style:name": "page"]) { xml in
          xml.element(
            "style:page-layout-properties",
            [
              "fo:page-width": "29.7cm", "fo:page-height": "21cm", "style:print-orientation": "landscape",
              "fo:margin": "1.5cm", "style:scale-to-X": "1", "style:scale-to-Y": "0",
            ]
          )
        }
      }
      xml.element("office:master-styles") { xml in
        xml.element("style:master-page", ["style:name": "Default", "style:page-layout-name": "page"])
      }
    }
    return xml.bytes
  }

  static func meta(_ title: String, _ made: Date) -> [UInt8] {
    let moment = made.formatted(.iso8601)
    var xml = XMLText()
    xml.element("office:document-meta", namespaces) { xml in
      xml.element("office:meta") { xml in
        xml.element("meta:generator") { $0.text("Touchstone") }
        xml.element("dc:title") { $0.text(title) }
        xml.element("dc:language") { $0.text("en-GB") }
        xml.element("meta:creation-date") { $0.text(moment) }
        xml.element("dc:date") { $0.text(moment) }
      }
    }
    return xml.bytes
  }

  /// The row of headings stays in view.
  static func settings(_ names: [String]) -> [UInt8] {
    let frozen: KeyValuePairs = [
      ("HorizontalSplitMode", "short"): "0", ("VerticalSplitMode", "short"): "2",
      ("VerticalSplitPosition", "int"): "1",
      ("ActiveSplitRange", "short"): "2", ("PositionTop", "int"): "0", ("PositionBottom", "int"): "1",
    ]
    var xml = XMLText()
    xml.element("office:document-settings", namespaces) { xml in
      xml.element("office:settings") { xml in
        xml.element("config:config-item-set", ["config:name": "ooo:view-settings"]) { xml in
          xml.element("config:config-item-map-indexed", ["config:name": "Views"]) { xml in
            xml.element("config:config-item-map-entry") { xml in
              item("ViewId", "string", "view1", &xml)
              xml.element("config:config-item-map-named", ["config:name": "Tables"]) { xml in
                for name in names {
                  xml.element("config:config-item-map-entry", ["config:name": name]) { xml in
                    for (key, value) in frozen { item(key.0, key.1, value, &xml) }
                  }
                }
              }
              item("ActiveTable", "string", names[0], &xml)
            }
          }
        }
      }
    }
    return xml.bytes
  }

  private static func item(_ name: String, _ type: String, _ value: String, _ xml: inout XMLText) {
    xml.element("config:config-item", ["config:name": name, "config:type": type]) { $0.text(value) }
  }

  static var manifest: [UInt8] {
    var xml = XMLText()
    xml.element(
      "manifest:manifest",
      [
        "xmlns:manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest:version": "1.2",
      ]
    ) { xml in
      xml.element(
        "manifest:file-entry",
        ["manifest:full-path": "/", "manifest:version": "1.2", "manifest:media-type": Spreadsheet.type]
      )
      for part in ["content.xml", "styles.xml", "meta.xml", "settings.xml"] {
        xml.element(
          "manifest:file-entry",
          ["manifest:full-path": part, "manifest:media-type": "text/xml"]
        )
      }
    }
    return xml.bytes
  }
}
