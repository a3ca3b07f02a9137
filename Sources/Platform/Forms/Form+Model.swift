import Kernel

/// What a template is given: text, numbers, truth, lists and dictionaries of those.
package typealias Model = [String: Any]

extension Form {
  /// The fields with their values and errors, ready for the partial `govuk/form`.
  package func model(
    _ values: FormValues,
    errors: [FieldError] = [],
    only section: String? = nil
  ) -> Model {
    let shown = fields(only: section)
    return [
      "fields": shown.map { field in
        field.model(values, error: errors.first { $0.field == field.name }?.message)
      },
      "hasErrors": !errors.isEmpty,
      "errors": ordered(errors).map { error -> Model in
        let anchor = shown.first { $0.name == error.field }?.anchor ?? error.field
        return ["message": error.message, "anchor": anchor]
      },
    ]
  }
}

extension Field {
  /// The element that an error summary links to.
  var anchor: String {
    switch kind {
    case .date: "\(name)-day".replacing("-day", with: isYearOnly ? "-year" : "-day")
    case .choices: "\(name)-0"
    default: name
    }
  }

  private var isYearOnly: Bool { kind == .date(.year) }

  func model(_ values: FormValues, error: String?) -> Model {
    var model: Model = [
      "name": name, "id": name, "label": label, "hint": hint ?? false, "error": error ?? false,
      "value": kind == .password ? "" : values.all(name).joined(separator: "\n"),
      "described": described(error), "note": false,
      "guide": guide.map {
        ["guideTitle": $0.title, "guideSentences": $0.sentences.map { ["sentence": $0] as Model }] as Model
      }
        ?? false,
    ]
    for flag in ["isInput", "isArea", "isSelect", "isRadios", "isBoxes", "isFlag", "isDate"] {
      model[flag] = false
    }
    switch kind {
    case .text(let max): model.merge(input("text", max > 250 ? "" : "govuk-!-width-full")) { $1 }
    case .email: model.merge(input("email", "govuk-!-width-two-thirds", autocomplete: "email")) { $1 }
    case .password:
      let use = name == "password" ? "current-password" : "new-password"
      model.merge(input("password", "govuk-!-width-two-thirds", autocomplete: use)) { $1 }
    case .pounds:
      model.merge(input("text", "govuk-input--width-10")) { $1 }
      model["prefix"] = "£"
      model["isNumeric"] = true
    case .area(_, let rows): model.merge(["isArea": true, "rows": rows]) { $1 }
    case .list: model.merge(["isArea": true, "rows": 4]) { $1 }
    case .choice(let list):
      // A select has no room for what its options mean.
      let isLong = list.codes.count > 6 && list.codes.allSatisfy { $0.hint == nil }
      model[isLong ? "isSelect" : "isRadios"] = true
      let chosen = values.text(name)
      let unsaid = required == nil ? list.unsaid : ""
      let shown = options(list) { $0.code == chosen || (chosen.isEmpty && $0.code == unsaid) }
      model["options"] = shown
      model["groups"] = Self.groups(list, shown)
      model["isGrouped"] = list.codes.contains { $0.group != nil }
      model["hasEmpty"] = unsaid.isEmpty
      model["isInline"] =
        list.codes.count <= 4 && list.codes.allSatisfy { $0.hint == nil && $0.label.count < 20 }
    case .choices(let list):
      model["isBoxes"] = true
      let chosen = Set(values.all(name))
      model["options"] = options(list) { chosen.contains($0.code) }
    case .flag:
      model["isFlag"] = true
      model["isChecked"] = ["yes", "true", "on"].contains(values.text(name))
    case .date:
      model["isDate"] = true
      model["parts"] = dateParts(values)
    }
    return model
  }

  private func described(_ error: String?) -> Any {
    let ids = [hint.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap { $0 }
    return ids.isEmpty ? false : ids.joined(separator: " ")
  }

  private func input(_ type: String, _ width: String, autocomplete: String? = nil) -> Model {
    [
      "isInput": true, "type": type, "width": width, "prefix": false, "isNumeric": false,
      "autocomplete": autocomplete ?? false,
    ]
  }

  private func options(_ list: CodeList, _ isChosen: (CodeList.Code) -> Bool) -> [Model] {
    list.codes.enumerated().map { index, code in
      [
        "code": code.code, "optionLabel": code.label, "optionHint": code.hint ?? false,
        "isChosen": isChosen(code),
        "optionId": index == 0 && isRadios ? name : "\(name)-\(index)",
      ]
    }
  }

  /// Options under the headings of their list, or all under none.
  private static func groups(_ list: CodeList, _ options: [Model]) -> [Model] {
    var groups: [(label: String?, options: [Model])] = []
    for (code, option) in zip(list.codes, options) {
      if groups.last.map({ $0.label != code.group }) ?? true { groups.append((code.group, [])) }
      groups[groups.count - 1].options.append(option)
    }
    return groups.map { ["groupLabel": $0.label ?? false, "options": $0.options] }
  }

  private var isRadios: Bool { if case .choice = kind { true } else { false } }

  private func dateParts(_ values: FormValues) -> [Model] {
    let iso = values.text(name).split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    return [("day", "Day", 2), ("month", "Month", 1), ("year", "Year", 0)].map { part, label, index in
      let given = values.text("\(name)-\(part)")
      return [
        "part": part, "partLabel": label, "partWidth": part == "year" ? 4 : 2,
        "partValue": given.isEmpty ? (iso.count > index ? iso[index] : "") : given,
      ]
    }
  }
}

extension Form {
  /// The value as a page shows it, section by section; what is not known is left out.
  ///
  /// - Parameter unknown: Fields that say "Not known" where they are empty.
  package func rows(
    _ value: Value,
    leavingOut hidden: Set<String> = [],
    unknown: Set<String> = []
  ) -> [(section: FormSection<Value>, rows: [Model])] {
    sections.map { section in
      let rows = section.fields.filter { !hidden.contains($0.name) }.compactMap { field -> Model? in
        let words = field.words(value)
        if words.isEmpty, unknown.contains(field.name) { return Model.row(field.label, "Not known") }
        return words.isEmpty ? nil : Model.row(field.label, words)
      }
      return (section, rows)
    }
  }
}

extension Model {
  /// A row of a summary list; every line of the text becomes a paragraph.
  package static func row(_ label: String, _ text: String) -> Model {
    ["key": label, "lines": text.split(separator: "\n").map { ["line": String($0)] as Model }]
  }
}
