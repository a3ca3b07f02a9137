package import Kernel

extension SQLiteLog {
  /// The entries at some places, in the order that is given.
  package func entries(at positions: [Int64]) async throws -> [Entry] {
    try await read { db in
      try positions.flatMap { try EntryRows(name, after: $0 - 1, through: $0, in: db).all() }
    }
  }
}
