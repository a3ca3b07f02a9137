import Domain
import Kernel

/// The same seed makes the same fiction.
extension Chance {
  /// So many times in a hundred.
  mutating func happens(_ percent: Int) -> Bool { from(0...99) < percent }

  mutating func from(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func one<Value>(of values: [Value]) -> Value { values[from(0...values.count - 1)] }

  /// Each as often as its weight says.
  mutating func one<Value>(of values: KeyValuePairs<Value, Int>) -> Value {
    var left = from(0...values.map(\.value).reduce(0, +) - 1)
    for (value, weight) in values {
      if left < weight { return value }
      left -= weight
    }
    return values[0].key
  }

  /// An identifier of the shape that the site makes.
  mutating func identifier() -> String { digits() + digits() }

  private mutating func digits() -> String {
    let digits = String(next(), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// A record of the fiction: its state as it was decided, and how many entries it has.
struct Invented<D: Decider> {
  let id: String
  var state = D.initialState
  var version = 0

  init(_ id: String) { self.id = id }
}

/// Lists of casework stand in their first version.
func listed(_ code: String) -> Coded { Coded(code, version: 1) }
