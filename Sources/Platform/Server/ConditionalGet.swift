import Foundation
import HTTPTypes
package import Hummingbird

/// Answers with 304 what the asker has already (RFC 9110, 13.1.2).
///
/// What is asked for is made as ever: whoever looks stands in the access log, whether they had it already or not.
package struct ConditionalGet: RouterMiddleware {
  package typealias Context = SiteContext

  package init() {}

  package func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    let response = try await next(request, context)
    guard request.method == .get || request.method == .head, response.status == .ok,
      let tag = response.headers[.eTag], let had = request.headers[.ifNoneMatch], Self.names(had, tag)
    else { return response }
    var unchanged = Response(status: .notModified, headers: response.headers)
    for name in [HTTPField.Name.contentType, .contentLength, .contentDisposition] {
      unchanged.headers[name] = nil
    }
    return unchanged
  }

  /// Whether a list of tags names one, be either weak or strong; an asterisk names any.
  static func names(_ list: String, _ tag: String) -> Bool {
    if list.trimmingCharacters(in: .whitespaces) == "*" { return true }
    let strong = tag.drop { $0 != "\"" }
    return list.matches(of: /"[^"]*"/).contains { $0.output == strong }
  }
}
