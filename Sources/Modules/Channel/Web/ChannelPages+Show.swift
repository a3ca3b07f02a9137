import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// One referral, opened behind its purpose.
extension ChannelPages {
  /// A referral that the viewer may open, and how.
  struct Found: Sendable {
    let row: ReferralList.Row
    /// The break-glass by which it is open; nil for who belongs to its circle.
    let glass: BreakGlassList.Row?

    var record: SealedRecord { ReferralTable.record(row) }
  }

  /// The referral, where the viewer may do this with it; who could break the glass is shown how, and for everybody
  /// else it does not exist.
  func found(_ context: SiteContext, to act: ChannelPolicy.Act) async throws -> Found {
    let id = try context.parameters.require("id")
    let reference = Reference(kind: Referral.category, id: id)
    let row = try await site.find(Referral.vault) { try ReferralList.find(id, in: $0) }
    let facts = try await site.facts(row, context.viewer)
    if ChannelPolicy.policy.allows(act, context.viewer, facts) { return Found(row: row, glass: nil) }
    let glass = try await site.openGlass(on: reference, by: context.viewer)
    let viewer = context.viewer.asking { $0.breakGlass = glass != nil }
    if act == .read, !facts.isKeptOut, Casework.isAtWork(viewer),
      !ChannelPolicy.policy.allows(act, viewer, facts)
    {
      throw OutsideCircle(ReferralTable.record(row), act: act.rawValue)
    }
    try ChannelPolicy.policy.require(act, viewer, facts, on: reference, hidden: true)
    return Found(row: row, glass: glass)
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let opened = try await open(request, context)
    return try site.page("channel/show", try await model(opened, context), context)
  }

  /// A referral with what is sealed of it, after its lines are written.
  struct Opened: Sendable {
    let found: Found
    /// Nil once it is erased.
    let sealed: ReferralSealed?
    /// Others that may be about the same person.
    let likely: [ReferralList.Likely]
    /// Other referrals that somebody said are of the same person.
    let linked: Int
    let purpose: StatedPurpose
    let restriction: Restriction?
  }

  /// Opens a referral: writes who looks, what for, and with which others it is compared; then reads it.
  func open(_ request: Request, _ context: SiteContext) async throws -> Opened {
    let found = try await found(context, to: .read)
    let id = found.row.id
    _ = try await site.statedPurpose(for: found.record, request, context)
    let likely = try await likely(id, context)
    let purpose = try await site.consult(
      found.record,
      to: ChannelPolicy.Act.read.rawValue,
      under: found.glass?.id,
      also: likely.map { Self.combined(with: $0.row, because: "likely the same person") },
      request,
      context
    )
    let (sealed, linked) = try await site.read(Referral.vault) { db in
      (try ReferralList.sealed(id, in: db), try ReferralList.contacts(of: id, in: db).count - 1)
    }
    return Opened(
      found: found,
      sealed: sealed,
      likely: likely,
      linked: linked,
      purpose: purpose,
      restriction: try await site.restriction(of: found.record)
    )
  }

  private func model(_ opened: Opened, _ context: SiteContext) async throws -> Model {
    let row = opened.found.row
    let areas = try await site.areaNames()
    let lines = try await history(of: row)
    let cases = try await CasePages(site: site).cases(of: row)
    let mayOpenCase = CasePolicy.policy.allows(.open, context.viewer, .init(area: row.area))
    let mayCorrect =
      opened.sealed != nil && ChannelPolicy.policy.allows(.correct, context.viewer, .init(area: row.area))
    let mayCopy = ChannelPolicy.policy.allows(.disclose, context.viewer, .init(area: row.area))
    return ReferralShowModel(
      opened,
      areas,
      lines,
      mayCorrect: mayCorrect,
      mayCopy: mayCopy,
      cases: cases,
      mayOpenCase: mayOpenCase,
      watches: OversightPolicy.watches(row.area, context.viewer)
    )
    .model
  }

  private func history(of row: ReferralList.Row) async throws -> [HistoryLine] {
    let acts = try await site.read(Referral.vault) { try ReferralList.history(of: row.id, in: $0) }
    return try await site.history(acts, what: { ChannelWording.act($0.act) }, reason: \.reason)
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .read)
    let lines = try await history(of: found.row)
    return try await site.receipt(among: lines.map(\.position), in: Referral.vault, context)
  }
}
