import Kernel

/// A group of fields under one heading: one page of a long form.
package struct FormSection<Value: Sendable>: Sendable {
  package let id: String
  package let title: String
  package let lead: String?
  package let fields: [Field<Value>]

  package init(_ id: String, _ title: String, lead: String? = nil, _ fields: [Field<Value>]) {
    self.id = id
    self.title = title
    self.lead = lead
    self.fields = fields
  }
}

/// A form, declared once: it renders, parses, writes back, compares and describes itself.
package struct Form<Value: Sendable>: Sendable {
  package let name: String
  package let sections: [FormSection<Value>]

  package init(_ name: String, sections: [FormSection<Value>]) {
    self.name = name
    self.sections = sections
  }

  package init(_ name: String, _ fields: [Field<Value>]) {
    self.init(name, sections: [FormSection(name, "", fields)])
  }

  package var fields: [Field<Value>] { sections.flatMap(\.fields) }

  package func field(_ name: String) -> Field<Value>? { fields.first { $0.name == name } }

  func fields(only section: String?) -> [Field<Value>] {
    sections.filter { section == nil || $0.id == section }.flatMap(\.fields)
  }

  /// Reads what was sent into a value.
  ///
  /// - Parameters:
  ///   - section: Reads these fields and leaves the others as they are.
  ///   - present: Reads only what was sent: a JSON body or a CSV row may leave fields out.
  /// - Throws: ``Invalid`` with every error of every field.
  package func parse(
    _ values: FormValues,
    into value: Value,
    only section: String? = nil,
    present: Bool = false
  ) throws(Invalid) -> Value {
    var value = value
    var errors: [FieldError] = []
    for field in fields(only: section) {
      if present, !values.has(field.name) {
        let isFilled = field.write(value).contains { !$0.isEmpty }
        if field.required == nil || isFilled { continue }
      }
      do {
        try field.read(values, &value)
      } catch {
        errors += error.errors
      }
    }
    guard errors.isEmpty else { throw Invalid(errors) }
    return value
  }

  /// In the order of the fields that they are about; those about none of them stay where they are.
  package func ordered(_ errors: [FieldError]) -> [FieldError] {
    let names = fields.map(\.name)
    var about = names.flatMap { name in errors.filter { $0.field == name } }[...]
    return errors.map { names.contains($0.field) ? about.removeFirst() : $0 }
  }

  /// A value as a form would send it.
  package func values(of value: Value) -> FormValues {
    FormValues(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.write(value)) }))
  }

  /// What was sent, with a value's fields in the place of those that were.
  package func values(of value: Value, over sent: FormValues) -> FormValues {
    var values = sent
    for field in fields {
      values.set(field.name, field.write(value))
      if case .date = field.kind {
        for part in ["day", "month", "year"] { values.set("\(field.name)-\(part)", []) }
      }
    }
    return values
  }

  /// Somebody's value put over what a record has become: only the fields that they changed.
  ///
  /// - Parameters:
  ///   - seen: The record as they saw it.
  ///   - now: The record as it is now.
  ///   - yours: The record as they would have it.
  package func merged(seen: Value, now: Value, yours: Value) throws(Invalid) -> Value {
    var merged = now
    let values = values(of: yours)
    for field in fields where field.write(seen) != field.write(yours) { try field.read(values, &merged) }
    return merged
  }

  /// The fields that differ between two values, by label, for showing what a change changed.
  package func differences(_ before: Value, _ after: Value) -> [Difference] {
    fields.compactMap { field in
      let (old, new) = (field.words(before), field.words(after))
      return old == new ? nil : Difference(name: field.name, label: field.label, before: old, after: new)
    }
  }
}

/// One field as it was and as it is, in words.
package struct Difference: Equatable, Sendable {
  package let name: String
  package let label: String
  package let before: String
  package let after: String
}

extension Field {
  /// The value as a form would send it.
  package func texts(_ value: Value) -> [String] { write(value) }

  /// The value as people read it; empty where nothing is known.
  package func words(_ value: Value) -> String {
    let texts = write(value).filter { !$0.isEmpty }
    return switch kind {
    case .choice(let list), .choices(let list): texts.map(list.label).joined(separator: ", ")
    case .pounds: texts.first.flatMap(Int.init).map { "£" + $0.grouped } ?? ""
    case .date: texts.first.flatMap { PartialDate($0)?.words } ?? ""
    case .flag: texts.isEmpty ? "No" : "Yes"
    case .password: ""
    case .text, .email, .area, .list: texts.joined(separator: "\n")
    }
  }
}

extension Int {
  /// With a comma between thousands.
  package var grouped: String {
    let digits = String(magnitude)
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      digits.suffix(digits.count).prefix(end).suffix(3)
    }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }
}
