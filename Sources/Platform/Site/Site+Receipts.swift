import HTTPTypes
package import Hummingbird
package import Kernel

extension Site {
  /// A receipt for an act that stands in a history which the viewer may read, to keep.
  ///
  /// - Parameter positions: Of the acts that the viewer is shown; of another there is no receipt.
  package func receipt(
    among positions: [Int64],
    in vault: Vault,
    _ context: SiteContext
  ) async throws -> Response {
    try requireSecondFactor(for: vault, context)
    let position = try context.position()
    guard positions.contains(position) else { throw NotFound() }
    let text = try await service(vault).receipt(position)
    let name = "touchstone-\(vault.rawValue)-\(position).tlog-proof"
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/plain; charset=utf-8", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }

  /// Where the receipt for an act of a record is offered.
  package static func receiptAddress(_ record: String, _ position: Int64) -> String {
    "\(record)/receipts/\(position)"
  }
}

extension SiteContext {
  /// The position in a log that the address names.
  ///
  /// - Throws: ``NotFound`` where it names none.
  package func position() throws -> Int64 {
    guard let position = Int64(try parameters.require("position")) else { throw NotFound() }
    return position
  }
}
