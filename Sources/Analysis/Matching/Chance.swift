import Foundation

/// What a pair must weigh before it is anything at all: one in so many, in bits.
enum Chance {
  /// With a few hundred records a chance likeness is rare; below a thousand nothing more is given for it.
  static func bits(among people: Int) -> Double { log2(Double(max(people, 1000))) }
}
