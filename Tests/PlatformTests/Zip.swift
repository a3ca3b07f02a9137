import CZlib
import Foundation

/// A ZIP container as somebody who means no good would write it.
struct Zip {
  struct Entry {
    var name: String
    var bytes: Data
    /// What the container says comes out; nil says the truth.
    var declared: Int?
    var isEncrypted = false
    /// Names the bytes of the entry before it again.
    var isRepeated = false

    init(_ name: String, _ bytes: Data, declared: Int? = nil) {
      self.name = name
      self.bytes = bytes
      self.declared = declared
    }

    init(_ name: String, _ text: String) { self.init(name, Data(text.utf8)) }
  }

  private static let office = """
    <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
    <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
    wordprocessingml.document.main+xml"/></Types>
    """
  private static let relations = """
    <?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
    <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
    officeDocument" Target="word/document.xml"/></Relationships>
    """

  /// A Word document whose text is this XML, with whatever else beside it.
  static func word(_ document: Data, _ more: [Entry] = []) throws -> Data {
    let parts = [
      Entry("[Content_Types].xml", office), Entry("_rels/.rels", relations),
      Entry("word/document.xml", document),
    ]
    return try data(parts + more)
  }

  /// The XML of a Word document with these paragraphs.
  static func paragraphs(_ texts: [String], before: String = "") -> Data {
    let body = texts.map { "<w:p><w:r><w:t>\($0)</w:t></w:r></w:p>" }.joined()
    return Data(
      """
      <?xml version="1.0"?>\(before)<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/\
      main"><w:body>\(body)</w:body></w:document>
      """.utf8
    )
  }

  static func data(_ entries: [Entry]) throws -> Data {
    var data = Data()
    var directory = Data()
    var place = 0
    var packed = Data()
    for entry in entries {
      if !entry.isRepeated {
        place = data.count
        packed = try deflated(entry.bytes)
        data += number(0x0403_4B50, 4) + common(entry, packed) + number(0, 2)
        data += Data(entry.name.utf8) + packed
      }
      directory += number(0x0201_4B50, 4) + number(20, 2) + common(entry, packed)
      directory += number(0, 12) + number(place, 4) + Data(entry.name.utf8)
    }
    let end = number(0x0605_4B50, 4) + number(0, 4) + number(entries.count, 2) + number(entries.count, 2)
    return data + directory + end + number(directory.count, 4) + number(data.count, 4) + number(0, 2)
  }

  /// The part that both headers have: from the version to the length of the name.
  private static func common(_ entry: Entry, _ packed: Data) -> Data {
    let sum = entry.bytes.withUnsafeBytes { bytes in
      crc32(0, bytes.bindMemory(to: UInt8.self).baseAddress, UInt32(bytes.count))
    }
    return number(20, 2) + number(entry.isEncrypted ? 1 : 0, 2) + number(8, 2) + number(0, 4)
      + number(Int(sum), 4) + number(packed.count, 4) + number(entry.declared ?? entry.bytes.count, 4)
      + number(entry.name.utf8.count, 2)
  }

  private static func number(_ value: Int, _ count: Int) -> Data {
    Data((0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 })
  }

  private struct NotDeflated: Error {}

  private static func deflated(_ bytes: Data) throws -> Data {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard deflateInit2_(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { throw NotDeflated() }
    defer { deflateEnd(&stream) }
    var source = [UInt8](bytes)
    var out = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(source.count))))
    let left = source.withUnsafeMutableBufferPointer { source in
      out.withUnsafeMutableBufferPointer { out in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = out.baseAddress
        stream.avail_out = UInt32(out.count)
        return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.avail_out) : -1
      }
    }
    guard left >= 0 else { throw NotDeflated() }
    return Data(out.prefix(out.count - left))
  }
}
