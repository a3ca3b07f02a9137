import Foundation
package import Kernel

/// One field of a form: how it looks, how it is read into a value and written out of one.
///
/// The same declaration serves the page, the browser's post, a JSON body, a CSV cell and OpenAPI.
package struct Field<Value: Sendable>: Sendable {
  package enum Kind: Equatable, Sendable {
    case text(max: Int)
    case email
    case password
    case area(max: Int, rows: Int)
    /// Lines of text, at most `max` of them.
    case list(max: Int)
    /// One of a list; a select where there are many.
    case choice(CodeList)
    /// Any of a list.
    case choices(CodeList)
    case flag
    case pounds
    case date(PartialDate.Precision)
  }

  package let name: String
  package let label: String
  package let hint: String?
  package let kind: Kind
  /// What is said where it is left empty; nil where it may be.
  package let required: String?
  package private(set) var guide: Guide?
  let read: @Sendable (FormValues, inout Value) throws(Invalid) -> Void
  let write: @Sendable (Value) -> [String]

  /// What helps to answer, for who opens it.
  package struct Guide: Equatable, Sendable {
    package let title: String
    package let sentences: [String]
  }

  package func guided(_ title: String, _ sentences: [String]) -> Field {
    var field = self
    field.guide = Guide(title: title, sentences: sentences)
    return field
  }

  func fail(_ message: String) -> Invalid { Invalid([FieldError(name, message)]) }
}

extension PartialDate {
  /// How exactly a date must be known.
  package enum Precision: Sendable { case year, day }
}

extension Field {
  package typealias Path<Part> = any WritableKeyPath<Value, Part> & Sendable

  private init<Part>(
    _ path: Path<Part>,
    _ name: String,
    _ label: String,
    _ hint: String?,
    _ kind: Kind,
    _ required: String?,
    read: @escaping @Sendable (FormValues) throws(Problem) -> Part,
    write: @escaping @Sendable (Part) -> [String]
  ) {
    self.name = name
    self.label = label
    self.hint = hint
    self.kind = kind
    self.required = required
    self.read = { values, value throws(Invalid) in
      do throws(Problem) {
        let part = try read(values)
        if let required, write(part).allSatisfy(\.isEmpty) { throw Problem(required) }
        value[keyPath: path] = part
      } catch {
        throw Invalid([FieldError(name, error.message)])
      }
    }
    self.write = { write($0[keyPath: path]) }
  }

  typealias Problem = FieldProblem

  package static func text(
    _ path: Path<String>,
    _ name: String,
    _ label: String,
    hint: String? = nil,
    max: Int,
    required: String? = nil
  ) -> Field {
    Field(path, name, label, hint, .text(max: max), required) { values throws(Problem) in
      let text = values.text(name).replacing("\n", with: " ")
      return try text.bounded(max, label)
    } write: {
      [$0]
    }
  }

  package static func area(
    _ path: Path<String>,
    _ name: String,
    _ label: String,
    hint: String? = nil,
    max: Int,
    required: String? = nil,
    rows: Int = 5
  ) -> Field {
    Field(path, name, label, hint, .area(max: max, rows: rows), required) { values throws(Problem) in
      try values.text(name).bounded(max, label)
    } write: {
      [$0]
    }
  }

  package static func email(
    _ path: Path<String>,
    _ name: String,
    _ label: String,
    hint: String? = nil,
    required: String? = nil
  ) -> Field {
    Field(path, name, label, hint, .email, required) { values throws(Problem) in
      let text = values.text(name).lowercased()
      guard text.isEmpty || isAddress(text) else {
        throw Problem("Enter an e-mail address in the right form, like name@example.com")
      }
      return text
    } write: {
      [$0]
    }
  }

  /// Never written back into a page.
  package static func password(
    _ path: Path<String>,
    _ name: String,
    _ label: String,
    hint: String? = nil,
    min: Int = 0,
    required: String
  ) -> Field {
    Field(path, name, label, hint, .password, required) { values throws(Problem) in
      let text = values.asSent(name)
      guard text.isEmpty || text.count >= min else {
        throw Problem("\(label) must have \(min) characters or more")
      }
      return try text.bounded(200, label)
    } write: {
      [$0]
    }
  }

  package static func list(
    _ path: Path<[String]>,
    _ name: String,
    _ label: String,
    hint: String? = nil,
    max: Int
  ) -> Field {
    Field(path, name, label, hint, .list(max: max), nil) { values throws(Problem) in
      let lines = values.all(name).flatMap { $0.split(separator: "\n") }
        .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      guard lines.count <= max else { throw Problem("\(label) must have \(max) lines or fewer") }
      for line in lines { _ = try line.bounded(Self.longestLine, "A line of \(label.lowercased())") }
      return lines
    } write: {
      $0
    }
  }

