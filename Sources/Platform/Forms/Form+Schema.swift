import Kernel

extension Form {
  /// The form as an OpenAPI 3.1 schema: what JSON bodies are read by is what is described.
  package var schema: Model { schema(adding: [:]) }

  /// - Parameter others: Fields that stand beside those of the form.
  func schema(adding others: Model) -> Model {
    let properties: Model = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.schema as Any) })
    var schema: Model = [
      "type": "object", "properties": properties.merging(others) { $1 }, "additionalProperties": false,
    ]
    let required = fields.filter { $0.required != nil }.map(\.name)
    if !required.isEmpty { schema["required"] = required }
    return schema
  }

  /// What ``json(_:leavingOut:)`` writes, field by field.
  var answered: Model { Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.answered as Any) }) }

  /// A value as JSON: texts, lists, numbers and flags as the schema has them.
  package func json(_ value: Value, leavingOut hidden: Set<String> = []) -> Model {
    let pairs = fields.filter { !hidden.contains($0.name) }.map { ($0.name, $0.json(value)) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}

extension Field {
  /// What is read.
  var schema: Model {
    var schema = answered
    if let hint { schema["description"] = hint }
    switch kind {
    case .text(let max), .area(let max, _): schema.merge(text(max)) { $1 }
    case .email: schema.merge(text(254).merging(["format": "email"]) { $1 }) { $1 }
    case .password: schema.merge(text(200).merging(["format": "password", "writeOnly": true]) { $1 }) { $1 }
    case .list(let max):
      schema.merge(["items": ["type": "string", "maxLength": Self.longestLine] as Model, "maxItems": max]) {
        $1
      }
    case .choice(let list): schema["enum"] = codes(list, orNone: required == nil)
    case .date(.day) where required == nil:
      schema.merge(["type": ["string", "null"], "format": "date"]) { $1 }
    case .date(.day): schema["format"] = "date"
    case .pounds, .choices, .flag, .date: break
    }
    return schema
  }

  private func text(_ max: Int) -> Model {
    required == nil ? ["maxLength": max] : ["minLength": 1, "maxLength": max]
  }

  /// What is written: what was stored by other rules is not held to those of today.
  var answered: Model {
    let type: Model =
      switch kind {
      case .text, .area, .email, .password: ["type": "string"]
      case .list: ["type": "array", "items": ["type": "string"]]
      case .choice(let list):
        codes(list, orNone: true).map { ["type": "string", "enum": $0] } ?? ["type": "string"]
      case .choices(let list):
        ["type": "array", "items": ["type": "string", "enum": list.codes.map(\.code)] as Model]
      case .flag: ["type": "boolean"]
      case .pounds: ["type": ["integer", "null"], "minimum": 0]
      case .date where required != nil: ["type": "string", "pattern": PartialDate.pattern]
      case .date: ["type": ["string", "null"], "pattern": PartialDate.pattern]
      }
    return type.merging(["title": label]) { $1 }
  }

  /// Nil for a list that is made when a form is: any text may be in it.
  private func codes(_ list: CodeList, orNone: Bool) -> [String]? {
    guard !list.codes.isEmpty else { return nil }
    return list.codes.map(\.code) + (orNone && list.unsaid.isEmpty ? [""] : [])
  }

  func json(_ value: Value) -> Any {
    let texts = write(value)
    return switch kind {
    case .list, .choices: texts
    case .flag: texts == ["yes"]
    case .pounds: texts.first.flatMap(Int.init) ?? JSONNull.value
    case .date: texts.first.flatMap { $0.isEmpty ? nil : $0 } ?? JSONNull.value
    case .text, .email, .password, .area, .choice: texts.first ?? ""
    }
  }
}
