import Domain
import Kernel
import Platform

/// A referral as it was sent, read with every error.
extension ReferralForm {
  /// Reads a referral as sent.
  ///
  /// - Throws: ``Invalid`` with every error.
  static func made(
    _ values: FormValues,
    areas: CodeList,
    on today: PartialDate,
    subject: String
  ) throws(Invalid) -> Referral.Made {
    let concerns = Referral.concernList(on: today)
    let form = form(areas: areas, concerns: concerns)
    return try made(values, as: form, concerns: concerns, on: today, subject: subject)
  }

  /// The same by a form whose fields may be fewer.
  ///
  /// - Throws: ``Invalid`` with every error.
  static func made(
    _ values: FormValues,
    as form: Form<Sent>,
    concerns: CodeList,
    on today: PartialDate,
    subject: String
  ) throws(Invalid) -> Referral.Made {
    let (sent, age) = try read(values, as: form, on: today)
    return Referral.Made(
      subject: subject,
      person: sent.person(age),
      grounds: sent.grounds,
      awareness: .init(person: sent.personKnows, parent: sent.parentKnows, words: sent.awareness),
      referrer: .init(name: sent.referrer, organisation: sent.organisation, contact: sent.contact),
      received: sent.received ?? today,
      area: sent.area,
      sector: Coded(sent.sector, version: Referral.sectorList.version),
      concern: Coded(sent.concern, version: concerns.version)
    )
  }

  /// What was sent, of one section or of all, and the age in it.
  ///
  /// - Throws: ``Invalid`` with every error.
  static func read(
    _ values: FormValues,
    as form: Form<Sent>,
    only section: String? = nil,
    on today: PartialDate
  ) throws(Invalid) -> (Sent, age: Int?) {
    let fields = form.sections.filter { section == nil || $0.id == section }.flatMap(\.fields)
    var errors: [FieldError] = []
    var sent = Sent()
    // One by one: what is wrong with one field hides nothing of another.
    for field in fields {
      do { sent = try Form(field.name, [field]).parse(values, into: sent) } catch { errors += error.errors }
    }
    let isNamed = ["given_name", "family_name"].contains { !values.text($0).isEmpty }
    if !isNamed, fields.contains(where: { $0.name == "family_name" }) {
      errors.append(FieldError("family_name", "Enter a name, or “not known”"))
    }
    errors += ahead([("birth", sent.birth), ("received", sent.received)], today)
    let age = sent.age.isEmpty ? nil : Int(sent.age)
    if !sent.age.isEmpty, !(age.map { (0...120).contains($0) } ?? false) {
      errors.append(FieldError("age", "Age in years must be a whole number from 0 to 120"))
    }
    if errors.isEmpty, let age, let birth = sent.birth,
      let why = contradiction(age, birth, on: sent.received ?? today)
    {
      errors.append(FieldError("age", why))
    }
    guard errors.isEmpty else { throw Invalid(form.ordered(errors)) }
    return (sent, age)
  }

  /// Why an age and a day of birth, of which only the year may be known, cannot both be right; nil where they can.
  ///
  /// A year more or less is let pass: people guess.
  private static func contradiction(_ age: Int, _ birth: PartialDate, on day: PartialDate) -> String? {
    let oldest = day.year - birth.year
    let hadBirthday = birth.day == nil || birth.adding(months: 12 * oldest) <= day
    let likely = hadBirthday ? oldest : oldest - 1
    guard abs(age - likely) > 1 else { return nil }
    return
      "Age and date of birth do not fit: somebody born in \(birth.words) is about \(likely). Leave out what is not known"
  }

  private static func ahead(
    _ days: [(name: String, day: PartialDate?)],
    _ today: PartialDate
  ) -> [FieldError] {
    days.compactMap { name, day in
      guard let day, day > today else { return nil }
      return FieldError(name, "\(day.words) is still to come")
    }
  }
}
