/// What a referral says of who somebody is: all that two records are compared by.
package struct PersonDetails: Sendable, Hashable {
  package var given: String
  package var family: String
  package var birth: BirthDate?
  package var address: PostalAddress

  package init(
    given: String = "",
    family: String = "",
    birth: BirthDate? = nil,
    address: PostalAddress = .init()
  ) {
    self.given = given
    self.family = family
    self.birth = birth
    self.address = address
  }
}

/// Details made ready to be compared; what is asked about is made ready once, every record that is opened
/// once.
package struct ComparedPerson {
  package let details: PersonDetails
  let given: Name?
  let family: Name?
  let address: ComparedAddress

  package init(_ details: PersonDetails) {
    self.details = details
    given = Name(details.given)
    family = Name(details.family)
    address = ComparedAddress(details.address)
  }

  /// All names as one, for those that were divided into first and last otherwise.
  var whole: Name? { Name(details.given + " " + details.family) }
}
