package import Kernel

/// That the use of somebody's records is restricted: they are kept, and given to nobody but on some grounds.
package struct Restriction: Equatable, Sendable {
  package typealias Source = @Sendable (Site, SealedRecord) async throws -> Restriction?

  /// What it was decided under, such as `Q-00000-00001`.
  package let by: String
  package let since: PartialDate
  /// Why, as a clause: `the person objected`.
  package let why: String
  /// Lawful bases, as codes, on which they are given to somebody all the same.
  package let despite: Set<String>

  package init(by: String, since: PartialDate, why: String, despite: Set<String>) {
    (self.by, self.since, self.why, self.despite) = (by, since, why, despite)
  }

  /// For whoever opens one of them.
  package var sentence: String {
    "Its use has been restricted since \(since.words), by \(by): \(why). It is kept, and given to nobody except with consent, to protect a life, or where a law requires it."
  }
}

extension Site {
  package func restriction(of record: SealedRecord) async throws -> Restriction? {
    try await options.restriction(self, record)
  }

  /// Before something of a record is used for anybody but the person.
  ///
  /// - Parameters:
  ///   - basis: The lawful basis, as a code.
  ///   - day: The day on which it was used, where that lies behind: before the restriction nothing was restricted.
  ///   - field: That a refusal stands beside; nil where there is none.
  /// - Throws: ``Invalid``, or ``RestrictedUse`` where no field is named.
  package func requireUnrestricted(
    _ record: SealedRecord,
    on basis: String? = nil,
    of day: PartialDate? = nil,
    besides field: String? = nil
  ) async throws {
    guard let restriction = try await restriction(of: record) else { return }
    if let basis, restriction.despite.contains(basis) { return }
    if let day, day < restriction.since { return }
    guard let field else { throw RestrictedUse(sentence: restriction.sentence) }
    throw Invalid([FieldError(field, restriction.sentence)])
  }
}

/// Something was to be used whose use is restricted.
struct RestrictedUse: WordedRefusal {
  let sentence: String
  var slug: String { "restricted" }
  var field: String? { nil }
}
