/// Where somebody lives, as far as it was written down: lines, town, and postcode.
package struct PostalAddress: Sendable, Hashable {
  package var lines: [String]
  package var town: String
  package var postcode: String

  package init(lines: [String] = [], town: String = "", postcode: String = "") {
    self.lines = lines
    self.town = town
    self.postcode = postcode
  }
}

/// An address as it is compared: house number, street and further lines folded, the postcode in one form.
struct ComparedAddress {
  /// The number at the house; of "Flat 3, 12 High Street" the last one on its line.
  let house: [UInt8]?
  let street: [UInt8]?
  /// What stands on the other lines: a building, a farm, a part of the town.
  let place: [UInt8]?
  let town: [UInt8]?
  let postcode: [UInt8]?

  init(_ address: PostalAddress) {
    var house: [UInt8]?
    var lines: [[UInt8]] = []
    for (number, line) in address.lines.prefix(5).enumerated() {
      var words = Folding.words(line)
      if house == nil, let at = words.lastIndex(where: { $0.contains { (48...57).contains($0) } }) {
        house = words.remove(at: at)
      }
      let text = words.map { Self.short[$0.text] ?? $0 }.flatMap { $0 }
      if !text.isEmpty || number == 0 { lines.append(text) }
    }
    self.house = house
    street = lines.first.flatMap { $0.isEmpty ? nil : $0 }
    let rest = lines.dropFirst().flatMap { $0 }
    place = rest.isEmpty ? nil : rest
    let town = Folding.words(address.town).flatMap { $0 }
    self.town = town.isEmpty ? nil : town
    postcode = Postcode.tidy(address.postcode)
  }

  /// The last words of street names as the Royal Mail shortens them.
  private static let short: [String: [UInt8]] = [
    "street": "st", "road": "rd", "avenue": "ave", "close": "cl", "crescent": "cres", "court": "ct",
    "drive": "dr",
    "lane": "ln", "place": "pl", "square": "sq", "terrace": "ter", "tce": "ter", "gardens": "gdns",
    "grove": "gr",
    "park": "pk", "saint": "st", "apartment": "flat", "apt": "flat", "mount": "mt", "green": "grn",
  ].mapValues { Array($0.utf8) }
}

/// British postcodes in one form, anything else in capitals without gaps.
enum Postcode {
  /// Nil where there is none.
  static func tidy(_ text: String) -> [UInt8]? {
    var code = Folding.words(text).flatMap { $0 }.prefix(10).map { $0 }
    guard !code.isEmpty else { return nil }
    // The inward part is a digit and two letters: an O or I typed for its digit is put right.
    if (5...7).contains(code.count), code.suffix(2).allSatisfy({ $0 > 57 }) {
      let digit = code.count - 3
      if code[digit] == UInt8(ascii: "o") { code[digit] = UInt8(ascii: "0") }
      if code[digit] == UInt8(ascii: "i") || code[digit] == UInt8(ascii: "l") {
        code[digit] = UInt8(ascii: "1")
      }
    }
    return code
  }

  static func isBritish(_ code: [UInt8]) -> Bool {
    guard (5...7).contains(code.count), code[0] > 57 else { return false }
    return code[code.count - 3] <= 57 && code.suffix(2).allSatisfy { $0 > 57 }
  }

  /// The district of a British postcode; all but the last letter of any other.
  static func district(_ code: [UInt8]) -> [UInt8] {
    isBritish(code) ? Array(code.dropLast(3)) : Array(code.dropLast())
  }
}
