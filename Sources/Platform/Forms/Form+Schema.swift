import Kernel

extension Form {
  /// The form as an OpenAPI 3.1 schema: what JSON bodies are read by is what is described.
  package var schema: Model {
    var schema: Model = [
      "type": "object",
      "properties": Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.schema as Any) }),
    ]
    let required = fields.filter { $0.required != nil }.map(\.name)
    if !required.isEmpty { schema["required"] = required }
    return schema
  }

  /// A value as JSON: texts, lists, numbers and flags as the schema has them.
  package func json(_ value: Value, leavingOut hidden: Set<String> = []) -> Model {
    let pairs = fields.filter { !hidden.contains($0.name) }.map { ($0.name, $0.json(value)) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}

extension Field {
  var schema: Model {
    var schema: Model = ["title": label]
    if let hint { schema["description"] = hint }
    switch kind {
    case .text(let max), .area(let max, _): schema.merge(["type": "string", "maxLength": max]) { $1 }
    case .email: schema.merge(["type": "string", "format": "email"]) { $1 }
    case .password: schema.merge(["type": "string", "format": "password", "writeOnly": true]) { $1 }
    case .list(let max): schema.merge(["type": "array", "items": ["type": "string"], "maxItems": max]) { $1 }
    case .choice(let list): schema.merge(["type": "string", "enum": Self.codes(list)]) { $1 }
    case .choices(let list):
      schema.merge(["type": "array", "items": ["type": "string", "enum": list.codes.map(\.code)]]) { $1 }
    case .flag: schema["type"] = "boolean"
    case .pounds: schema.merge(["type": ["integer", "null"], "minimum": 0]) { $1 }
    case .date(.year):
      schema.merge(["type": ["string", "null"], "pattern": "^\\d{4}(-\\d{2}(-\\d{2})?)?$"]) { $1 }
    case .date(.day): schema.merge(["type": ["string", "null"], "format": "date"]) { $1 }
    }
    return schema
  }

  private static func codes(_ list: CodeList) -> [String] {
    list.codes.map(\.code) + (list.unsaid.isEmpty ? [""] : [])
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
