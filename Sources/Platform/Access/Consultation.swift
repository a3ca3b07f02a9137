package import Foundation
package import Hummingbird
package import Kernel

/// What somebody said they open a sealed record for.
package struct StatedPurpose: Equatable, Sendable {
  /// A code of ``Purpose/list``.
  package let code: String
  /// Needed where the code is that for anything else.
  package let words: String
  /// Until when it stands; nil where it was said for one call only.
  package let until: Date?

  package init(_ code: String, words: String = "", until: Date? = nil) {
    self.code = code
    self.words = words
    self.until = until
  }

  /// As people read it.
  package var label: String {
    let label = Purpose.list.label(code)
    return words.isEmpty ? label : "\(label): \(words)"
  }
}

/// A sealed record was asked for, and nobody has said what for: pages ask, programs are told.
package struct PurposeNeeded: Error, Equatable, Sendable {
  package let record: Reference

  package init(record: Reference) { self.record = record }
}

extension Site {
  static let purposeHeader = "Touchstone-Purpose"
  static let purposeWordsHeader = "Touchstone-Purpose-Words"

  /// The gate before anything of a sealed record is shown: whoever opens it has a second factor, has said what for,
  /// and stands in the access log before the answer goes out.
  ///
  /// The policy was asked before: what it denies never comes here.
  ///
  /// - Parameters:
  ///   - act: What is asked for, such as `read`.
  ///   - glass: The identifier of the break-glass by which the record is open.
  ///   - also: Lines of what is done with it besides, such as comparing it with others.
  /// - Throws: ``PurposeNeeded``, ``SecondFactorNeeded``, and whatever keeps the line from being written.
  @discardableResult
  package func consult(
    _ record: SealedRecord,
    to act: String,
    under glass: String? = nil,
    also lines: [AccessLine] = [],
    _ request: Request,
    _ context: SiteContext
  ) async throws -> StatedPurpose {
    let purpose = try await statedPurpose(for: record, request, context)
    let line = AccessLine(.consultation, record.reference, reason: act)
    let all = [line] + lines
    try await note(
      all.map { $0.about(record, for: purpose, under: glass) },
      in: record.vault,
      by: context.viewer
    )
    return purpose
  }

  /// What a sealed record is opened for: said with the call, or chosen in this session not long ago.
  ///
  /// - Throws: ``PurposeNeeded``, ``SecondFactorNeeded``, ``BadQuery``.
  package func statedPurpose(
    for record: SealedRecord,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> StatedPurpose {
    try requireSecondFactor(for: record.vault, context)
    if let said = try Self.purpose(saidWith: request) { return said }
    guard let session = context.session,
      let kept = try await keptPurpose(for: record, in: session)
    else { throw PurposeNeeded(record: record.reference) }
    return kept
  }

  /// Writes that something of a record is given to somebody outside, before it is given.
  ///
  /// - Parameters:
  ///   - basis: The lawful basis, as a code; nil where the person themselves is given it.
  ///   - day: The day on which it was given, where that lies behind.
  /// - Throws: ``Invalid`` where the use of the record is restricted and the basis does not outweigh that.
  package func disclose(
    _ record: SealedRecord,
    to recipient: String,
    as act: String,
    on basis: String? = nil,
    of day: PartialDate? = nil,
    for purpose: StatedPurpose,
    under glass: String? = nil,
    by viewer: Viewer
  ) async throws {
    if let basis { try await requireUnrestricted(record, on: basis, of: day, besides: "basis") }
    var line = AccessLine(.disclosure, record.reference, reason: act, recipient: recipient)
    line.basis = basis
    try await note([line.about(record, for: purpose, under: glass)], in: record.vault, by: viewer)
  }

  /// Writes that something is done with records besides the one that somebody opened, before it is done.
  package func note(
    _ act: AccessLine.Act,
    _ records: [SealedRecord],
    as reason: String,
    for purpose: StatedPurpose,
    by viewer: Viewer
  ) async throws {
    for (vault, records) in Dictionary(grouping: records, by: \.vault) {
      let lines = records.map {
        AccessLine(act, $0.reference, reason: reason).about($0, for: purpose, under: nil)
      }
      try await note(lines, in: vault, by: viewer)
    }
  }

  private static func purpose(saidWith request: Request) throws -> StatedPurpose? {
    guard let code = request.headers[.named(purposeHeader)] else { return nil }
    let words = request.headers[.named(purposeWordsHeader)].map { $0.removingPercentEncoding ?? $0 } ?? ""
    guard Purpose.list[code] != nil else {
      let codes = Purpose.list.codes.map(\.code).joined(separator: ", ")
      throw Unreadable("\(purposeHeader) must be one of: \(codes).")
    }
    guard words.unicodeScalars.count <= PurposePages.longestWords else {
      throw Unreadable("\(purposeWordsHeader) must have \(PurposePages.longestWords) characters or fewer.")
    }
    guard code != Purpose.other || !words.isEmpty else {
      throw Unreadable("\(purposeHeader): \(code) needs \(purposeWordsHeader), percent-encoded.")
    }
    return StatedPurpose(code, words: FormValues.tidied(words))
  }

  // MARK: Remembered for a session

  private func keptPurpose(for record: SealedRecord, in session: Session) async throws -> StatedPurpose? {
    guard
      let kept = try await signIn.store.purpose(for: record.reference, session: session.digest),
      kept.chosen.addingTimeInterval(oversight.purpose) > now()
    else { return nil }
    let sealing = try service(record.vault).dispatcher.sealing
    let words = try kept.words.flatMap { try sealing.open(record.subject, Self.purposeContext, $0) }
    return StatedPurpose(
      kept.code,
      words: words.map { String(decoding: $0, as: UTF8.self) } ?? "",
      until: kept.chosen.addingTimeInterval(oversight.purpose)
    )
  }

  /// Remembers what a record is opened for, in one session and for a bounded time; words about a person are sealed
  /// here too.
  func keep(_ purpose: StatedPurpose, for record: SealedRecord, in session: Session) async throws {
    let sealing = try service(record.vault).dispatcher.sealing
    let words =
      purpose.words.isEmpty
      ? nil : try sealing.seal(record.subject, Self.purposeContext, Data(purpose.words.utf8))
    try await signIn.store.keep(
      KeptPurpose(code: purpose.code, words: words, chosen: now()),
      for: record.reference,
      session: session.digest
    )
  }

  private static let purposeContext = "purpose"
}

extension AccessLine {
  /// The line with what is known of the record it is about, and why.
  fileprivate func about(
    _ record: SealedRecord,
    for purpose: StatedPurpose,
    under glass: String?
  ) -> AccessLine {
    var line = self
    line.purpose = purpose.code
    line.words = purpose.words.isEmpty ? nil : Personal(purpose.words, of: record.subject)
    line.area = area ?? record.area
    line.breakGlass = glass
    return line
  }
}
