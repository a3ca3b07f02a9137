import GRDB
import Kernel

/// Entries that follow one another in a log, decoded.
struct Batch: Sendable {
  private(set) var entries: [Entry] = []
  private(set) var events: [(any DomainEvent)?] = []
  /// Why the entry after these cannot be decoded.
  private(set) var failure: Fault?

  init(_ found: ArraySlice<Entry>, _ folds: FoldSet, _ sealing: Sealing) {
    let coder = EventCoder(sealing)
    entries.reserveCapacity(found.count)
    events.reserveCapacity(found.count)
    for entry in found {
      do {
        events.append(try folds.decode(entry, coder))
        entries.append(entry)
      } catch {
        failure = Fault(folding: entry, error)
        return
      }
    }
  }

  /// Puts what follows behind, unless something could not be decoded before it.
  mutating func append(_ other: Batch) {
    guard failure == nil else { return }
    entries += other.entries
    events += other.events
    failure = other.failure
  }
}

extension Fault {
  /// Why an entry cannot be folded; says nothing of what it holds.
  init(folding entry: Entry, _ error: any Error) {
    switch error {
    case let fault as Fault:
      self.init(fault.code, "entry \(entry.position): \(fault.detail)")
    case let error as DatabaseError:
      self.init(.storage, "entry \(entry.position), \(entry.name): \(error.message ?? "cannot be folded")")
    default:
      self.init(.damagedLog, "entry \(entry.position), \(entry.name), cannot be read")
    }
  }
}
