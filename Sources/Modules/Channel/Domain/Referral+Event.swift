package import Kernel

extension Referral {
  package enum Event: DomainEvent {
    case made(Made)
    case corrected(Corrected)

    /// The wire contract.
    ///
    /// Names and shapes here are for ever; see docs/how-to/change-an-event.md.
    package static let kinds: [EventKind<Event>] = [
      EventKind("referral.made", 1, Event.made) { if case .made(let body) = $0 { body } else { nil } },
      EventKind("referral.corrected", 1, Event.corrected) {
        if case .corrected(let body) = $0 { body } else { nil }
      },
    ]
  }

  /// What a referral says since somebody put it right (UK GDPR, article 16).
  ///
  /// The words of whoever refers are theirs and stay; what is to be read beside them is a remark.
  package struct Corrected: Codable, Equatable, Sendable {
    package var person: Personal<Person>
    package var sector: Coded
    package var concern: Coded
    /// Empty where nothing is.
    package var remark: Personal<String>
    package var reason: Personal<String>

    package init(
      subject: String,
      person: Person,
      sector: Coded,
      concern: Coded,
      remark: String,
      reason: String
    ) {
      self.person = Personal(person, of: subject)
      self.sector = sector
      self.concern = concern
      self.remark = Personal(remark, of: subject)
      self.reason = Personal(reason, of: subject)
    }
  }

  /// A referral as it reached the programme.
  ///
  /// All that is about the person, or written about them, is sealed with the referral's own key.
  package struct Made: Codable, Equatable, Sendable {
    package var person: Personal<Person>
    /// Why there is a concern, in the words of whoever refers.
    package var grounds: Personal<String>
    package var awareness: Personal<Awareness>
    package var referrer: Personal<Referrer>
    /// The day on which it reached the programme.
    package var received: PartialDate
    /// The published code of the area in which the person lives.
    package var area: String
    /// Where it comes from: of ``Referral/sectorList``.
    package var sector: Coded
    /// Of the list of its era, ``Referral/concernList(on:)``.
    package var concern: Coded

    package init(
      subject: String,
      person: Person,
      grounds: String,
      awareness: Awareness,
      referrer: Referrer,
      received: PartialDate,
      area: String,
      sector: Coded,
      concern: Coded
    ) {
      self.person = Personal(person, of: subject)
      self.grounds = Personal(grounds, of: subject)
      self.awareness = Personal(awareness, of: subject)
      self.referrer = Personal(referrer, of: subject)
      self.received = received
      self.area = area
      self.sector = sector
      self.concern = concern
    }
  }

  /// Who is referred, as far as it is known.
  package struct Person: Codable, Equatable, Sendable {
    package var givenName: String
    package var familyName: String
    package var birth: PartialDate?
    /// In years, where the date of birth is not known.
    package var age: Int?
    package var address: Address?

    package init(
      givenName: String,
      familyName: String,
      birth: PartialDate? = nil,
      age: Int? = nil,
      address: Address? = nil
    ) {
      self.givenName = givenName
      self.familyName = familyName
      self.birth = birth
      self.age = age
      self.address = address
    }
  }

  /// Where somebody lives, as far as it is known.
  package struct Address: Codable, Equatable, Sendable {
    /// House and street, and what else stands before the town.
    package var street: String
    package var town: String
    package var postcode: String

    /// Nil where nothing is known.
    package init?(street: String, town: String, postcode: String) {
      guard !street.isEmpty || !town.isEmpty || !postcode.isEmpty else { return nil }
      self.street = street
      self.town = town
      self.postcode = postcode
    }
  }

  /// Who knows that the referral is made: codes of ``Referral/awarenessList``.
  package struct Awareness: Codable, Equatable, Sendable {
    package var person: String
    /// A parent or guardian.
    package var parent: String
    /// How they were told, or why they were not.
    package var words: String

    package init(person: String, parent: String, words: String) {
      self.person = person
      self.parent = parent
      self.words = words
    }
  }

  /// Who refers, and how they can be asked.
  package struct Referrer: Codable, Equatable, Sendable {
    package var name: String
    package var organisation: String
    package var contact: String

    package init(name: String, organisation: String, contact: String) {
      self.name = name
      self.organisation = organisation
      self.contact = contact
    }
  }
}
