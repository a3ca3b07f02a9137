/// The words of a file, or why there are none.
package struct ExtractedText: Equatable, Sendable {
  package enum Outcome: String, Codable, CaseIterable, Sendable {
    /// It was read; a file of pictures only has an empty text.
    case text
    /// Nothing reads files of this kind.
    case none
    /// It needs a password.
    case encrypted
    /// It is not what its kind should be, or is not there.
    case broken
    /// It would take more memory than anybody is given.
    case tooLarge
    case tookTooLong
    /// What reads it is not installed. Never kept: it may be tomorrow.
    case noProgram
  }

  /// What is known without reading the words.
  package struct Summary: Codable, Equatable, Sendable {
    package let outcome: Outcome
    /// Whether the file holds more than was taken.
    package let isTruncated: Bool
    package let hasWords: Bool

    package init(outcome: Outcome, isTruncated: Bool, hasWords: Bool) {
      self.outcome = outcome
      self.isTruncated = isTruncated
      self.hasWords = hasWords
    }
  }

  package let outcome: Outcome
  /// Empty where the outcome is another.
  package let text: String
  package let isTruncated: Bool

  package var summary: Summary {
    Summary(outcome: outcome, isTruncated: isTruncated, hasWords: !text.isEmpty)
  }

  init(_ outcome: Outcome, _ text: String = "", isTruncated: Bool = false) {
    self.outcome = outcome
    self.text = text
    self.isTruncated = isTruncated
  }
}
