package import Foundation

/// An append-only log of entries: it knows order, uniqueness and bytes, and no domain type.
///
/// Every driver keeps the same contract, and the one suite in Tests/JournalTests holds them to it:
/// positions are dense from 1; an append is whole or absent; nothing is acknowledged before it is
/// durable; what is acknowledged is read back unchanged.
package protocol RecordLog: Sendable {
  /// Appends to one or several streams, all or nothing.
  ///
  /// - Throws: ``VersionConflict`` where a stream holds another number of entries than expected,
  ///   ``ClaimConflict`` where a claimed value is another record's, ``Fault`` where storing failed.
  @discardableResult
  func append(_ appends: [Append], _ occasion: Occasion) async throws -> Appended

  /// A stream's entries, in order; none where there is no such stream.
  func entries(of stream: StreamName) async throws -> [Entry]

  /// Up to `limit` entries after a position, in order.
  func entries(after position: Int64, limit: Int) async throws -> [Entry]

  func head() async throws -> LogHead
}

/// Where an append came to stand.
package struct Appended: Equatable, Sendable {
  /// The first and last position; nil where nothing was asked for.
  package let positions: ClosedRange<Int64>?

  package init(positions: ClosedRange<Int64>?) { self.positions = positions }
}

/// How many entries a log holds, and the root of the tree over them (32 bytes).
package struct LogHead: Equatable, Sendable {
  package let size: Int64
  package let root: Data

  package init(size: Int64, root: Data) {
    self.size = size
    self.root = root
  }
}

/// A stream holds another number of entries than the writer believed: someone else was there.
package struct VersionConflict: Error, Equatable {
  package let stream: StreamName
  package let expected: Int
  package let actual: Int

  package init(stream: StreamName, expected: Int, actual: Int) {
    self.stream = stream
    self.expected = expected
    self.actual = actual
  }
}

/// A value that another record holds already.
package struct ClaimConflict: Error, Equatable {
  package let scope: String
  package let stream: StreamName
  package let holder: StreamName

  package init(scope: String, stream: StreamName, holder: StreamName) {
    self.scope = scope
    self.stream = stream
    self.holder = holder
  }
}
