package import Foundation

/// The stream of one record: its category and its opaque identifier.
package struct StreamName: Hashable, Sendable, CustomStringConvertible {
  package let category: String
  package let id: String

  package init(_ category: String, _ id: String) {
    self.category = category
    self.id = id
  }

  package var description: String { "\(category)-\(id)" }
}

/// What is about to be stored: an event's name, version and bytes, and the claims it changes.
package struct NewEntry: Equatable, Sendable {
  package var name: String
  package var version: Int
  package var body: Data
  package var claims: [StoredClaim]

  package init(name: String, version: Int, body: Data, claims: [StoredClaim] = []) {
    self.name = name
    self.version = version
    self.body = body
    self.claims = claims
  }
}

/// What a log holds at one position.
package struct Entry: Equatable, Sendable {
  /// Dense, from 1; the leaf's index in the log's tree is one less.
  package var position: Int64
  package var stream: StreamName
  /// The place in the stream, from 1.
  package var streamVersion: Int
  package var name: String
  package var version: Int
  package var body: Data
  package var claims: [StoredClaim]
  package var occasion: Occasion

  package init(
    position: Int64,
    stream: StreamName,
    streamVersion: Int,
    _ new: NewEntry,
    _ occasion: Occasion
  ) {
    self.position = position
    self.stream = stream
    self.streamVersion = streamVersion
    name = new.name
    version = new.version
    body = new.body
    claims = new.claims
    self.occasion = occasion
  }
}

/// Entries for one stream, and how many entries the writer believes it to hold.
package struct Append: Sendable {
  package var stream: StreamName
  /// Nil where order within the stream carries no decision, as in the access log.
  package var expecting: Int?
  package var entries: [NewEntry]
  /// Nil for that of the whole append; many acts that are taken in at once each keep their own.
  package var occasion: Occasion?

  package init(
    to stream: StreamName,
    expecting: Int?,
    _ entries: [NewEntry],
    on occasion: Occasion? = nil
  ) {
    self.stream = stream
    self.expecting = expecting
    self.entries = entries
    self.occasion = occasion
  }
}
