import Foundation

/// Text brought down to what two clerks would both have typed: small letters a to z, digits, and gaps.
///
/// Accents and apostrophes go, letters that Unicode does not decompose are spelled out (ł, ø, ß, æ, and the ʿ
/// and ʾ of Arabic), and other scripts are written in Latin letters by the rules of Unicode's CLDR, which
/// Foundation has.
enum Folding {
  /// What is read of one field; nobody's name is longer, and comparing takes time by the square of it.
  static let limit = 120

  /// The words of a text, each of small letters and digits.
  static func words(_ text: String) -> [[UInt8]] {
    let plain = text.utf8.allSatisfy { $0 < 128 } ? text : latin(String(text.prefix(limit)))
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    for byte in plain.utf8.prefix(limit) {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
      // O'Brien and Sa'id are one word each.
      case UInt8(ascii: "'"), UInt8(ascii: "`"): continue
      default:
        if !word.isEmpty { words.append(word) }
        word = []
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// The same text in letters of ASCII where there are such, anything else left out or made a gap.
  private static func latin(_ text: String) -> String {
    var text = text.lowercased()
    if text.unicodeScalars.contains(where: { $0.value > 0x24F && $0.properties.isAlphabetic && !isMark($0) })
    {
      text = (text.applyingTransform(.toLatin, reverse: false) ?? text).lowercased()
    }
    var plain = ""
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
      if scalar.isASCII {
        plain.unicodeScalars.append(scalar)
      } else if let spelled = spelled(scalar) {
        plain += spelled
      } else if !isMark(scalar) {
        plain += " "
      }
    }
    return plain
  }

  /// Accents, letters that only modify, and marks that nobody sees.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .modifierLetter, .modifierSymbol, .format: true
    default: false
    }
  }

  private static func spelled(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "ł": "l"
    case "ø": "o"
    case "đ", "ð": "d"
    case "þ": "th"
    case "ß": "ss"
    case "æ": "ae"
    case "œ": "oe"
    case "ı": "i"
    case "ə": "a"
    case "ħ": "h"
    case "ŋ": "ng"
    case "\u{2018}", "\u{2019}", "\u{201B}", "\u{2032}": ""
    default: nil
    }
  }
}

extension [UInt8] {
  var text: String { String(decoding: self, as: UTF8.self) }
  func begins(with text: StaticString, at place: Int = 0) -> Bool {
    guard place >= 0, place + text.utf8CodeUnitCount <= count else { return false }
    return text.withUTF8Buffer { bytes in
      bytes.indices.allSatisfy { self[place + $0] == bytes[$0] }
    }
  }
}
