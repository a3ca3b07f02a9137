import CZlib
import Foundation

/// What a ZIP container would unpack to, found by unpacking it to nowhere.
///
/// The names of entries are compared and never made into paths. A ZIP within a ZIP is bytes like any other. What this
/// lets through is still read within the bounds of ``Subprocess``, which are what holds where a reader takes the
/// container for something else than this does.
struct ZipCheck {
  struct Limits {
    var entries = 10_000
    /// Bytes of all entries, as they are declared and as they come out.
    var unpacked = 200_000_000
    /// How many times the container's own size may come out of it, once that is much.
    var ratio = 100
    /// Bytes from which the ratio counts: a small file of one repeated line is nobody's weapon.
    var much = 20_000_000
  }

  enum Verdict: Equatable { case fine, broken, encrypted, tooLarge }

  private struct Entry {
    let isEncrypted: Bool
    let isDeflated: Bool
    let packed: Int
    let declared: Int
    let name: ArraySlice<UInt8>
    /// Where its bytes begin.
    let start: Int
  }

  private struct Unreadable: Error {}

  private let bytes: [UInt8]
  private let limits: Limits

  static func verdict(_ data: Data, _ limits: Limits = .init()) -> Verdict {
    let check = ZipCheck(bytes: [UInt8](data), limits: limits)
    do {
      return try check.verdict()
    } catch {
      return .broken
    }
  }

  private func verdict() throws -> Verdict {
    let end = try endRecord()
    let count = try number(end + 10, 2)
    guard count <= limits.entries else { return .tooLarge }
    var place = try number(end + 16, 4)
    var entries: [Entry] = []
    for _ in 0..<count { entries.append(try entry(at: &place)) }
    guard !entries.contains(where: \.isEncrypted) else { return .encrypted }
    guard entries.reduce(0, { $0 + $1.declared }) <= limits.unpacked else { return .tooLarge }
    // Entries that share bytes would have them read over and over.
    guard entries.reduce(0, { $0 + $1.packed }) <= bytes.count else { return .tooLarge }
    var total = 0
    for entry in entries {
      // OpenDocument encrypts within the container, and says so here.
      let isManifest = entry.name.elementsEqual("META-INF/manifest.xml".utf8)
      var head = Data()
      total += try unpack(entry, upTo: limits.unpacked - total, &head, keeping: isManifest ? 1_000_000 : 0)
      guard total < limits.unpacked, total < limits.much || total / limits.ratio <= bytes.count else {
        return .tooLarge
      }
      if head.range(of: Data("encryption-data".utf8)) != nil { return .encrypted }
    }
    return .fine
  }

  /// The place of the end record, which a comment may follow.
  private func endRecord() throws -> Int {
    let lowest = max(0, bytes.count - 65_557)
    var place = bytes.count - 22
    while place >= lowest {
      if try number(place, 4) == 0x0605_4B50 { return place }
      place -= 1
    }
    throw Unreadable()
  }

  private func entry(at place: inout Int) throws -> Entry {
    guard try number(place, 4) == 0x0201_4B50 else { throw Unreadable() }
    let method = try number(place + 10, 2)
    guard method == 0 || method == 8 else { throw Unreadable() }
    let name = try number(place + 28, 2)
    let header = try number(place + 42, 4)
    guard try number(header, 4) == 0x0403_4B50, place + 46 + name <= bytes.count else { throw Unreadable() }
    let entry = Entry(
      isEncrypted: try number(place + 8, 2) & 1 == 1,
      isDeflated: method == 8,
      packed: try number(place + 20, 4),
      declared: try number(place + 24, 4),
      name: bytes[(place + 46)..<(place + 46 + name)],
      start: header + 30 + (try number(header + 26, 2)) + (try number(header + 28, 2))
    )
    guard entry.start + entry.packed <= bytes.count else { throw Unreadable() }
    place += 46 + name + (try number(place + 30, 2)) + (try number(place + 32, 2))
    return entry
  }

  /// A number of so many bytes, the lowest first.
  private func number(_ place: Int, _ count: Int) throws -> Int {
    guard place >= 0, place + count <= bytes.count else { throw Unreadable() }
    return bytes[place..<(place + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// How many bytes come out; of an entry that breaks off, what came out until then.
  private func unpack(
    _ entry: Entry,
    upTo limit: Int,
    _ head: inout Data,
    keeping kept: Int
  ) throws -> Int {
    guard entry.isDeflated else { return entry.packed }
    var stream = z_stream()
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw Unreadable()
    }
    defer { inflateEnd(&stream) }
    var packed = Array(bytes[entry.start..<(entry.start + entry.packed)])
    var out = [UInt8](repeating: 0, count: 65_536)
    var total = 0
    packed.withUnsafeMutableBufferPointer { packed in
      stream.next_in = packed.baseAddress
      stream.avail_in = UInt32(packed.count)
      var state = Z_OK
      while state == Z_OK, total < limit {
        let written = out.withUnsafeMutableBufferPointer { out in
          stream.next_out = out.baseAddress
          stream.avail_out = UInt32(out.count)
          state = inflate(&stream, Z_NO_FLUSH)
          return out.count - Int(stream.avail_out)
        }
        total += written
        head.append(contentsOf: out.prefix(min(written, max(0, kept - head.count))))
      }
    }
    return total
  }
}
