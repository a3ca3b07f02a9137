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
    var street = ""
    var town = ""
    var postcode = ""
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
    /// Of a correction.
    var remark = ""
    var reason = ""
  }

  /// - Parameters:
  ///   - areas: Where the asker may record one.
  ///   - concerns: The list of the day on which it is recorded: each era has its own.
  static func form(areas: CodeList, concerns: CodeList) -> Form<Sent> {
    Form("referral", sections: [person, concern(areas, concerns), awareness, referrer])
  }

  static var person: FormSection<Sent> {
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
        .text(\.street, "street", "Address", hint: "House and street, where it is known", max: 200),
        .text(\.town, "town", "Town or city", max: 100),
        .text(\.postcode, "postcode", "Postcode", max: 10),
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
        sector, type(of: concerns),
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

  static var sector: Field<Sent> {
    .choice(
      \.sector,
      "sector",
      "Where it comes from",
      Referral.sectorList,
      required: "Choose where the referral comes from"
    )
  }

  static func type(of concerns: CodeList) -> Field<Sent> {
    .choice(\.concern, "concern", "Type of concern", concerns, required: "Choose the type of concern")
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
}
