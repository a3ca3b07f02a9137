package import Kernel

/// Letters are written, printed and sent: only what went out counts as sent.
extension Case {
  package struct LetterWritten: Codable, Equatable, Sendable {
    package var id: String
    /// Of ``Case/letterList``.
    package var kind: Coded
    package var words: Personal<LetterWords>
  }

  package struct LetterSent: Codable, Equatable, Sendable {
    /// That of the letter as it was written.
    package var id: String
    package var kind: Coded
    /// As they went out.
    package var words: Personal<LetterWords>
    /// Of ``Case/letterWayList``.
    package var way: Coded?
    package var on: PartialDate?
  }

  package struct LetterWords: Codable, Equatable, Sendable {
    package var to: String
    package var text: String
    /// Who writes, and how they can be reached.
    package var from: String?

    package init(to: String, text: String, from: String? = nil) {
      (self.to, self.text, self.from) = (to, text, from)
    }
  }

  static func write(
    _ id: String,
    _ kind: Coded,
    _ words: LetterWords,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard state.life != .absent else { throw .notPossible(in: .absent) }
    try require(kind, of: letterList)
    try require(["from": words.from ?? "", "to": words.to, "text": words.text])
    let body = LetterWritten(id: id, kind: kind, words: state.personal(words))
    return try once(id, .letterWritten(body), on: state)
  }

  static func send(
    _ id: String,
    _ way: Coded,
    _ day: PartialDate,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard case .letterWritten(let letter)? = state.items[id] else { throw .notFound }
    try require(way, of: letterWayList)
    try requirePast(day, occasion)
    if let written = state.writtenOn[id], day < written { throw .notAhead(from: written) }
    let event = Event.letterSent(
      LetterSent(id: id, kind: letter.kind, words: letter.words, way: way, on: day)
    )
    guard let earlier = state.items[sentKey(id)] else { return [event] }
    guard earlier == event else { throw .alreadyRecorded }
    return []
  }

  static func sentKey(_ letter: String) -> String { "sent-\(letter)" }
}

extension Case.State {
  /// Letters that were written and of which nobody said that they went out.
  package var unsentLetters: [Case.LetterWritten] {
    items.values.compactMap { event in
      guard case .letterWritten(let letter) = event, items[Case.sentKey(letter.id)] == nil else { return nil }
      return letter
    }
    .sorted { $0.id < $1.id }
  }

  /// What a letter says, for whoever prints it.
  package func letter(_ id: String) -> (kind: Coded, words: Personal<Case.LetterWords>)? {
    switch items[id] ?? items[Case.sentKey(id)] {
    case .letterWritten(let letter): (letter.kind, letter.words)
    case .letterSent(let letter): (letter.kind, letter.words)
    default: nil
    }
  }
}
