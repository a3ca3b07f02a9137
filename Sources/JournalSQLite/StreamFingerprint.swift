/// Which entry is where in which stream, as a number that does not depend on the order of adding.
///
/// Hashed with a key that is new in every process: nobody can prepare two sets that agree.
struct StreamFingerprint: Equatable {
  private var sum = 0
  private var count: Int64 = 0

  /// Adds a stream's name and some numbers that belong to it.
  mutating func add(
    _ category: UnsafeRawBufferPointer,
    _ id: UnsafeRawBufferPointer,
    _ numbers: (Int64, Int64, Int64)
  ) {
    var hasher = Hasher()
    hasher.combine(category.count)
    hasher.combine(bytes: category)
    hasher.combine(bytes: id)
    hasher.combine(numbers.0)
    hasher.combine(numbers.1)
    hasher.combine(numbers.2)
    sum &+= hasher.finalize()
    count += 1
  }

  mutating func add(_ other: StreamFingerprint) {
    sum &+= other.sum
    count += other.count
  }
}
