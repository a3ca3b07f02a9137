/// How far two parts of an address agree, the most first.
package enum TextAgreement: Int, Sendable, CaseIterable, Comparable {
  case same
  /// A slip of the pen, or nearly the same letters.
  case spelling
  /// Much the same letters; of postcodes, the same district; of houses, a digit more or less.
  case faint
  case different

  package static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }

  static func ofText(_ first: [UInt8], _ second: [UInt8]) -> TextAgreement {
    if first == second { return .same }
    let alike = JaroWinkler.similarity(first, second)
    if alike >= 0.92 || (min(first.count, second.count) >= 4 && DamerauLevenshtein.oneSlip(first, second)) {
      return .spelling
    }
    return alike >= 0.84 ? .faint : .different
  }

  static func ofHouse(_ first: [UInt8], _ second: [UInt8]) -> TextAgreement {
    if first == second { return .same }
    return DamerauLevenshtein.oneSlip(first, second) && max(first.count, second.count) > 1
      ? .faint : .different
  }

  static func ofPostcode(_ first: [UInt8], _ second: [UInt8]) -> TextAgreement {
    if first == second { return .same }
    if DamerauLevenshtein.oneSlip(first, second) { return .spelling }
    return Postcode.district(first) == Postcode.district(second) ? .faint : .different
  }
}
