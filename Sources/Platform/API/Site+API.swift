import Crypto
package import Foundation
import HTTPTypes
package import Hummingbird
package import Kernel

/// A body that is not `application/json`; 415.
struct OtherMediaType: Error, Equatable, Sendable {}

/// A method that there is no call with at an address; 405.
struct OtherMethod: Error, Equatable, Sendable {
  let allowed: [String]
}

/// A change that does not say which version it changes; 428.
struct VersionNeeded: Error, Equatable, Sendable {}

extension Site {
  /// An answer with a tag: the version of a record, and a digest, for more than the record changes what is told of it.
  package func json(
    _ value: Any,
    _ status: HTTPResponse.Status = .ok,
    version: Int? = nil
  ) throws -> Response {
    json(bytes: try JSONText.data(value), status, version: version)
  }

  /// What is JSON already.
  package func json(
    bytes: Data,
    _ status: HTTPResponse.Status = .ok,
    version: Int? = nil
  ) -> Response {
    var headers: HTTPFields = [
      .contentType: "application/json; charset=utf-8", .cacheControl: "no-store",
    ]
    if status == .ok || version != nil {
      let digest = SHA256.hash(data: bytes).prefix(8).hex
      headers[.eTag] = "\"\(version.map { "\($0)-" } ?? "")\(digest)\""
    }
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// A record with its version.
  ///
  /// - Parameter address: Where a record can be read that was made just now.
  package func answer<Value>(
    _ shape: Shape<Value>,
    _ value: Value,
    version: Int,
    _ status: HTTPResponse.Status = .ok,
    madeAt address: String? = nil
  ) throws -> Response {
    var response = try json(shape.json(value), address == nil ? status : .created, version: version)
    response.headers[.location] = address
    return response
  }

  /// What a program sent: one JSON object, which no browser's form can send from elsewhere.
  ///
  /// - Parameter limit: Bytes.
  /// - Throws: ``OtherMediaType``, ``Unreadable``, ``TooLarge``, ``Invalid`` naming every field that there is
  ///   not: a slip of the pen is not passed over.
  package func values(
    of request: Request,
    _ body: APIBody,
    upTo limit: Int = 1_000_000
  ) async throws -> FormValues {
    let isEmpty = request.headers[.contentType] == nil && body.fields.isEmpty
    guard isEmpty || Self.isJSON(request.headers[.contentType] ?? "") else { throw OtherMediaType() }
    let bytes = try await self.body(of: request, upTo: limit)
    if isEmpty, bytes.isEmpty { return FormValues() }
    guard !isEmpty else { throw OtherMediaType() }
    let values = try FormValues(json: bytes)
    let known = Set(body.fields)
    let unknown = values.names.filter { !known.contains($0) }
    guard unknown.isEmpty else {
      throw Invalid(
        unknown.map { String($0.prefix(100)) }.map { FieldError($0, "There is no field “\($0)” here") }
      )
    }
    return values
  }

  private static func isJSON(_ type: String) -> Bool {
    let parts = type.lowercased().split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    let charset = parts.dropFirst().first { $0.hasPrefix("charset=") }?.dropFirst(8).filter { $0 != "\"" }
    return parts.first == "application/json" && (charset ?? "utf-8") == "utf-8"
  }

  /// The identifier of a record that a program makes: its own, or that of its `Idempotency-Key`, or a new one.
  ///
  /// What is sent twice with the same key is one record.
  package func recordID(for values: FormValues, of request: Request, by viewer: Viewer) throws -> String {
    if values.has("record") {
      let id = values.text("record")
      guard Identifier.isOne(id) else {
        throw Invalid([FieldError("record", "An identifier has 32 characters from 0 to 9 and a to f")])
      }
      return id
    }
    guard let key = request.headers[.named("Idempotency-Key")] else { return newID() }
    guard (1...200).contains(key.unicodeScalars.count) else {
      throw Unreadable("Idempotency-Key must have 1 to 200 characters.")
    }
    return Secret.digest("\(viewer.account ?? "")\n\(request.uri.path)\n\(key)").prefix(16).hex
  }

  /// The version that a program saw, from `If-Match`.
  ///
  /// - Throws: ``VersionNeeded``, ``Unreadable``.
  package func seenVersion(_ request: Request) throws -> Int {
    guard let text = request.headers[.ifMatch] else { throw VersionNeeded() }
    guard let found = text.wholeMatch(of: /"?([0-9]{1,9})(-[0-9a-f]{16})?"?/),
      let version = Int(found.output.1)
    else { throw Unreadable("If-Match must hold what ETag gave, or the version alone, such as \"1\".") }
    return version
  }
}
