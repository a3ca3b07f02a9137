import Foundation
import HTTPTypes
package import Hummingbird
import Kernel

/// Where a list goes on: after the last record that was given.
///
/// To programs it is opaque; it holds nothing personal, since addresses are kept in many places.
package struct Cursor: Equatable, Sendable {
  /// What the list is sorted by.
  package let key: String
  package let id: String

  package init(_ key: String, _ id: String) {
    self.key = key
    self.id = id
  }

  package init(_ key: some BinaryInteger, _ id: String) { self.init(String(key), id) }

  private static let version = "1"

  func text(of list: String) throws -> String {
    try JSONText.data([Self.version, list, key, id]).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// - Throws: ``BadQuery`` where this list gave no such cursor.
  init(_ text: String, of list: String) throws(BadQuery) {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
    guard let data = Data(base64Encoded: padded), let parts = Self.texts(data), parts.count == 4,
      parts[0] == Self.version, parts[1] == list
    else { throw Self.broken }
    self.init(parts[2], parts[3])
  }

  private static func texts(_ data: Data) -> [String]? {
    do {
      return try JSONSerialization.jsonObject(with: data) as? [String]
    } catch {
      return nil
    }
  }

  /// The sort key of a list that is sorted by a number.
  package func number() throws(BadQuery) -> Int64 {
    guard let number = Int64(key) else { throw Self.broken }
    return number
  }

  private static let broken = BadQuery([
    FieldError(
      "cursor",
      "This list gave no such cursor. Send one as it stood in “next”, or none to begin at the beginning"
    )
  ])
}

/// Which part of a list is asked for.
package struct Slice: Sendable {
  package let limit: Int
  package let after: Cursor?
  fileprivate let list: String

  /// One more than asked for: whether there is more is known by it.
  package var reach: Int { limit + 1 }

  /// - Parameter list: The name of the list and of its order: a cursor serves that one only.
  package init(_ request: Request, of list: String) throws(BadQuery) {
    let asked = request.asked
    self.list = list
    limit = Int(asked.untrimmed("limit")) ?? 50
    after = asked.has("cursor") ? try Cursor(asked.untrimmed("cursor"), of: list) : nil
  }

  static let parameters = [
    APIParameter("limit", "How many to give at most; 50 where it is not said", .number(1...200)),
    APIParameter("cursor", "Where to go on, as the answer before gave it in “next”", .text(max: 2000)),
  ]
}

/// A list as an answer: some of its rows, and where it goes on.
package struct APIList<Row: Sendable>: Sendable {
  package let name: String
  let shape: Shape<Row>
  let isCounted: Bool

  /// - Parameter isCounted: Whether the answer says how many there are in all.
  package init(_ name: String, of shape: Shape<Row>, isCounted: Bool = false) {
    self.name = name
    self.shape = shape
    self.isCounted = isCounted
  }

  struct Given: Sendable {
    let rows: [Row]
    let next: String?
    let total: Int
  }

  var whole: Shape<Given> {
    let rest: [Shape<Given>.Part] = [
      .list(name, "As many as were asked for, or as there are left", of: shape) { $0.rows },
      .value("next", "The address that gives what follows; null where nothing does") { $0.next },
    ]
    let total: [Shape<Given>.Part] = [.value("total", "How many there are in all") { $0.total }]
    return Shape("\(shape.name)List", isCounted ? rest + total : rest)
  }
}

extension Site {
  /// A part of a list, with the address of the next in its body and in `Link` (RFC 8288).
  ///
  /// - Parameters:
  ///   - found: Up to ``Slice/reach`` rows.
  ///   - cursor: The cursor that goes on after a row.
  package func answer<Row>(
    _ list: APIList<Row>,
    _ found: [Row],
    _ slice: Slice,
    total: Int = 0,
    _ request: Request,
    _ cursor: (Row) -> Cursor
  ) throws -> Response {
    let rows = Array(found.prefix(slice.limit))
    let isMore = found.count > slice.limit
    return try answer(list, rows, slice, total: total, request, next: isMore ? rows.last.map(cursor) : nil)
  }

  /// A part of a short list that is there whole: its cursor counts what was given.
  package func answer<Row>(_ list: APIList<Row>, all: [Row], _ request: Request) throws -> Response {
    let slice = try Slice(request, of: list.name)
    let given = Int(clamping: max(0, try slice.after?.number() ?? 0))
    let rows = Array(all.dropFirst(given).prefix(slice.limit))
    let through = given + rows.count
    let next = through < all.count ? Cursor(through, "") : nil
    return try answer(list, rows, slice, total: all.count, request, next: next)
  }

  /// A part of a list that is known to go on or to end.
  ///
  /// - Parameter next: The cursor that goes on; nil at the end.
  package func answer<Row>(
    _ list: APIList<Row>,
    _ rows: [Row],
    _ slice: Slice,
    total: Int,
    _ request: Request,
    next: Cursor?
  ) throws -> Response {
    let address = try next.map { Self.address(request, cursor: try $0.text(of: slice.list)) }
    var response = try json(list.whole.json(.init(rows: rows, next: address, total: total)))
    if let address { response.headers[.named("Link")] = "<\(address)>; rel=\"next\"" }
    return response
  }

  private static func address(_ request: Request, cursor: String) -> String {
    let asked = request.asked
    let kept = asked.names.filter { $0 != "cursor" }.map { ($0, asked.untrimmed($0)) }
    return request.uri.path.withQuery(kept + [("cursor", cursor)])
  }
}
