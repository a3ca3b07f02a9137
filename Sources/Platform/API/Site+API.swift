import Foundation
import HTTPTypes
package import Hummingbird
package import Kernel

extension Site {
  package func json(_ value: Any, _ status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status,
      headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: try JSONText.data(value)))
    )
  }

  /// What a program sent: one JSON object, which no browser's form can send from elsewhere.
  ///
  /// - Parameter fields: The names that the object may have; a slip of the pen is not passed over.
  /// - Throws: ``Unreadable``, ``TooLarge``, ``Invalid`` naming every field that there is not.
  package func jsonValues(
    of request: Request,
    fields: [String],
    _ context: SiteContext
  ) async throws -> FormValues {
    let type = request.headers[.contentType]?.lowercased() ?? ""
    guard type.hasPrefix("application/json") else { throw Unreadable("Send application/json.") }
    let values = try FormValues(json: await body(of: request, upTo: 1_000_000))
    let known = Set(fields)
    let unknown = values.names.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw Invalid(unknown.map { FieldError(String($0.prefix(100)), "There is no such field") })
    }
    return values
  }

  /// The identifier of a record that a program makes: its own, or that of its `Idempotency-Key`, or a new one.
  ///
  /// What is sent twice with the same key is one record.
  package func recordID(
    for values: FormValues,
    of request: Request,
    by viewer: Viewer
  ) throws(Unreadable) -> String {
    if values.has("record") { return try values.recordID() }
    guard let key = request.headers[.named("Idempotency-Key")] else { return newID() }
    guard (1...200).contains(key.count) else {
      throw Unreadable("Idempotency-Key must have 1 to 200 characters.")
    }
    return Secret.digest("\(viewer.account ?? "")\n\(request.uri.path)\n\(key)").prefix(16).hex
  }

  /// The version that a program saw, from `If-Match`.
  package func seenVersion(_ request: Request) throws(Unreadable) -> Int? {
    guard let text = request.headers[.ifMatch] else { return nil }
    guard let version = Int(text.filter { $0 != "\"" }) else {
      throw Unreadable("If-Match must hold the version that ETag gave.")
    }
    return version
  }
}
