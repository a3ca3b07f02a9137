import Domain
import Kernel
import Platform
import Views

/// Telling somebody outside the case.
extension CasePages {
  /// Writes who is told before the case says so: stopped between the two, a line too many is left and never one too few.
  ///
  /// What would be refused, or stands in the case already, writes none.
  func noteDisclosure(
    _ command: Case.Command,
    _ found: Found,
    as act: String,
    for purpose: StatedPurpose?
  ) async throws {
    if case .share = command { try await site.requireUnrestricted(found.record, besides: "role") }
    guard case .disclose(_, let disclosure) = command else { return }
    let occasion = Occasion(by: found.viewer.account ?? "", at: site.now())
    guard try !Case.decide(command, on: found.state, occasion).isEmpty else { return }
    guard let purpose else { throw PurposeNeeded(record: found.record.reference) }
    try await site.disclose(
      found.record,
      to: disclosure.recipient,
      as: act,
      on: disclosure.basis.code,
      of: disclosure.on,
      for: purpose,
      under: found.glass?.id,
      by: found.viewer
    )
  }
}
