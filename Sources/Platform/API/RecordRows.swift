package import GRDB
package import Hummingbird
package import Kernel

/// How calls of one kind of record answer: with its row in a view.
package struct RecordRows<Row: Sendable>: Sendable {
  /// Before the identifier, in the addresses of the interface.
  package let path: String
  package let shape: Shape<Row>
  fileprivate let vault: Vault
  fileprivate let version: @Sendable (Row) -> Int
  fileprivate let find: @Sendable (String, Database) throws -> Row?

  package init(
    at path: String,
    as shape: Shape<Row>,
    in vault: Vault,
    _ find: @escaping @Sendable (String, Database) throws -> Row?,
    version: @escaping @Sendable (Row) -> Int
  ) {
    (self.path, self.shape, self.vault, self.find, self.version) = (path, shape, vault, find, version)
  }
}

extension Site {
  /// A record as it is now.
  ///
  /// - Throws: ``NotFound``.
  package func answer<Row>(_ rows: RecordRows<Row>, _ id: String) async throws -> Response {
    try await answer(rows, id, madeAt: nil)
  }

  /// A record that was made just now.
  package func answer<Row>(_ rows: RecordRows<Row>, made id: String) async throws -> Response {
    try await answer(rows, id, madeAt: "/api/v1/\(rows.path)/\(id)")
  }

  private func answer<Row>(
    _ rows: RecordRows<Row>,
    _ id: String,
    madeAt address: String?
  ) async throws -> Response {
    let row = try await find(rows.vault) { try rows.find(id, $0) }
    return try answer(rows.shape, row, version: rows.version(row), madeAt: address)
  }
}
