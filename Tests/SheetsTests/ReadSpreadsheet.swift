import CZip
import Foundation
import FoundationXML
import Testing

/// A zip file and its parts, as libzip reads them.
struct ReadSpreadsheet {
  let parts: [(name: String, data: Data)]

  init(_ file: Data) throws {
    parts = try file.withUnsafeBytes { bytes in
      let source = try #require(zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, nil))
      let zip = try #require(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nil))
      defer { zip_discard(zip) }
      return try (0..<UInt64(zip_get_num_entries(zip, 0))).map { index in
        var about = zip_stat_t()
        #expect(zip_stat_index(zip, index, 0, &about) == 0)
        let part = try #require(zip_fopen_index(zip, index, 0))
        var data = Data(count: Int(about.size))
        let read = data.withUnsafeMutableBytes { zip_fread(part, $0.baseAddress, about.size) }
        // Closing checks the sum of what was read.
        #expect(read == Int64(about.size) && zip_fclose(part) == 0)
        return (String(cString: about.name), data)
      }
    }
  }

  func part(_ name: String) throws -> Data { try #require(parts.first { $0.name == name }?.data) }

  var content: ReadXML { get throws { try ReadXML(try part("content.xml")) } }

  /// Those below the headings.
  var cells: [ReadXML.Element] {
    get throws { try content.all("table:table-row").last?.all("table:table-cell") ?? [] }
  }
}

/// What Foundation's parser makes of XML.
final class ReadXML: NSObject, XMLParserDelegate {
  final class Element {
    let name: String
    let attributes: [String: String]
    var children: [Element] = []
    private var words = ""

    init(_ name: String, _ attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    func add(_ text: String) { words += text }

    func all(_ name: String) -> [Element] {
      children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
    }

    /// As a reader of OpenDocument has it: a line for each paragraph, and every space.
    var text: String {
      let paragraphs = children.filter { $0.name == "text:p" }
      return paragraphs.isEmpty ? words : paragraphs.map(\.words).joined(separator: "\n")
    }
  }

  private(set) var root: Element?
  private var open: [Element] = []

  init(_ data: Data) throws {
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
  }

  func all(_ name: String) -> [Element] { root?.all(name) ?? [] }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    let element = Element(name, attributes)
    if name == "text:s" { say(String(repeating: " ", count: attributes["text:c"].flatMap(Int.init) ?? 1)) }
    if name == "text:tab" { say("\t") }
    open.last?.children.append(element)
    if root == nil { root = element }
    open.append(element)
  }

  func parser(
    _ parser: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) { open.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters text: String) { say(text) }

  /// What stands in a link stands in its paragraph.
  private func say(_ text: String) { for element in open { element.add(text) } }
}
