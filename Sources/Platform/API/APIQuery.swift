import Kernel

/// Something that a call can be asked with, after the question mark of its address.
package struct APIParameter: Sendable {
  package enum Kind: Sendable {
    case text(max: Int)
    case code([String])
    case number(ClosedRange<Int>)
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
    }
  }

  var described: Model {
    let schema: Model =
      switch kind {
      case .text(let max): ["type": "string", "maxLength": max]
      case .code(let codes): ["type": "string", "enum": codes]
      case .number(let range):
        ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
      }
    return ["name": name, "in": "query", "description": about, "schema": schema]
  }
}

/// What stands after the question mark and cannot be answered; 400.
package struct BadQuery: Error, Equatable, Sendable {
  /// By the names of the parameters.
  let errors: [FieldError]

  package init(_ errors: [FieldError]) { self.errors = errors }
}

extension [APIParameter] {
  /// Nothing that was asked is passed over.
  ///
  /// - Throws: ``BadQuery`` naming everything that is unknown, twice there or wrong.
  func check(_ sent: FormValues) throws(BadQuery) {
    var errors: [FieldError] = []
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
