package import GRDB
package import Kernel

/// Tables folded from a log, which can be thrown away and folded again.
package protocol FoldedTables: SendableMetatype {
  /// The first part of every table's name, in snake case.
  static var name: String { get }
  /// Raise it when the tables change: the runner rebuilds.
  static var version: Int { get }
  /// One for each category that is folded in.
  static var folds: [Fold] { get }
  static func create(in db: Database) throws
  /// Sees every entry of the log, of whatever category, before its event is folded.
  static func see(_ entry: Entry, in db: Database) throws
  /// Takes out what is held of a person whose key is destroyed.
  static func erase(subject: String, in db: Database) throws
}

extension FoldedTables {
  package static func see(_ entry: Entry, in db: Database) throws {}
  package static func erase(subject: String, in db: Database) throws {}
}

/// What pages are read from: tables folded from the record log of one vault.
package protocol View: FoldedTables {
  static var vault: Vault { get }
}

/// How one category's events change a view's tables.
package struct Fold: Sendable {
  package let category: String
  let read: @Sendable (Entry, EventCoder) throws -> any DomainEvent
  let apply: @Sendable (any DomainEvent, Entry, Database) throws -> Void

  package init<D: Decider>(
    _ decider: D.Type,
    _ apply: @escaping @Sendable (D.Event, Entry, Database) throws -> Void
  ) {
    self.init(D.category, of: D.Event.self, apply)
  }

  /// For what no decider decides, such as the lines of an access log.
  package init<Event: DomainEvent>(
    _ category: String,
    of type: Event.Type,
    _ apply: @escaping @Sendable (Event, Entry, Database) throws -> Void
  ) {
    self.category = category
    read = { try Event.read($0, $1) }
    self.apply = { event, entry, db in
      guard let event = event as? Event else {
        throw Fault(.unknownEvent, "\(entry.name) is no event of \(category)")
      }
      try apply(event, entry, db)
    }
  }
}

/// The views of a vault, ready to fold.
struct FoldSet: Sendable {
  let views: [any FoldedTables.Type]
  private let folds: [String: [Fold]]

  init(_ views: [any FoldedTables.Type]) {
    self.views = views
    folds = Dictionary(grouping: views.flatMap { $0.folds }, by: \.category)
  }

  /// An entry decoded once, however many views fold it; nil where none does.
  func decode(_ entry: Entry, _ coder: EventCoder) throws -> (any DomainEvent)? {
    if let fold = folds[entry.stream.category]?.first { return try fold.read(entry, coder) }
    return entry.stream.category == Subject.category ? try Subject.Event.read(entry, coder) : nil
  }

  func apply(_ event: (any DomainEvent)?, _ entry: Entry, to db: Database) throws {
    for view in views { try view.see(entry, in: db) }
    guard let event else { return }
    for fold in folds[entry.stream.category] ?? [] { try fold.apply(event, entry, db) }
    if entry.stream.category == Subject.category, case .erased? = event as? Subject.Event {
      for view in views { try view.erase(subject: entry.stream.id, in: db) }
    }
  }
}
