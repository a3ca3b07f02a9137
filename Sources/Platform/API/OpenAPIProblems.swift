import HTTPTypes
import Kernel

/// What can go wrong with each call, and how the description says so.
enum OpenAPIProblems {
  /// Every status with which a call can fail, with what it means.
  private static let all: [Int: String] = [
    400: "The query, the body or a header could not be read",
    401: "Nobody is signed in, or the token cannot be used",
    403: "Your roles or the token do not allow it, or it needs a second factor",
    404: "There is no such record, or none that you may know of",
    409: "What the record is does not allow it",
    412: "Somebody changed the record since If-Match was read",
    413: "The body is too large",
    415: "The body is not application/json",
    422: "Fields of the body are wrong; each is named",
    428: "If-Match is missing, or what a sealed record is opened for",
    500: "It is our doing, and not yours; the detail has a number to tell",
    429: "Too many requests; Retry-After says how long to wait",
  ]

  private static func statuses(_ operation: APIOperation) -> [Int] {
    // What the public may read is refused, too, to a session that still has to show its second factor.
    var statuses = [400, 401, 403, 500]
    if operation.path.contains("{") || operation.query.contains(where: \.namesRecords)
      || operation.body?.namesRecords == true
    {
      statuses.append(404)
    }
    if operation.act != nil { statuses.append(409) }
    if operation.method != .get { statuses.append(429) }
    if operation.body != nil { statuses += [413, 415, 422] }
    if operation.needsVersion { statuses += [412, 428] }
    if operation.needsPurpose { statuses.append(428) }
    return statuses
  }

  static func references(_ operation: APIOperation) -> Model {
    Dictionary(
      uniqueKeysWithValues: Set(statuses(operation) + (operation.isConditional ? [304] : [])).map {
        (String($0), ["$ref": "#/components/responses/\($0)"])
      }
    )
  }

  static var responses: Model {
    let unchanged: Model = [
      "description": "It is what If-None-Match holds",
      "headers": ["ETag": ["$ref": "#/components/headers/ETag"] as Model],
    ]
    return Dictionary(
      uniqueKeysWithValues: all.map { status, meaning in
        var response: Model = [
          "description": meaning,
          "content": ["application/problem+json": ["schema": Problem.shape.reference] as Model],
        ]
        if let headers = headers[status] { response["headers"] = headers }
        return (String(status), response)
      }
    )
    .merging(["304": unchanged]) { $1 }
  }

  private static var headers: [Int: Model] {
    [
      401: [
        "WWW-Authenticate": ["required": true, "schema": ["type": "string", "const": "Bearer"]] as Model
      ],
      429: [
        "Retry-After": ["required": true, "schema": ["type": "integer", "minimum": 0] as Model] as Model
      ],
    ]
  }
}
