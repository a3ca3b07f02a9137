import Foundation
import GRDB
import Kernel

/// Which entry is where in which stream, as a number that does not depend on the order of adding.
///
/// Hashed with a key that is new in every process: nobody can prepare two sets that agree.
struct StreamFingerprint: Equatable {
  private var sum = 0
  private var count: Int64 = 0

  mutating func add(
    _ category: UnsafeRawBufferPointer,
    _ id: UnsafeRawBufferPointer,
    _ version: Int64,
    _ position: Int64
  ) {
    var hasher = Hasher()
    hasher.combine(category.count)
    hasher.combine(bytes: category)
    hasher.combine(bytes: id)
    hasher.combine(version)
    hasher.combine(position)
    sum &+= hasher.finalize()
    count += 1
  }

  mutating func add(_ other: StreamFingerprint) {
    sum &+= other.sum
    count += other.count
  }
}

/// Walks the index of streams and checks that each counts from 1 without a gap, in log order.
struct StreamScan {
  private(set) var fingerprint = StreamFingerprint()
  private(set) var damage: [LogReport.Damage] = []

  private var stream: (category: [UInt8], id: [UInt8]) = ([], [])
  private var version: Int64 = 0
  private var position: Int64 = 0

  init(_ log: LogName, through size: Int64, in db: Database) throws {
    do {
      let index = try Prepared(
        """
        SELECT category, id, stream_version, position
        FROM \(log.rawValue)_entry INDEXED BY \(log.rawValue)_stream
        ORDER BY category, id, stream_version
        """,
        in: db
      )
      defer { index.reset() }
      while try index.next() {
        if (1...max(1, size)).contains(index.number(3)) { take(index) }
      }
    } catch let fault as Fault where fault.code == .damagedLog {
      damage.append(.whole("the index of streams cannot be read: \(fault.detail)"))
    }
  }

  private mutating func take(_ index: Prepared) {
    let (category, id) = (index.bytes(0), index.bytes(1))
    let (found, place) = (index.number(2), index.number(3))
    if !id.elementsEqual(stream.id) || !category.elementsEqual(stream.category) {
      stream = (Array(category), Array(id))
      version = 0
      position = 0
    }
    if found != version + 1 {
      damage.append(.init(at: place, "its stream goes from \(version) to \(found)"))
    } else if place <= position {
      damage.append(.init(at: place, "it stands before what its stream holds earlier"))
    }
    version = found
    position = place
    fingerprint.add(category, id, found, place)
  }
}