  package static func choice(
    _ path: Path<String>,
    _ name: String,
    _ label: String,
    hint: String? = nil,
    _ list: CodeList,
    required: String? = nil
  ) -> Field {
    Field(path, name, label, hint, .choice(list), required) { values throws(Problem) in
      let text = values.text(name)
      // What must be said is never said by silence.
      if text.isEmpty { return required == nil ? list.unsaid : "" }
      return try Self.code(text, of: list, label)
    } write: {
      [$0]
    }
  }

  package static func choices(
    _ path: Path<[String]>,
    _ name: String,
    _ label: String,
    hint: String? = nil,
    _ list: CodeList,
    required: String? = nil
  ) -> Field {
    Field(path, name, label, hint, .choices(list), required) { values throws(Problem) in
      var codes: [String] = []
      for text in values.all(name).flatMap({ $0.split(separator: ";") }) {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { continue }
        let code = try Self.code(text, of: list, label)
        if !codes.contains(code) { codes.append(code) }
      }
      // In the list's order, so that ticking the same boxes is no change.
      return list.codes.map(\.code).filter(codes.contains)
    } write: {
      $0
    }
  }

  package static func flag(_ path: Path<Bool>, _ name: String, _ label: String) -> Field {
    Field(path, name, label, nil, .flag, nil) { values throws(Problem) in
      switch values.text(name).lowercased() {
      case "", "false", "no", "0": false
      case "true", "yes", "on", "1": true
      default: throw Problem("\(label): say yes or no")
      }
    } write: {
      [$0 ? "yes" : ""]
    }
  }

  package static func pounds(
    _ path: Path<Int?>,
    _ name: String,
    _ label: String,
    hint: String? = nil
  ) -> Field {
    Field(path, name, label, hint, .pounds, nil) { values throws(Problem) in
      let text = values.text(name).filter { !"£, ".contains($0) }
      guard !text.isEmpty else { return nil }
      guard text.count <= 12, text.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(text) else {
        throw Problem("\(label) must be a whole number, like 25000")
      }
      return number
    } write: {
      [$0.map(String.init) ?? ""]
    }
  }

  package static func date(
    _ path: Path<PartialDate?>,
    _ name: String,
    _ label: String,
    hint: String? = nil,
    precision: PartialDate.Precision = .year,
    required: String? = nil
  ) -> Field {
    Field(path, name, label, hint, .date(precision), required) { values throws(Problem) in
      let parts = ["year", "month", "day"].map { values.text("\(name)-\($0)") }
      // A browser sends three boxes; JSON and CSV send one ISO date.
      let text = values.has(name) ? values.text(name) : Self.iso(parts)
      guard !text.isEmpty else { return nil }
      let read = PartialDate(text)
      let isPart = read.map { $0.day == nil } ?? (!values.has(name) && parts.contains(""))
      if precision == .day, isPart { throw Problem("\(label) must include a day, month and year") }
      guard let date = read else {
        let isWhole = precision == .day
        let example =
          values.has(name)
          ? (isWhole ? "like 2011-03-31" : "like 2011, 2011-03 or 2011-03-31")
          : (isWhole ? "with a day, month and year" : "a month and year, or a year alone")
        throw Problem("\(label) must be a real date, \(example)")
      }
      return date
    } write: {
      [$0?.iso ?? ""]
    }
  }

  /// Three boxes as one text, which is no date where a box between is empty.
  private static func iso(_ parts: [String]) -> String {
    guard parts.contains(where: { !$0.isEmpty }) else { return "" }
    var padded = parts.enumerated().map { index, part in
      index > 0 && part.count == 1 ? "0" + part : part
    }
    while padded.last?.isEmpty == true { padded.removeLast() }
    return padded.joined(separator: "-")
  }

  private static func code(_ text: String, of list: CodeList, _ label: String) throws(Problem) -> String {
    let wanted = text.lowercased()
    let found =
      list[text] ?? list.codes.first { $0.code == wanted || $0.label.lowercased() == wanted }
      ?? list.codes.first { $0.code == wanted.replacing(" ", with: "-").replacing(",", with: "") }
    guard let found else {
      throw Problem("\(label): choose from the list; “\(text.prefix(60))” is not in it")
    }
    return found.code
  }

  /// Characters.
  static var longestLine: Int { 2000 }

  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && text.count <= 254
      && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".") && !text.contains(where: \.isWhitespace)
  }
}

extension CodeList {
  /// The code that stands where nothing was said, where the list has one: "not known", "none", "everywhere".
  package var unsaid: String {
    codes.first { ["not-known", "unknown", "none", "everywhere"].contains($0.code) }?.code ?? ""
  }
}

/// What is wrong with one field, before its name is known.
struct FieldProblem: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

extension String {
  /// Code points are counted, as JSON Schema has it: what looks like one character may have no end of them.
  fileprivate func bounded(_ max: Int, _ label: String) throws(FieldProblem) -> String {
    guard unicodeScalars.count <= max else {
      throw FieldProblem("\(label) must be \(max) characters or fewer")
    }
    return self
  }
}
