package import Domain
import Kernel
package import Platform

/// The forms of an adoption, declared once each.
package enum AdoptionForm {
  package static let details = Form<Adoption.Details>(
    "adoption",
    [
      .choice(
        \.kind,
        "kind",
        "How do you do it?",
        Adoption.kindList,
        required: "Say whether you do it as it is described or adapted it"
      ),
      .area(
        \.changes,
        "changes",
        "What is done otherwise here",
        hint: "And why. Needed where you adapted it",
        max: 5000,
        rows: 3
      ),
      .area(\.audience, "audience", "Who it is for here", max: 2000, rows: 2),
      .text(\.area, "area", "Area", hint: "A town, county, region or force area", max: 200),
      .choice(\.areaCodeText, "police_area", "Police force area", Practice.areaList),
      .date(\.start, "start", "Since", hint: "A year is enough"),
    ]
  )

  package static let result = Form<Adoption.Result>(
    "adoption-result",
    [
      .text(
        \.measure,
        "measure",
        "What was measured",
        hint: "For example: families who asked for help in a month",
        max: 300,
        required: "Say what was measured"
      ),
      .text(\.value, "value", "What was found", hint: "The figure, with its unit", max: 300),
      .choice(
        \.verdict,
        "verdict",
        "How did it go, by that measure?",
        hint: "That it made no difference, or made things worse, is as useful to others as that it helped",
        Adoption.verdictList,
        required: "Choose how it went"
      ),
      .choice(\.comparison, "comparison", "What was it compared with?", Adoption.comparisonList),
      .text(
        \.comparedWith,
        "compared_with",
        "The figure that it was compared with",
        hint: "And where or when that was",
        max: 300
      ),
      .date(\.from, "from", "Measured from", hint: "A year is enough"),
      .date(\.until, "until", "Measured until", hint: "A year is enough"),
      .text(\.reach, "reach", "How many people took part", max: 200),
      .pounds(\.cost, "cost_gbp", "Cost in pounds", hint: "A whole number. Leave empty if nobody knows"),
      .text(\.costCovers, "cost_note", "What the cost covers", max: 500),
      .area(\.harms, "harms", "Harms seen", hint: "Or that none were looked for", max: 2000, rows: 2),
      .text(
        \.source,
        "source",
        "Where it can be read",
        hint: "An address or a reference, if there is one",
        max: 500
      ),
    ]
  )

  /// Reads an adoption as sent.
  ///
  /// - Throws: ``Invalid`` with every error, that of changes which are not said among them.
  static func details(
    _ values: FormValues,
    into old: Adoption.Details,
    on today: PartialDate,
    present: Bool = false
  ) throws(Invalid) -> Adoption.Details {
    let parsed = try details.parse(values, into: old, present: present)
    var errors = details.ahead([("start", parsed.start)], of: today)
    if parsed.kind == Adoption.adapted, parsed.changes.isEmpty {
      errors.append(FieldError("changes", "Say what you do otherwise"))
    }
    guard errors.isEmpty else { throw Invalid(errors) }
    return parsed
  }

  /// - Throws: ``Invalid`` with every error, that of days in the wrong order among them.
  static func result(
    _ values: FormValues,
    into old: Adoption.Result,
    on today: PartialDate,
    present: Bool = false
  ) throws(Invalid) -> Adoption.Result {
    let parsed = try result.parse(values, into: old, present: present)
    var errors = result.ahead([("from", parsed.from), ("until", parsed.until)], of: today)
    if let from = parsed.from, let until = parsed.until, until < from, !from.iso.hasPrefix(until.iso) {
      errors.append(FieldError("until", "The end must not be before the beginning"))
    }
    // As people wrote it; nobody counts fewer than none.
    if parsed.reach.starts(with: /[-\u{2212}]\s*\d/) {
      errors.append(FieldError("reach", "How many people took part cannot be fewer than none"))
    }
    guard errors.isEmpty else { throw Invalid(errors) }
    return parsed
  }

  /// A decision that needs a day and words.
  struct Ending: Equatable, Sendable {
    var on: PartialDate?
    var reason = ""
  }

  static let ending = Form<Ending>(
    "adoption-end",
    [
      .date(\.on, "on", "When did it end?", hint: "A year is enough", required: "Say when it ended"),
      .area(\.reason, "reason", "Why", max: 2000, required: "Say why it ended", rows: 3),
    ]
  )

  static func end(_ values: FormValues, on today: PartialDate) throws(Invalid) -> Adoption.Command {
    let asked = try ending.parse(values, into: .init())
    guard let day = asked.on else { throw Invalid([FieldError("on", "Say when it ended")]) }
    let errors = ending.ahead([("on", day)], of: today)
    guard errors.isEmpty else { throw Invalid(errors) }
    return .end(on: day, reason: asked.reason)
  }
}

extension Form {
  /// What is wrong with days of fields that are still to come.
  fileprivate func ahead(_ days: [(name: String, day: PartialDate?)], of today: PartialDate) -> [FieldError] {
    days.compactMap { name, day in
      guard let day, day > today else { return nil }
      return FieldError(name, "\(field(name)?.label ?? name): \(day.words) is still to come")
    }
  }
}

extension Adoption.Details {
  var areaCodeText: String {
    get { areaCode ?? "" }
    set { areaCode = newValue.isEmpty ? nil : newValue }
  }
}
