package import Foundation
package import Kernel

/// The bytes of an entry that its leaf is the hash of.
///
/// They are the line `touchstone/entry/v1`, then every stored field in this order, each preceded by
/// its length in four bytes: position, category, identifier, place in the stream, event name, event
/// version, milliseconds since 1970, account, body, claims. Numbers are eight bytes; every number
/// and length is big endian. Bodies are the bytes stored, with sealed values as sealed.
///
/// One value is used for many entries, one after another: it keeps its storage.
package struct EntryBytes {
  /// Begins with the leaf prefix of RFC 6962, so that hashing needs no copy.
  private var buffer: [UInt8] = []
  private static let tag = Array("touchstone/entry/v1\n".utf8)

  package init() { buffer.reserveCapacity(2048) }

  /// The bytes themselves, as anyone can make them again.
  package static func of(_ entry: Entry) -> Data {
    var bytes = EntryBytes()
    bytes.write(entry, claims: ClaimBytes.encode(entry.claims))
    return Data(bytes.buffer.dropFirst())
  }

  /// The leaf of an entry whose claims were encoded already.
  package mutating func leaf(of entry: Entry, claims: [UInt8]) -> TreeHash {
    write(entry, claims: claims)
    return buffer.withUnsafeBytes { TreeHash.hash(of: $0) }
  }

  /// The leaf of an entry as it lies in a database.
  package mutating func leaf(of entry: RawEntry) -> TreeHash {
    begin()
    write(number: entry.position)
    write(entry.category)
    write(entry.id)
    write(number: entry.streamVersion)
    write(entry.name)
    write(number: entry.version)
    write(number: entry.milliseconds)
    write(entry.by)
    write(entry.body)
    write(entry.claims)
    return buffer.withUnsafeBytes { TreeHash.hash(of: $0) }
  }

  private mutating func write(_ entry: Entry, claims: [UInt8]) {
    begin()
    write(number: entry.position)
    write(text: entry.stream.category)
    write(text: entry.stream.id)
    write(number: Int64(entry.streamVersion))
    write(text: entry.name)
    write(number: Int64(entry.version))
    write(number: entry.occasion.at.milliseconds)
    write(text: entry.occasion.by)
    entry.body.withUnsafeBytes { write($0) }
    claims.withUnsafeBytes { write($0) }
  }

  private mutating func begin() {
    buffer.removeAll(keepingCapacity: true)
    buffer.append(0)
    buffer.append(contentsOf: Self.tag)
  }

  private mutating func write(number: Int64) {
    withUnsafeBytes(of: number.bigEndian) { write($0) }
  }

  private mutating func write(text: String) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
  }

  private mutating func write(_ field: UnsafeRawBufferPointer) {
    buffer.appendLength(field.count)
    buffer.append(contentsOf: field)
  }
}

/// An entry's fields where a database driver holds them, for as long as it holds them there.
package struct RawEntry {
  package var position: Int64
  package var category: UnsafeRawBufferPointer
  package var id: UnsafeRawBufferPointer
  package var streamVersion: Int64
  package var name: UnsafeRawBufferPointer
  package var version: Int64
  package var milliseconds: Int64
  package var by: UnsafeRawBufferPointer
  package var body: UnsafeRawBufferPointer
  package var claims: UnsafeRawBufferPointer

  package init(
    position: Int64,
    category: UnsafeRawBufferPointer,
    id: UnsafeRawBufferPointer,
    streamVersion: Int64,
    name: UnsafeRawBufferPointer,
    version: Int64,
    milliseconds: Int64,
    by: UnsafeRawBufferPointer,
    body: UnsafeRawBufferPointer,
    claims: UnsafeRawBufferPointer
  ) {
    self.position = position
    self.category = category
    self.id = id
    self.streamVersion = streamVersion
    self.name = name
    self.version = version
    self.milliseconds = milliseconds
    self.by = by
    self.body = body
    self.claims = claims
  }
}

extension [UInt8] {
  mutating func appendLength(_ count: Int) {
    Swift.withUnsafeBytes(of: UInt32(count).bigEndian) { append(contentsOf: $0) }
  }
}
