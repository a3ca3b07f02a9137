import HTTPTypes
package import Hummingbird

/// The description of the interface for programs (OpenAPI 3.1), made of the forms it is read by.
package enum OpenAPI {
  package static func document(_ modules: [Model]) -> Model {
    var paths: Model = [
      "/api/v1/sessions": [
        "post": operation(
          "Sign in; the token goes into Authorization: Bearer",
          body: SignInPages.credentials.schema,
          status: "201"
        )
      ] as Model
    ]
    for module in modules { paths.merge(module) { $1 } }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Touchstone", "version": "1", "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
      ],
      "security": [[:] as Model, ["bearer": [String]()]],
      "paths": paths,
      "components": [
        "securitySchemes": [
          "bearer": [
            "type": "http", "scheme": "bearer",
            "description": "A token made on the page of an account, or what POST /api/v1/sessions gave",
          ]
        ],
        "schemas": ["Problem": problem],
      ],
    ]
  }

  package static func operation(
    _ summary: String,
    query: [String] = [],
    body: Model? = nil,
    status: String = "200"
  ) -> Model {
    let wrong: Model = [
      "description": "What went wrong (RFC 9457)",
      "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
    ]
    var operation: Model = [
      "summary": summary,
      "responses": [status: ["description": "Done"] as Model, "default": wrong],
    ]
    var parameters = query.map { ["name": $0, "in": "query", "schema": ["type": "string"]] as Model }
    if status == "201" {
      parameters.append([
        "name": "Idempotency-Key", "in": "header", "schema": ["type": "string", "maxLength": 200],
        "description": "What is sent twice with the same key is one record",
      ])
    }
    if !parameters.isEmpty { operation["parameters"] = parameters }
    if let body {
      operation["requestBody"] =
        ["required": true, "content": ["application/json": ["schema": body]]] as Model
    }
    return operation
  }

  /// A body that changes what it names and leaves the rest: nothing is required but the reason.
  package static func change(_ body: Model) -> Model {
    var change = body
    var properties = body["properties"] as? Model ?? [:]
    properties["reason"] = ["type": "string", "title": "Why it is changed"]
    change["properties"] = properties
    change["required"] = nil
    return change
  }

  private static let problem: [String: any Sendable] = [
    "type": "object",
    "properties": [
      "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
      "detail": ["type": "string"], "instance": ["type": "string"],
      "errors": ["type": "array", "items": ["type": "object"]] as [String: any Sendable],
    ] as [String: any Sendable],
  ]

  package static func register(_ modules: [Model], on routes: RouterGroup<SiteContext>) throws {
    let text = try JSONText.data(document(modules), pretty: true)
    routes.get("api/v1/openapi.json") { _, _ in
      Response(
        status: .ok,
        headers: [.contentType: "application/json; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(bytes: text))
      )
    }
  }
}
