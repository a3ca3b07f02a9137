import Foundation
import Kernel
import Keyring
import Platform

/// Looks through every file of a data directory for runs of bytes that are known by digests only.
///
/// No file of SQLite's is opened by this process: to close it again would end every lock that the process holds on
/// it (fcntl(2), "advisory record locking"), and another program would then take a database that is open for one that
/// nobody uses.
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

  private let wanted: [ProbedRuns]

  init(_ searched: [(probes: [ErasurePlan.Probe], telling: Keyring.Telling)]) {
    wanted = searched.map { ProbedRuns($0, $1) }
  }

  /// On a thread of its own: it takes as long as reading everything does.
  func look(through folder: DataFolder) async throws -> Result {
    try await Workers(atOnce: 1).run { try look(through: folder, until: $0) }
  }

  private func look(through folder: DataFolder, until sign: StopSign) throws -> Result {
    var result = Result()
    for path in (FileManager.default.subpaths(atPath: folder.root.path) ?? []).sorted() {
      var passes = wanted.map { ProbedRuns.Pass($0) }
      let count = try read(folder.root.appending(path: path), until: sign) { piece in
        for index in passes.indices { passes[index].take(piece) }
      }
      guard let count else { continue }
      result.files += 1
      result.bytes += count
      let places = passes.reduce(0) { $0 + $1.places }
      if places > 0 { result.found.append(.init(file: path, places: places)) }
    }
    return result
  }

  /// Bytes that were read; nil for what is no file, or is gone meanwhile, as what SQLite keeps beside a database may be.
  private func read(
    _ file: URL,
    until sign: StopSign,
    _ each: @escaping (ArraySlice<UInt8>) -> Void
  ) throws -> Int64? {
    do {
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return nil }
      if file.lastPathComponent.contains(".sqlite") { return try readBeside(file, until: sign, each) }
      return try readHere(file, each)
    } catch let stopped as CancellationError {
      throw stopped
    } catch {
      guard FileManager.default.fileExists(atPath: file.path) else { return nil }
      throw Fault(.storage, "\(file.path) cannot be searched: \(error.localizedDescription)")
    }
  }

  private func readHere(_ file: URL, _ each: (ArraySlice<UInt8>) -> Void) throws -> Int64 {
    let handle = try FileHandle(forReadingFrom: file)
    var count: Int64 = 0
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      count += Int64(piece.count)
      each([UInt8](piece)[...])
    }
    try handle.close()
    return count
  }

  private struct Unread: LocalizedError {
    var errorDescription: String? { "it could not be read to its end" }
  }

  private func readBeside(
    _ file: URL,
    until sign: StopSign,
    _ each: @escaping (ArraySlice<UInt8>) -> Void
  ) throws -> Int64 {
    guard let reader = Subprocess.find("cat") else { throw Fault(.storage, "cat is not installed") }
    var limits = Subprocess.Limits()
    (limits.time, limits.processorSeconds, limits.output) = (.seconds(3600), 3600, .max)
    var count: Int64 = 0
    let said = try Subprocess(reader, [file.path], limits: limits).run(until: sign) { piece in
      count += Int64(piece.count)
      each(piece)
    }
    guard said.end == .exited(0) else { throw Unread() }
    return count
  }
}
