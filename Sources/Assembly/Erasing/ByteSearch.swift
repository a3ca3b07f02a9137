import Foundation
import Kernel
import Keyring

/// Looks through every file of a data directory for runs of bytes that are known by digests only.
///
/// A window as long as a probe is folded along the bytes; where twelve bits of it fit, its digest is made.
struct ByteSearch {
  struct Found: Equatable {
    /// Within the data directory.
    let file: String
    let places: Int
  }

  struct Result: Equatable {
    var files = 0
    var bytes: Int64 = 0
    var found: [Found] = []
  }

  private let windows: [Window]

  init(_ searched: [(probes: [ErasurePlan.Probe], telling: Keyring.Telling)]) {
    windows = searched.flatMap { probes, telling in
      Dictionary(grouping: Set(probes), by: \.length).map { Window($0, $1, telling) }
    }
  }

  func look(through folder: DataFolder) throws -> Result {
    var result = Result()
    for path in (FileManager.default.subpaths(atPath: folder.root.path) ?? []).sorted() {
      let file = folder.root.appending(path: path)
      guard let bytes = try Self.read(file) else { continue }
      result.files += 1
      result.bytes += Int64(bytes.count)
      let places = bytes.withUnsafeBytes { bytes in windows.reduce(0) { $0 + $1.count(in: bytes) } }
      if places > 0 { result.found.append(.init(file: path, places: places)) }
    }
    return result
  }

  /// Nil for what is no file, or is gone meanwhile, as what SQLite keeps beside a database may be.
  private static func read(_ file: URL) throws -> Data? {
    do {
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return nil }
      return try Data(contentsOf: file, options: .mappedIfSafe)
    } catch {
      guard FileManager.default.fileExists(atPath: file.path) else { return nil }
      throw Fault(.storage, "\(file.path) cannot be searched: \(error.localizedDescription)")
    }
  }

  /// All probes of one length and one keyring.
  private struct Window {
    let length: Int
    let digests: Set<Data>
    let isWanted: [Bool]
    let telling: Keyring.Telling
    /// What the byte that leaves the window was multiplied with.
    let power: UInt64

    init(_ length: Int, _ probes: [ErasurePlan.Probe], _ telling: Keyring.Telling) {
      self.length = length
      self.telling = telling
      digests = Set(probes.map(\.digest))
      var wanted = [Bool](repeating: false, count: 4096)
      for probe in probes { wanted[probe.filter & 4095] = true }
      isWanted = wanted
      power = (1..<max(1, length)).reduce(1) { power, _ in power &* telling.base }
    }

    func count(in bytes: UnsafeRawBufferPointer) -> Int {
      guard length > 0, bytes.count >= length else { return 0 }
      let base = telling.base
      var folded: UInt64 = 0
      var places = 0
      var end = 0
      while end < bytes.count {
        if end >= length { folded = folded &- (UInt64(bytes[end - length]) &+ 1) &* power }
        folded = folded &* base &+ UInt64(bytes[end]) &+ 1
        end += 1
        if end >= length, isWanted[Int(folded >> 52)] {
          let window = Data(bytes[(end - length)..<end])
          if digests.contains(telling.digest(window)) { places += 1 }
        }
      }
      return places
    }
  }
}
