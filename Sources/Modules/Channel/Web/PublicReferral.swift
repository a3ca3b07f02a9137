import Domain
import Kernel
import Platform

/// The form of a referral as anybody fills it in, without an account: in four steps, in plain words.
enum PublicReferral {
  typealias Sent = ReferralForm.Sent

  static func form(areas: CodeList, concerns: CodeList) -> Form<Sent> {
    Form("refer", sections: [concern(concerns), person(areas), knowing, referrer])
  }

  private static func concern(_ concerns: CodeList) -> FormSection<Sent> {
    FormSection(
      "concern",
      "What worries you",
      lead:
        "In your own words. You do not need to be sure, and you do not need to know which ideology it is.",
      [
        .area(
          \.grounds,
          "grounds",
          "What have you seen or heard?",
          hint: "What happened, when, and who told you. Leave out what comes from an intelligence service",
          max: 10_000,
          required: "Say what worries you",
          rows: 10
        ),
        .choice(
          \.concern,
          "concern",
          "Which of these is nearest?",
          hint: "If you cannot tell, choose that no ideology is identified",
          concerns,
          required: "Choose which is nearest"
        ),
      ]
    )
  }

  private static func person(_ areas: CodeList) -> FormSection<Sent> {
    FormSection(
      "person",
      "Who you are worried about",
      lead: "As far as you know it. One of the two names is enough.",
      [
        .text(\.givenName, "given_name", "Given names", max: 100),
        .text(
          \.familyName,
          "family_name",
          "Family name",
          hint: "Write “not known” if you know neither",
          max: 100
        ),
        .date(\.birth, "birth", "Date of birth", hint: "For example, 27 3 2007. A year is enough"),
        .text(\.age, "age", "Age in years", hint: "If you do not know the date of birth", max: 3),
        .text(\.street, "street", "Address", hint: "House and street, if you know them", max: 200),
        .text(\.town, "town", "Town or city", max: 100),
        .text(\.postcode, "postcode", "Postcode", max: 10),
        .choice(
          \.area,
          "area",
          "Police force area where they live",
          hint:
            "So that it reaches the people who work there. If you do not know it, choose the area where you are: they pass it on",
          areas,
          required: "Choose the area where they live"
        ),
      ]
    )
  }

  private static var knowing: FormSection<Sent> {
    FormSection(
      "knowing",
      "Who knows that you are writing",
      lead: "It is best to tell the person, or a parent, unless that could harm somebody.",
      [
        .choice(\.personKnows, "person_knows", "Does the person know?", Referral.awarenessList),
        .choice(
          \.parentKnows,
          "parent_knows",
          "Does a parent or guardian know?",
          hint: "If they are under 18",
          Referral.awarenessList
        ),
        .area(\.awareness, "awareness", "How you told them, or why you did not", max: 2000, rows: 3),
      ]
    )
  }

  private static var referrer: FormSection<Sent> {
    FormSection(
      "you",
      "About you",
      lead: "You can leave out your name. Without it nobody can ask you a question.",
      [
        .choice(
          \.sector,
          "sector",
          "Where do you work, or how do you know them?",
          Referral.sectorList,
          required: "Choose where you work, or how you know them"
        ),
        .text(\.referrer, "referrer", "Your name", max: 200),
        .text(\.organisation, "referrer_organisation", "Organisation and post", max: 200),
        .text(
          \.contact,
          "referrer_contact",
          "How to reach you",
          hint: "A phone number or an e-mail address",
          max: 200
        ),
      ]
    )
  }
}
