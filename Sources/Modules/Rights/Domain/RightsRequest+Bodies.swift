package import Kernel

extension RightsRequest {
  /// A request as it came in.
  ///
  /// All that is about the person, or written by or to them, is sealed with the request's own key.
  package struct Received: Codable, Equatable, Sendable {
    /// Of ``RightsRequest/kindList``.
    package var kind: Coded
    /// Under which law it is answered: of ``RightsRequest/lawList``.
    package var law: Coded
    /// How it came in: of ``RightsRequest/wayList``.
    package var way: Coded
    /// Who asks, for whom: of ``RightsRequest/askerList``.
    package var asker: Coded
    package var on: PartialDate
    /// The last day on which an answer is in time.
    package var due: PartialDate
    package var person: Personal<Person>
    package var contact: Personal<Contact>
    /// What is asked for, in the words of whoever asks.
    package var words: Personal<String>

    package init(
      subject: String,
      kind: Coded,
      law: Coded,
      way: Coded,
      asker: Coded,
      on day: PartialDate,
      person: Person,
      contact: Contact,
      words: String,
      _ rules: RightsRules
    ) {
      self.kind = kind
      self.law = law
      self.way = way
      self.asker = asker
      on = day
      due = day.adding(months: rules.answerMonths)
      self.person = Personal(person, of: subject)
      self.contact = Personal(contact, of: subject)
      self.words = Personal(words, of: subject)
    }
  }

  /// Whom the records are about.
  package struct Person: Codable, Equatable, Sendable {
    package var givenName: String
    package var familyName: String
    package var birth: PartialDate?
    package var address: String

    package init(givenName: String, familyName: String, birth: PartialDate? = nil, address: String = "") {
      self.givenName = givenName
      self.familyName = familyName
      self.birth = birth
      self.address = address
    }
  }

  /// Where the answer goes.
  package struct Contact: Codable, Equatable, Sendable {
    /// Empty where the person asks for themselves.
    package var name: String
    package var reach: String

    package init(name: String, reach: String) {
      self.name = name
      self.reach = reach
    }
  }

  package struct IdentityAsked: Codable, Equatable, Sendable {
    package var on: PartialDate
    package var words: Personal<String>
  }

  package struct IdentityConfirmed: Codable, Equatable, Sendable {
    /// Of ``RightsRequest/proofList``; what was shown is not kept, that it was is.
    package var how: Coded
    package var on: PartialDate
    package var due: PartialDate
    package var words: Personal<String>
  }

  package struct Extended: Codable, Equatable, Sendable {
    /// Of ``RightsRequest/extensionList``.
    package var ground: Coded
    package var due: PartialDate
    /// The day on which the person was told, and why.
    package var toldOn: PartialDate
    package var words: Personal<String>
  }

  package struct Linked: Codable, Equatable, Sendable {
    package var record: Reference
    /// What people call it by, such as `R-00000-00001`.
    package var title: String
    /// Whose key seals it.
    package var subject: String?

    package init(record: Reference, title: String, subject: String? = nil) {
      self.record = record
      self.title = title
      self.subject = subject
    }
  }

  package struct Unlinked: Codable, Equatable, Sendable {
    package var record: Reference
    package var reason: Personal<String>
  }

  /// A part of a record that a bundle shows as one, such as the field `referrer`.
  package struct Passage: Codable, Equatable, Sendable {
    package var record: Reference
    package var field: String

    package init(record: Reference, field: String) {
      self.record = record
      self.field = field
    }
  }

  package struct Withheld: Codable, Equatable, Sendable {
    package var id: String
    package var passage: Passage
    /// Of ``RightsRequest/withholdingList``.
    package var ground: Coded
    package var words: Personal<String>
    /// Of the passage these words alone, wherever they stand in it; nil for all of it.
    package var only: Personal<[String]>?
  }

  package struct Given: Codable, Equatable, Sendable {
    package var id: String
    package var reason: Personal<String>
  }

  package struct Proposed: Codable, Equatable, Sendable {
    /// Of ``RightsRequest/outcomeList``.
    package var outcome: Coded
    /// What the person is told.
    package var letter: Personal<String>
  }

  package struct Noted: Codable, Equatable, Sendable {
    package var words: Personal<String>
  }

  package struct Answered: Codable, Equatable, Sendable {
    /// Of ``RightsRequest/wayList``.
    package var how: Coded
    package var on: PartialDate
    package var reviewUntil: PartialDate
    /// The bundle as it went out, as JSON; nil where none did.
    package var copy: Personal<String>?
    /// Whether from then on the records' use is restricted.
    package var restricts: Bool?
  }

  /// The use of its records is restricted no longer.
  package struct RestrictionEnded: Codable, Equatable, Sendable {
    package var on: PartialDate
    package var words: Personal<String>
  }

  /// What was granted was done: the record is corrected or erased, or its use has ended.
  package struct CarriedOut: Codable, Equatable, Sendable {
    package var on: PartialDate
    package var words: Personal<String>
  }

  /// A recipient of a record, and whether they were told what became of it.
  package struct Told: Codable, Equatable, Sendable {
    package var record: Reference
    package var recipient: Personal<String>
    /// Nil where they need not be told: then ``words`` says why.
    package var on: PartialDate?
    package var words: Personal<String>
  }

  package struct ReviewAsked: Codable, Equatable, Sendable {
    package var on: PartialDate
    package var due: PartialDate
    package var words: Personal<String>
  }

  package struct Reviewed: Codable, Equatable, Sendable {
    /// Of ``RightsRequest/reviewList``.
    package var outcome: Coded
    package var on: PartialDate
    package var letter: Personal<String>
  }

  package struct Withdrawn: Codable, Equatable, Sendable {
    package var on: PartialDate
    package var words: Personal<String>
  }
}
