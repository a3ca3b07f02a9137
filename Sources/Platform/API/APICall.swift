package import HTTPTypes
package import Hummingbird
import Kernel

/// What a call reads from a body: the fields of a form, and what stands beside them.
package struct APIBody: Sendable {
  package let fields: [String]
  let schema: @Sendable () -> Model
  /// Whether it names a record that must be there.
  private(set) var namesRecords = false

  /// A decision in the words of a form.
  package init<Value>(_ form: Form<Value>) {
    fields = form.fields.map(\.name)
    schema = { form.schema }
  }

  private init(fields: [String], schema: @escaping @Sendable () -> Model) {
    self.fields = fields
    self.schema = schema
  }

  /// The same, where it names a record that there may not be.
  package var namingRecords: APIBody {
    var body = self
    body.namesRecords = true
    return body
  }

  /// Nothing but an empty object, or no body at all.
  package static let nothing = APIBody(fields: []) { ["type": "object", "maxProperties": 0] }

  /// A new record; it may bring an identifier of its own.
  package static func record<Value>(_ form: Form<Value>) -> APIBody {
    APIBody(fields: form.fields.map(\.name) + ["record"]) {
      form.schema(adding: [
        "record": [
          "type": "string", "pattern": "^[0-9a-f]{32}$",
          "title": "The identifier of the new record, where the program gives it one",
        ] as Model
      ])
    }
  }

  /// A body that changes what it names and leaves the rest: nothing is required but the reason, where the form
  /// asks for one.
  package static func change<Value>(_ form: Form<Value>) -> APIBody {
    let names = form.fields.map(\.name)
    return APIBody(fields: names.contains("reason") ? names : names + ["reason"]) {
      var schema = form.schema(adding: [
        "reason": form.field("reason")?.schema
          ?? ["type": "string", "maxLength": 1000, "title": "Why it is changed"]
      ])
      schema["required"] = names.contains("reason") ? ["reason"] : nil
      return schema
    }
  }
}

/// What a call answers when it did what was asked.
package struct APIAnswer: Sendable {
  enum Header: String, Sendable {
    case eTag = "ETag"
    case link = "Link"
    case location = "Location"
    case contentDisposition = "Content-Disposition"
  }

  let status: HTTPResponse.Status
  /// By media type.
  let content: @Sendable () -> Model
  let components: @Sendable () -> Model
  let headers: [Header]

  /// - Parameter headers: `Location` where it made what has an address.
  init<Value>(_ shape: Shape<Value>, _ status: HTTPResponse.Status, _ headers: [Header]) {
    self.status = status
    self.headers = headers
    content = { ["application/json": ["schema": shape.reference] as Model] }
    components = { shape.components }
  }

  /// A file of one of these media types.
  private init(fileOf types: [String]) {
    status = .ok
    headers = [.contentDisposition]
    content = { Dictionary(uniqueKeysWithValues: types.map { ($0, [:] as Model) }) }
    components = { [:] }
  }

  package static func file(_ types: [String]) -> APIAnswer { APIAnswer(fileOf: types) }

  /// A record with its version.
  package static func record<Value>(
    _ shape: Shape<Value>,
    _ status: HTTPResponse.Status = .ok
  ) -> APIAnswer {
    APIAnswer(shape, status, [.eTag])
  }

  /// A record that was made, with its version and its address.
  package static func made<Value>(_ shape: Shape<Value>) -> APIAnswer {
    APIAnswer(shape, .created, [.eTag, .location])
  }

  package static func list<Row>(_ list: APIList<Row>) -> APIAnswer {
    APIAnswer(list.whole, .ok, [.eTag, .link])
  }

  /// Something that is no record.
  package static func plain<Value>(
    _ shape: Shape<Value>,
    _ status: HTTPResponse.Status = .ok
  ) -> APIAnswer {
    APIAnswer(shape, status, status == .ok ? [.eTag] : [])
  }
}

/// What the description says of one call.
package struct APIOperation: Sendable {
  package let method: HTTPRequest.Method
  /// After `/api/v1/`.
  package let path: String
  let name: String
  let summary: String
  let query: [APIParameter]
  let body: APIBody?
  let answer: APIAnswer
  /// Whether `If-None-Match` may hold the tag of what was read.
  var isConditional: Bool { method == .get && answer.headers.contains(.eTag) }
  /// Whether `If-Match` must hold the version that was read.
  let needsVersion: Bool
  /// Whether it opens a sealed record, and must say what for.
  let needsPurpose: Bool
  /// The act of the module's policy that it does.
  let act: String?
}

/// One call of the interface for programs: what serves it, and what describes it.
package struct APICall<API: Sendable>: Sendable {
  package typealias Serve = @Sendable (API, Request, SiteContext) async throws -> Response

  package let operation: APIOperation
  private let serve: Serve

  package init(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ name: String,
    _ summary: String,
    query: [APIParameter] = [],
    body: APIBody? = nil,
    answer: APIAnswer,
    needsVersion: Bool = false,
    needsPurpose: Bool = false,
    act: String? = nil,
    _ serve: @escaping Serve
  ) {
    operation = APIOperation(
      method: method,
      path: path,
      name: name,
      summary: summary,
      query: query + (answer.headers.contains(.link) ? Slice.parameters : []),
      body: body,
      answer: answer,
      needsVersion: needsVersion,
      needsPurpose: needsPurpose,
      act: act
    )
    self.serve = serve
  }

  package func register(on routes: RouterGroup<SiteContext>, _ api: API) {
    let query = operation.query
    routes.on(RouterPath("api/v1/\(operation.path)"), method: operation.method) { request, context in
      try query.check(request.asked)
      return try await serve(api, request, context)
    }
  }
}

extension [APIOperation] {
  /// The acts of the module's policy that they do, for the conformance suite.
  package var offered: Set<String> { Set(compactMap(\.act)) }
}
