/// A text that roles need: a code of conduct, which is accepted, or training, which is completed.
package struct HouseText: Equatable, Sendable {
  package enum Kind: String, Sendable { case conduct, training }

  /// Stands in addresses and in events: never changes.
  package let code: String
  /// Counted up when the text changes so that whoever accepted it must read it again.
  package let version: Int
  package let kind: Kind
  package let title: String
  package let roles: Set<Role>
  /// How long training lasts; nil where it does not run out.
  package let months: Int?
  /// Paragraphs; those of a list begin with an asterisk, headings with two number signs.
  package let paragraphs: [String]

  package init(
    code: String,
    version: Int,
    kind: Kind,
    title: String,
    roles: Set<Role>,
    months: Int? = nil,
    paragraphs: [String] = []
  ) {
    self.code = code
    self.version = version
    self.kind = kind
    self.title = title
    self.roles = roles
    self.months = months
    self.paragraphs = paragraphs
  }
}

/// That somebody accepted a text, or completed training, on a day.
package struct Agreement: Equatable, Sendable {
  package let text: String
  package let version: Int
  package let on: PartialDate

  package init(text: String, version: Int, on: PartialDate) {
    self.text = text
    self.version = version
    self.on = on
  }
}

extension HouseText {
  /// The day on which what somebody agreed to runs out; nil where it does not.
  package func end(_ agreement: Agreement) -> PartialDate? {
    months.map { agreement.on.adding(months: $0, days: -1) }
  }

  /// Whether somebody agreed to the text as it is now, and that has not run out.
  package func isMet(by agreements: [Agreement], on day: PartialDate) -> Bool {
    agreements.contains { agreement in
      agreement.text == code && agreement.version >= version && agreement.on <= day
        && end(agreement).map { day <= $0 } ?? true
    }
  }
}
