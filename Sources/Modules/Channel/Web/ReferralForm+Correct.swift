import Domain
import Kernel
import Platform
import Views

/// What of a referral can be put right: who is meant, where it comes from and what kind it is; and what is to be read
/// beside the words of whoever refers, which stay as they are.
extension ReferralForm {
  /// - Parameter concerns: The list that the referral's own type is of.
  static func correction(_ concerns: CodeList) -> Form<Sent> {
    Form(
      "referral-correction",
      sections: [
        person,
        FormSection(
          "correction",
          "What it says",
          [
            sector, type(of: concerns),
            .area(
              \.remark,
              "remark",
              "To be read beside the grounds",
              hint:
                "The grounds stay in the words of whoever refers. Where the person says otherwise, or something turned out to be wrong, say so here",
              max: 4000,
              rows: 4
            ),
            .area(
              \.reason,
              "reason",
              "Why it is corrected, and how you know",
              hint: "It stands in the history",
              max: 1000,
              required: "Say why it is corrected, and how you know",
              rows: 2
            ),
          ]
        ),
      ]
    )
  }

  /// Reads a correction as sent.
  ///
  /// - Throws: ``Invalid`` with every error.
  static func corrected(
    _ values: FormValues,
    _ row: ReferralRow,
    on today: PartialDate
  ) throws(Invalid) -> Referral.Corrected {
    let (sent, age) = try read(values, as: correction(of: row), on: today)
    return Referral.Corrected(
      subject: row.subject,
      person: sent.person(age),
      sector: Coded(sent.sector, version: Referral.sectorList.version),
      concern: Coded(sent.concern, version: row.concern.version),
      remark: sent.remark,
      reason: sent.reason
    )
  }

  static func correction(of row: ReferralRow) -> Form<Sent> {
    correction(Referral.concernList(version: row.concern.version) ?? Referral.latestConcernList)
  }
}

extension ReferralForm.Sent {
  /// What a referral says now, to be put right.
  init(_ row: ReferralRow, _ sealed: ReferralSealed) {
    let person = sealed.person
    (givenName, familyName, birth) = (person.givenName, person.familyName, person.birth)
    age = person.age.map(String.init) ?? ""
    (street, town, postcode) = (
      person.address?.street ?? "", person.address?.town ?? "", person.address?.postcode ?? ""
    )
    (sector, concern, remark) = (row.sector.code, row.concern.code, sealed.remark)
  }

  func person(_ age: Int?) -> Referral.Person {
    .init(
      givenName: givenName,
      familyName: familyName,
      birth: birth,
      age: age,
      address: .init(street: street, town: town, postcode: postcode)
    )
  }
}
