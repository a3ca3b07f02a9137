import Foundation
import HTTPTypes
package import Hummingbird
import Kernel

extension Site {
  package func json(_ value: Any, _ status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status,
      headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: try JSONText.data(value)))
    )
  }

  /// What a program sent: one JSON object, which no browser's form can send from elsewhere.
  package func jsonValues(of request: Request, _ context: SiteContext) async throws -> FormValues {
    let type = request.headers[.contentType]?.lowercased() ?? ""
    guard type.hasPrefix("application/json") else { throw Unreadable("Send application/json.") }
    return try FormValues(json: await body(of: request, upTo: 1_000_000))
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
