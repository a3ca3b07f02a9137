import Domain
import Kernel
import Platform

/// The form of a referral, declared once.
package enum ReferralForm {
  /// A referral as it is typed.
  package struct Sent: Equatable, Sendable {
    var givenName = ""
    var familyName = ""
    var birth: PartialDate?
    var age = ""
    var area = ""
    var received: PartialDate?
    var sector = ""
    var concern = ""
    var grounds = ""
    var personKnows = ""
    var parentKnows = ""
    var awareness = ""
    var referrer = ""
    var organisation = ""
    var contact = ""
  }

  /// - Parameters:
  ///   - areas: Where the asker may record one.
  ///   - concerns: The list of the day on which it is recorded: each era has its own.
  static func form(areas: CodeList, concerns: CodeList) -> Form<Sent> {
    Form("referral", sections: [person, concern(areas, concerns), awareness, referrer])
  }

  private static var person: FormSection<Sent> {
    FormSection(
      "person",
      "Who is referred",
      [
        .text(\.givenName, "given_name", "Given names", max: 100),
        .text(
          \.familyName,
          "family_name",
          "Family name",
          hint: "Of the two names, one is enough. Write “not known” where neither is",
          max: 100
        ),
        .date(\.birth, "birth", "Date of birth", hint: "A year is enough"),
        .text(\.age, "age", "Age in years", hint: "Where the date of birth is not known", max: 3),
      ]
    )
  }

  private static func concern(_ areas: CodeList, _ concerns: CodeList) -> FormSection<Sent> {
    FormSection(
      "concern",
      "What the concern is",
      [
        .choice(
          \.area,
          "area",
          "Area",
          hint: "Where the person lives",
          areas,
          required: "Choose the area in which the person lives"
        ),
        .date(
          \.received,
          "received",
          "Received on",
          hint: "The day on which it reached the programme; today where it is left empty",
          precision: .day
        ),
        .choice(
          \.sector,
          "sector",
          "Where it comes from",
          Referral.sectorList,
          required: "Choose where the referral comes from"
        ),
        .choice(
          \.concern,
          "concern",
          "Type of concern",
          concerns,
          required: "Choose the type of concern"
        ),
        .area(
          \.grounds,
          "grounds",
          "Grounds",
          hint:
            "In the words of whoever refers: what was seen or heard, when and by whom. Nothing that comes from or concerns an intelligence service",
          max: 10_000,
          required: "Say why there is a concern",
          rows: 8
        ),
      ]
    )
  }

  private static var awareness: FormSection<Sent> {
    FormSection(
      "awareness",
      "Who knows of it",
      [
        .choice(
          \.personKnows,
          "person_knows",
          "Does the person know of the referral?",
          Referral.awarenessList
        ),
        .choice(
          \.parentKnows,
          "parent_knows",
          "Does a parent or guardian know?",
          hint: "For who is under 18",
          Referral.awarenessList
        ),
        .area(
          \.awareness,
          "awareness",
          "How they were told, or why not",
          max: 2000,
          rows: 2
        ),
      ]
    )
  }

  private static var referrer: FormSection<Sent> {
    FormSection(
      "referrer",
      "Who refers",
      [
        .text(\.referrer, "referrer", "Name", max: 200),
        .text(\.organisation, "referrer_organisation", "Organisation and post", max: 200),
        .text(\.contact, "referrer_contact", "How to reach them", max: 200),
      ]
    )
  }

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
    var errors: [FieldError] = []
    var sent = Sent()
    do { sent = try form.parse(values, into: sent) } catch { errors = error.errors }
    if sent.givenName.isEmpty, sent.familyName.isEmpty, !errors.contains(where: { $0.field == "family_name" })
    {
      errors.append(FieldError("family_name", "Enter a name, or “not known”"))
    }
    errors += ahead([("birth", sent.birth), ("received", sent.received)], today)
    let age = sent.age.isEmpty ? nil : Int(sent.age)
    if !sent.age.isEmpty, !(age.map { (0...120).contains($0) } ?? false) {
      errors.append(FieldError("age", "Age in years must be a whole number from 0 to 120"))
    }
    guard errors.isEmpty else { throw Invalid(errors) }
    return Referral.Made(
      subject: subject,
      person: .init(
        givenName: sent.givenName,
        familyName: sent.familyName,
        birth: sent.birth,
        age: age
      ),
      grounds: sent.grounds,
      awareness: .init(person: sent.personKnows, parent: sent.parentKnows, words: sent.awareness),
      referrer: .init(name: sent.referrer, organisation: sent.organisation, contact: sent.contact),
      received: sent.received ?? today,
      area: sent.area,
      sector: Coded(sent.sector, version: Referral.sectorList.version),
      concern: Coded(sent.concern, version: concerns.version)
    )
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
