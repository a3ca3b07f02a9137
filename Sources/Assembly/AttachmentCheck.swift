import Domain
import Foundation
import Kernel
import Platform

/// The files that records name, compared with those that are there: a log is whole without them, and a copy of a
/// data directory is not.
package struct AttachmentCheck: Codable, Equatable, Sendable {
  package private(set) var count = 0
  /// The digests of files that are not there, and of those that are not what they were.
  package private(set) var missing: [String] = []
  package private(set) var damaged: [String] = []

  package var isWhole: Bool { missing.isEmpty && damaged.isEmpty }

  package var words: String {
    guard !isWhole else { return "attachments: \(count), whole" }
    return "attachments: \(count), \(missing.count) MISSING, \(damaged.count) DAMAGED: "
      + (missing + damaged).prefix(5).joined(separator: ", ")
  }

  /// Reads every practice's events, with personal values left closed.
  init(_ log: some RecordLog, _ blobs: BlobStore) async throws {
    var digests: Set<String> = []
    var position: Int64 = 0
    let closed = Sealing(
      seal: { _, _, _ in throw Fault(.noKeyring, "nothing is sealed here") },
      open: { _, _, _ in nil }
    )
    while true {
      let entries = try await log.entries(after: position, limit: 5000)
      guard let last = entries.last else { break }
      position = last.position
      let coder = EventCoder(closed)
      for entry in entries where entry.stream.category == Practice.category {
        do {
          digests.formUnion(try Self.attachments(of: Practice.Event.read(entry, coder)))
        } catch let fault as Fault where fault.code == .unknownEvent {
          // A newer program's: the log is whole, and what that event names is for that program to check.
        }
      }
    }
    count = digests.count
    for digest in digests.sorted() {
      do {
        if try blobs.bytes(of: digest) == nil { missing.append(digest) }
      } catch let fault as Fault where fault.code == .damagedLog {
        damaged.append(digest)
      }
    }
  }

  private static func attachments(of event: Practice.Event) -> [String] {
    let details: Practice.Details? =
      switch event {
      case .deposited(let body): body.details
      case .compiled(let body): body.details
      case .revised(let body): body.details
      default: nil
      }
    return details?.attachments.map(\.digest) ?? []
  }
}
