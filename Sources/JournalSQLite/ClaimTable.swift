import Foundation
import GRDB
import Kernel

/// The claims held in a log: one row for each value that one stream alone may hold.
struct ClaimTable {
  private let holder: Prepared
  private let take: Prepared
  private let release: Prepared
  private let all: Prepared

  init(_ log: LogName, in db: Database) throws {
    let table = "\(log.rawValue)_claim"
    holder = try Prepared("SELECT category, id FROM \(table) WHERE scope = ? AND digest = ?", in: db)
    take = try Prepared("INSERT INTO \(table) (scope, digest, category, id) VALUES (?, ?, ?, ?)", in: db)
    release = try Prepared("DELETE FROM \(table) WHERE category = ? AND id = ? AND scope = ?", in: db)
    all = try Prepared("SELECT scope, digest, category, id FROM \(table)", in: db)
  }

  /// Takes or releases what an entry says.
  ///
  /// - Throws: ``ClaimConflict`` where another stream holds the value.
  func apply(_ claim: StoredClaim, of stream: StreamName) throws {
    guard let digest = claim.digest else {
      release.bind(stream.category, at: 1)
      release.bind(stream.id, at: 2)
      release.bind(claim.scope, at: 3)
      return try release.run()
    }
    if let other = try holder(of: claim.scope, digest) {
      guard other == stream else { throw ClaimConflict(scope: claim.scope, stream: stream, holder: other) }
      return
    }
    take.bind(claim.scope, at: 1)
    take.bind(digest, at: 2)
    take.bind(stream.category, at: 3)
    take.bind(stream.id, at: 4)
    try take.run()
  }

  /// Every claim that is held, and by whom.
  func holders() throws -> [StoredClaim: StreamName] {
    var holders: [StoredClaim: StreamName] = [:]
    defer { all.reset() }
    while try all.next() {
      holders[StoredClaim(scope: all.text(0), digest: all.data(1))] = StreamName(all.text(2), all.text(3))
    }
    return holders
  }

  private func holder(of scope: String, _ digest: Data) throws -> StreamName? {
    holder.bind(scope, at: 1)
    holder.bind(digest, at: 2)
    defer { holder.reset() }
    return try holder.next() ? StreamName(holder.text(0), holder.text(1)) : nil
  }
}
