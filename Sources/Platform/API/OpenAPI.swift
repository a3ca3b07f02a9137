import HTTPTypes
package import Hummingbird
import Kernel
import Synchronization

/// The description of the interface for programs (OpenAPI 3.1), made of what reads and writes it.
package enum OpenAPI {
  /// - Parameter modules: The calls of each, under the name that groups them.
  package static func document(_ modules: [(tag: String, operations: [APIOperation])]) -> Model {
    var paths: Model = [:]
    var schemas = Problem.shape.components
    for (tag, operations) in modules {
      for operation in operations {
        schemas.merge(operation.answer.components()) { $1 }
        let path = "/api/v1/" + operation.path
        var item = paths[path] as? Model ?? [:]
        if let named = parameters(inPath: operation.path) { item["parameters"] = named }
        item[operation.method.rawValue.lowercased()] = describe(operation, tag)
        paths[path] = item
      }
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Touchstone", "version": "1", "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
      ],
      "tags": modules.map { ["name": $0.tag] },
      "security": [[:] as Model, ["bearer": [String]()]],
      "paths": paths,
      "components": [
        "securitySchemes": [
          "bearer": [
            "type": "http", "scheme": "bearer",
            "description": "A token made on the page of an account, or what POST /api/v1/sessions gave",
          ]
        ],
        "schemas": schemas, "responses": OpenAPIProblems.responses, "headers": headers,
      ],
    ]
  }

  private static func describe(_ operation: APIOperation, _ tag: String) -> Model {
    let answer = operation.answer
    var done: Model = ["description": "Done", "content": answer.content()]
    if !answer.headers.isEmpty {
      done["headers"] = Dictionary(
        uniqueKeysWithValues: answer.headers.map(\.rawValue).map {
          ($0, ["$ref": "#/components/headers/\($0)"])
        }
      )
    }
    var responses = OpenAPIProblems.references(operation)
    responses[String(answer.status.code)] = done
    var described: Model = [
      "operationId": operation.name, "summary": operation.summary, "tags": [tag], "responses": responses,
    ]
    let parameters = operation.query.map(\.described) + headers(sentTo: operation)
    if !parameters.isEmpty { described["parameters"] = parameters }
    if let body = operation.body {
      described["requestBody"] =
        [
          "required": !body.fields.isEmpty, "content": ["application/json": ["schema": body.schema()]],
        ] as Model
    }
    return described
  }

  private static func headers(sentTo operation: APIOperation) -> [Model] {
    var headers: [Model] = []
    if operation.isConditional {
      headers.append([
        "name": "If-None-Match", "in": "header",
        "description": "What there is already, as ETag gave it: where nothing changed, the answer is 304",
        "schema": ["type": "string", "maxLength": 2000] as Model,
      ])
    }
    if operation.needsVersion {
      headers.append([
        "name": "If-Match", "in": "header", "required": true,
        "description": "What was read, as ETag gave it; its version alone is enough",
        "schema": ["type": "string", "pattern": "^\"[0-9]{1,9}(-[0-9a-f]{16})?\"$"], "example": "\"1\"",
      ])
    }
    if operation.needsPurpose {
      headers.append([
        "name": Site.purposeHeader, "in": "header",
        "description":
          "What the record is opened for: written into the access log. Needed, unless it was chosen in this session",
        "schema": ["type": "string", "enum": Purpose.list.codes.map(\.code)] as Model,
        "example": "screening",
      ])
      headers.append([
        "name": Site.purposeWordsHeader, "in": "header",
        "description": "The same in words, percent-encoded; needed where the purpose is \(Purpose.other)",
        "schema": ["type": "string", "maxLength": 2000] as Model, "example": "Handover%20to%20Cleveland",
      ])
    }
    if operation.body?.fields.contains("record") == true {
      headers.append([
        "name": "Idempotency-Key", "in": "header",
        "description": "What is sent twice with the same key is one record",
        "schema": ["type": "string", "minLength": 1, "maxLength": 200], "example": "import 7, row 3",
      ])
    }
    return headers
  }

  private static var headers: Model {
    [
      "ETag": [
        "description":
          "What was answered, for If-None-Match; of a record it begins with the version, for If-Match",
        "required": true, "schema": ["type": "string", "pattern": "^\"([0-9]+-)?[0-9a-f]{16}\"$"],
      ] as Model,
      "Link": [
        "description": "The address of what follows, where there is more: <…>; rel=\"next\" (RFC 8288)",
        "schema": ["type": "string", "pattern": "^<.+>; rel=\"next\"$"],
      ] as Model,
      "Location": [
        "description": "The address of what was made", "required": true,
        "schema": ["type": "string", "pattern": "^/api/v1/"],
      ] as Model,
      "Content-Disposition": [
        "description": "The name of the file (RFC 6266)", "required": true,
        "schema": ["type": "string", "pattern": "^attachment; filename=\"[^\"]+\"$"],
      ] as Model,
    ]
  }

  /// The parts of a path that stand in braces.
  private static func parameters(inPath path: String) -> [Model]? {
    let names = path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
      String($0.dropFirst().dropLast())
    }
    guard !names.isEmpty else { return nil }
    return names.map { name in
      let schema: Model =
        name == "number"
        ? ["type": "integer", "minimum": 0] : ["type": "string", "minLength": 1, "maxLength": 100]
      return ["name": name, "in": "path", "required": true, "schema": schema]
    }
  }

  private static let methods = [
    "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY",
  ].compactMap(HTTPRequest.Method.init(rawValue:))

  /// Whatever else is asked of an address is answered with what can be.
  private static func refuseOthers(_ operations: [APIOperation], on routes: RouterGroup<SiteContext>) {
    for (path, same) in Dictionary(grouping: operations, by: \.path) {
      let allowed = same.map(\.method)
      let other = OtherMethod(allowed: allowed.map(\.rawValue).sorted())
      for method in methods where !allowed.contains(method) {
        routes.on(RouterPath("api/v1/\(path)"), method: method) { _, _ -> Response in throw other }
      }
    }
  }

  package static func register(
    _ modules: [(tag: String, operations: [APIOperation])],
    on routes: RouterGroup<SiteContext>
  ) throws {
    refuseOthers(modules.flatMap(\.operations), on: routes)
    // Written when it is first asked for: a program that starts is seldom asked.
    let written = Mutex<ByteBuffer?>(nil)
    routes.get("api/v1/openapi.json") { _, _ in
      let text = try written.withLock { written in
        let text = try written ?? ByteBuffer(bytes: JSONText.data(document(modules), pretty: true))
        written = text
        return text
      }
      return Response(
        status: .ok,
        headers: [.contentType: "application/json; charset=utf-8"],
        body: .init(byteBuffer: text)
      )
    }
  }
}
