import Foundation
import Kernel

/// Which new passwords are refused, however long they are: docs/decisions/0034-passwords-that-are-refused.md.
package struct PasswordRules: Sendable {
  /// Nil where the list was not fetched.
  package let common: CommonPasswords?

  package init(common: CommonPasswords?) { self.common = common }

  /// Words that anybody tries here first: of this site, of its field, and of passwords themselves.
  static let ofThisSite = [
    "touchstone", "prevent", "channel", "referral", "safeguarding", "depository", "practice", "council",
    "police", "password", "welcome", "letmein", "qwerty",
  ]

  /// How much of a password must be none of those words, nor its owner's.
  static let rest = 8

  /// - Parameter texts: What stands for its owner: their name, address and organisation.
  /// - Throws: ``Invalid``, said of the field that asks for a new password.
  func check(_ password: String, of texts: [String]) throws(Invalid) {
    if common?.holds(password) == true {
      throw refusal(
        "This password is one of those that are tried first. Choose another: three or four unrelated words do well"
      )
    }
    if Self.isMadeOf(Self.ofThisSite + texts.flatMap(Self.words), password) {
      throw refusal(
        "This password is made of your name, your address or words that stand for this site. Choose unrelated words"
      )
    }
  }

  private func refusal(_ sentence: String) -> Invalid { Invalid([FieldError("new-password", sentence)]) }

  /// Whether little is left of it without the words.
  private static func isMadeOf(_ words: [String], _ password: String) -> Bool {
    let whole = plain(password)
    let left = words.sorted { $0.count > $1.count }.reduce(whole) { $0.replacing($1, with: " ") }
    return left != whole && left.count { $0 != " " } < rest
  }

  /// The parts of a name or an address that are long enough to tell something.
  private static func words(of text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map { plain(String($0)) }.filter { $0.count >= 3 }
  }

  private static func plain(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
