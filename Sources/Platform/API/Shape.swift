import Foundation
package import Kernel

/// A value that an answer can hold: how JSON has it, and how the description says so.
package protocol JSONPart: Sendable {
  static var schema: Model { get }
  var jsonValue: Any { get }
}

extension String: JSONPart {
  package static var schema: Model { ["type": "string"] }
  package var jsonValue: Any { self }
}

extension Int: JSONPart {
  package static var schema: Model { ["type": "integer"] }
  package var jsonValue: Any { self }
}

extension Bool: JSONPart {
  package static var schema: Model { ["type": "boolean"] }
  package var jsonValue: Any { self }
}

extension PartialDate: JSONPart {
  package static var schema: Model { ["type": "string", "pattern": pattern] }
  package var jsonValue: Any { iso }
  static let pattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
}

extension Optional: JSONPart where Wrapped: JSONPart {
  package static var schema: Model {
    var schema = Wrapped.schema
    schema["type"] = [schema["type"] ?? "object", "null"]
    return schema
  }
  package var jsonValue: Any { self?.jsonValue ?? JSONNull.value }
}

extension Array: JSONPart where Element: JSONPart {
  package static var schema: Model { ["type": "array", "items": Element.schema] }
  package var jsonValue: Any { map(\.jsonValue) }
}

extension [String: Int]: JSONPart {
  package static var schema: Model { ["type": "object", "additionalProperties": Int.schema] }
  package var jsonValue: Any { self }
}

/// What an answer is made of, declared once: it writes a value as JSON and describes what it writes.
package struct Shape<Value: Sendable>: Sendable {
  /// One member of an object, or the members that a form has fields for.
  package struct Part: Sendable {
    let properties: @Sendable () -> Model
    let required: [String]
    /// The shapes within, by name.
    var components: @Sendable () -> Model = { [:] }
    let write: @Sendable (Value) -> Model
  }

  /// What the description calls it.
  package let name: String
  private let parts: [Part]

  package init(_ name: String, _ parts: [Part]) {
    self.name = name
    self.parts = parts
  }

  package func json(_ value: Value) -> Model {
    parts.reduce(into: [:]) { $0.merge($1.write(value)) { $1 } }
  }

  /// Where the description keeps the schema.
  var reference: Model { ["$ref": "#/components/schemas/\(name)"] }

  /// The schema and those of the shapes within, by name.
  var components: Model {
    let properties: Model = parts.reduce(into: [:]) { $0.merge($1.properties()) { $1 } }
    let schema: Model = [
      "type": "object", "properties": properties, "required": parts.flatMap(\.required).sorted(),
    ]
    return parts.reduce(into: [name: schema]) { $0.merge($1.components()) { $1 } }
  }
}

extension Shape.Part {
  /// One value; one of a list of codes where such a list is given.
  package static func value<V: JSONPart>(
    _ name: String,
    _ title: String,
    of codes: [String]? = nil,
    _ get: @escaping @Sendable (Value) -> V
  ) -> Self {
    .init(
      properties: {
        var schema = V.schema.merging(["title": title]) { $1 }
        if let codes { schema["enum"] = codes }
        return [name: schema]
      },
      required: [name],
      write: { [name: get($0).jsonValue] }
    )
  }

  /// A value that is left out where there is none.
  package static func valueIfAny<V: JSONPart>(
    _ name: String,
    _ title: String,
    _ get: @escaping @Sendable (Value) -> V?
  ) -> Self {
    .init(
      properties: { [name: V.schema.merging(["title": title]) { $1 }] },
      required: [],
      write: { value in get(value).map { [name: $0.jsonValue] } ?? [:] }
    )
  }

  /// A list of things of another shape.
  package static func list<Each>(
    _ name: String,
    _ title: String,
    of shape: Shape<Each>,
    leftOutWhenEmpty: Bool = false,
    _ get: @escaping @Sendable (Value) -> [Each]
  ) -> Self {
    .init(
      properties: { [name: ["type": "array", "title": title, "items": shape.reference] as Model] },
      required: leftOutWhenEmpty ? [] : [name],
      components: { shape.components },
      write: { value in
        let all = get(value)
        return leftOutWhenEmpty && all.isEmpty ? [:] : [name: all.map(shape.json)]
      }
    )
  }

  /// The fields of a form.
  ///
  /// - Parameters:
  ///   - always: The fields that are there whatever is hidden; nil where none is ever hidden.
  ///   - hidden: The names of the fields that are left out.
  package static func form<Whole>(
    _ form: Form<Whole>,
    always: [String]? = nil,
    hiding hidden: @escaping @Sendable (Value) -> Set<String> = { _ in [] },
    _ get: @escaping @Sendable (Value) -> Whole
  ) -> Self {
    .init(
      properties: { form.answered },
      required: always ?? form.fields.map(\.name),
      write: { form.json(get($0), leavingOut: hidden($0)) }
    )
  }
}
