/// Two texts as one: runs of words that stayed, went and came, in reading order.
package struct WordDifference: Equatable, Sendable {
  package enum Kind: Sendable { case same, gone, new }

  package struct Run: Equatable, Sendable {
    package let kind: Kind
    package var text: String
  }

  package private(set) var runs: [Run] = []

  /// Longer texts are shown as gone and new whole: finding the words would take too long.
  static let limit = 4000

  package init(_ before: String, _ after: String) {
    let (old, new) = (Self.words(before), Self.words(after))
    guard old.count + new.count <= Self.limit else {
      add(.gone, before)
      add(.new, after)
      return
    }
    let difference = new.difference(from: old)
    var gone = Set<Int>()
    var came = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): gone.insert(offset)
      case .insert(let offset, _, _): came.insert(offset)
      }
    }
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, gone.contains(left) {
        add(.gone, old[left])
        left += 1
      } else if right < new.count, came.contains(right) {
        add(.new, new[right])
        right += 1
      } else {
        add(.same, old[left])
        left += 1
        right += 1
      }
    }
  }

  private mutating func add(_ kind: Kind, _ text: String) {
    guard !text.isEmpty else { return }
    if runs.last?.kind == kind {
      runs[runs.count - 1].text += text
    } else {
      runs.append(.init(kind: kind, text: text))
    }
  }

  /// Words, each with the white space behind it, so that they join to the text again.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isSpace = false
    for character in text {
      if isSpace, !character.isWhitespace {
        words.append(word)
        word = ""
      }
      isSpace = character.isWhitespace
      word.append(character)
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
