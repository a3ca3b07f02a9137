import Kernel

/// Something that a call can be asked with, after the question mark of its address.
package struct APIParameter: Sendable {
  package enum Kind: Sendable {
    case text(max: Int)
    case code([String])
    case number(ClosedRange<Int>)
    /// Identifiers of records, all different, with commas between; needed.
    case records(ClosedRange<Int>)
  }

  package let name: String
  let about: String
  let kind: Kind

  package init(_ name: String, _ about: String, _ kind: Kind) {
    self.name = name
    self.about = about
    self.kind = kind
  }

  /// What is wrong with what was sent; nil where nothing is.
  func problem(_ text: String) -> String? {
    switch kind {
    case .text(let max):
      text.unicodeScalars.count <= max ? nil : "\(name) must be \(max) characters or fewer"
    case .code(let codes):
      codes.contains(text) ? nil : "\(name) must be one of: \(codes.joined(separator: ", "))"
    case .number(let range):
      Int(text).map(range.contains) ?? false
        ? nil : "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .records(let range):
      range.contains(Self.records(text).count) ? nil : need(range)
    }
  }

  private func need(_ range: ClosedRange<Int>) -> String {
    "\(name) must hold \(range.lowerBound) to \(range.upperBound) different identifiers, with commas between"
  }

  /// What is wrong where it was not sent; nil where it need not be.
  var absence: String? {
    if case .records(let range) = kind { need(range) } else { nil }
  }

  var namesRecords: Bool { absence != nil }

  static func records(_ text: String) -> [String] {
    text.split(separator: ",").map(String.init).reduce(into: []) { all, id in
      if !all.contains(id) { all.append(id) }
    }
  }

  var described: Model {
    let schema: Model =
      switch kind {
      case .text(let max): ["type": "string", "maxLength": max]
      case .code(let codes): ["type": "string", "enum": codes]
      case .number(let range):
        ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
      case .records(let range):
        [
          "type": "array", "items": ["type": "string", "pattern": "^[0-9a-f]{32}$"], "uniqueItems": true,
          "minItems": range.lowerBound, "maxItems": range.upperBound,
        ]
      }
    let parameter: Model = ["name": name, "in": "query", "description": about, "schema": schema]
    return namesRecords
      ? parameter.merging(["required": true, "style": "form", "explode": false]) { $1 } : parameter
  }
}

/// What stands after the question mark and cannot be answered; 400.
package struct BadQuery: Error, Equatable, Sendable {
  /// By the names of the parameters.
  package let errors: [FieldError]

  package init(_ errors: [FieldError]) { self.errors = errors }
}

extension [APIParameter] {
  /// Nothing that was asked is passed over.
  ///
  /// - Throws: ``BadQuery`` naming everything that is missing, unknown, twice there or wrong.
  package func check(_ sent: FormValues) throws(BadQuery) {
    var errors = filter { !sent.has($0.name) }.compactMap { parameter in
      parameter.absence.map { FieldError(parameter.name, $0) }
    }
    let known = isEmpty ? "it knows none" : "it knows " + map(\.name).joined(separator: ", ")
    for name in sent.names {
      let shown = String(name.prefix(100))
      if let parameter = first(where: { $0.name == name }) {
        if sent.all(name).count > 1 {
          errors.append(FieldError(shown, "\(name) can be sent once only"))
        } else if let problem = parameter.problem(sent.untrimmed(name)) {
          errors.append(FieldError(shown, problem))
        }
      } else {
        errors.append(FieldError(shown, "This call does not know “\(shown)”: \(known)"))
      }
    }
    guard errors.isEmpty else { throw BadQuery(errors) }
  }
}

extension FormValues {
  /// The identifiers of a parameter that names records.
  package func records(_ name: String) -> [String] { APIParameter.records(untrimmed(name)) }
}
