package import Foundation
package import Journal
import Kernel

/// A log as people outside get at it: its newest checkpoint, and its tiles.
///
/// Whatever it answers is checked: it may be damaged, half-written or a lie.
package protocol PublishedLog: Sendable {
  /// Where it is, in words.
  var place: String { get }
  func checkpoint() async throws -> String
  /// The hashes of a tile one after another, as they are there.
  func bytes(of tile: Tile) async throws -> Data
  /// Takes a checkpoint that was cosigned, to offer it to others.
  func handBack(_ note: SignedNote) async throws
}

extension PublishedLog {
  /// A log that is only files takes nothing.
  package func handBack(_ note: SignedNote) throws {
    throw Fault(.configuration, "\(place) takes no cosignatures: only an address does")
  }

  /// The hashes of a tile.
  ///
  /// - Throws: `Fault(.damagedProof)` where it is not whole.
  func hashes(of tile: Tile) async throws -> [TreeHash] {
    let bytes = try await bytes(of: tile)
    let wanted = tile.width * TreeHash.byteCount
    guard bytes.count == wanted, let hashes = bytes.withUnsafeBytes({ TreeHash.list($0) }) else {
      throw Fault(
        .damagedProof,
        "\(tile.path) of \(place) is \(bytes.count) bytes long and not \(wanted): it is half-written, or no tile"
      )
    }
    return hashes
  }
}

/// A log in a folder, as its tiles were downloaded: `checkpoint`, and `tile/` beside it.
package struct LogFolder: PublishedLog {
  private let folder: URL

  package init(_ folder: URL) { self.folder = folder }

  package var place: String { folder.path }

  package func checkpoint() throws -> String { try SmallFile.text(folder.appending(path: "checkpoint")) }

  package func bytes(of tile: Tile) throws -> Data {
    let file = folder.appending(path: tile.path)
    if FileManager.default.fileExists(atPath: file.path) { return try SmallFile.bytes(file) }
    // Of a tile that has grown since, the whole may be all that is kept.
    guard tile.width < Tile.fullWidth, let full = Tile(level: tile.level, index: tile.index) else {
      throw Fault(.incomplete, "\(tile.path) is missing in \(folder.path)")
    }
    return try bytes(of: full).prefix(tile.width * TreeHash.byteCount)
  }

  /// Keeps what another log answers in this folder: every tile first, and the checkpoint when all are there.
  package func keep(_ log: any PublishedLog) async throws {
    let note = try await log.checkpoint()
    let size = try Checkpoint(SignedNote(parsing: note)).size
    for tile in Tile.all(inTreeOf: size) {
      let file = folder.appending(path: tile.path)
      if tile.width == Tile.fullWidth, FileManager.default.fileExists(atPath: file.path) { continue }
      let hashes = try await log.hashes(of: tile)
      try SmallFile.write(TreeHash.bytes(hashes), to: file)
    }
    try SmallFile.write(Data(note.utf8), to: folder.appending(path: "checkpoint"))
  }
}

/// Files of people outside: of a size that they have no reason to exceed.
package enum SmallFile {
  private static let limit = 1_000_000

  package static func text(_ file: URL) throws -> String {
    guard let text = String(bytes: try bytes(file), encoding: .utf8) else {
      throw Fault(.damagedProof, "\(file.path) is no text in UTF-8")
    }
    return text
  }

  static func bytes(_ file: URL) throws -> Data {
    do {
      let handle = try FileHandle(forReadingFrom: file)
      let bytes = try handle.read(upToCount: limit + 1) ?? Data()
      try handle.close()
      guard bytes.count <= limit else { throw Fault(.damagedProof, "\(file.path) is too long to be one") }
      return bytes
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(.incomplete, "\(file.path) cannot be read: \(error.localizedDescription)")
    }
  }

  static func write(_ bytes: Data, to file: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try bytes.write(to: file, options: .atomic)
    } catch {
      throw Fault(.storage, "\(file.path) cannot be written: \(error.localizedDescription)")
    }
  }
}

/// A key as its holder published it.
package enum PublishedKey {
  /// Reads a key, or the file that holds it.
  ///
  /// - Throws: `Fault(.wrongKey)` where it is none, or a log's and not a witness's or the other way round;
  ///   `Fault(.incomplete)`.
  package static func read(_ given: String, for algorithm: NoteAlgorithm = .ed25519) throws -> NoteVerifier {
    let isFile = FileManager.default.fileExists(atPath: given)
    guard isFile || given.contains("+") else { throw Fault(.incomplete, "there is no key at \(given)") }
    let text = isFile ? try SmallFile.text(URL(filePath: given)) : given
    let key = try NoteVerifier(text.trimmingCharacters(in: .whitespacesAndNewlines))
    guard key.algorithm == algorithm else {
      throw Fault(.wrongKey, algorithm == .ed25519 ? "\(key.name) is a witness" : "\(key.name) is no witness")
    }
    return key
  }
}
