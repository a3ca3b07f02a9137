import Domain
import GRDB
package import Kernel
package import Projection

/// The clock of everybody who is, or was, named as a contact of a practice.
package struct ContactClock: RetentionClock {
  package static let name = "contact_clock"
  package static let version = 2
  package static let vault = Practice.vault
  package static let rules = [ContactRetention.named, ContactRetention.former]
  package static var folds: [Fold] { [Fold(Practice.self, apply)] }

  private static func apply(_ event: Practice.Event, _ entry: Entry, _ db: Database) throws {
    switch event {
    case .deposited(let body): try count(body.details, entry, db)
    case .compiled(let body): try count(body.details, entry, db)
    case .revised(let body): try count(body.details, entry, db)
    case .withdrawn, .importUndone: try part(from: [], entry, db)
    case .submitted, .reviewed, .returned, .published, .confirmed, .superseded, .embargoChanged,
      .lessonReceived:
      break
    }
  }

  /// Whoever is named begins anew; whoever was and is no more has left.
  private static func count(_ details: Practice.Details, _ entry: Entry, _ db: Database) throws {
    let named = details.contacts.filter { $0.value != nil }.map(\.subject)
    for subject in named { try start(ContactRetention.named, entry, of: subject, in: db) }
    try part(from: named, entry, db)
  }

  private static func part(from named: [String], _ entry: Entry, _ db: Database) throws {
    let known = try String.fetchAll(
      db,
      sql: "SELECT subject FROM contact_clock WHERE record = ? AND kind = ?",
      arguments: [entry.stream.id, ContactRetention.named.kind]
    )
    for subject in known where !named.contains(subject) {
      try start(ContactRetention.former, entry, of: subject, in: db)
    }
  }
}
