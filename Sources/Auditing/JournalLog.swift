import Foundation
import Journal
import JournalSQLite
import Kernel

/// A log in a copy of a journal: the tiles as they are stored there.
struct JournalLog: PublishedLog {
  let log: SQLiteLog
  let file: URL

  var place: String { "\(file.path), \(log.name.rawValue) log" }

  func checkpoint() async throws -> String {
    guard let note = try await log.newestCheckpoint() else {
      throw Fault(.incomplete, "\(place) holds no checkpoint")
    }
    return note.serialized
  }

  func bytes(of tile: Tile) async throws -> Data {
    guard let bytes = try await log.tile(tile) else {
      throw Fault(.damagedProof, "\(place) is not long enough for \(tile.path)")
    }
    return bytes
  }
}
