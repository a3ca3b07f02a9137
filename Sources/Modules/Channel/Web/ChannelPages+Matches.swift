import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// “Have we met before?”: others that may be about the same person, put to a person with their reasons in words.
extension ChannelPages {
  func registerMatches(on routes: RouterGroup<SiteContext>) {
    routes.get("matching", use: aboutMatching)
    routes.get("referrals/{id}/contacts", use: contacts)
    routes.get("referrals/{id}/matches/{other}", use: matchPage)
    routes.post("referrals/{id}/matches/{other}", use: match)
    routes.get("referrals/{id}/matches/{other}/receipts/{position}", use: matchReceipt)
    routes.get("referrals/{id}/matches/{other}/undo", use: undoMatchPage)
    routes.post("referrals/{id}/matches/{other}/undo", use: undoMatch)
  }

  /// What is automated, for anybody to read.
  @Sendable func aboutMatching(_ request: Request, _ context: SiteContext) async throws -> Response {
    try site.page("channel/matching", [:], context)
  }

  /// Others that may be about the same person, of those that the viewer may open as one of their circle.
  func likely(_ id: String, _ context: SiteContext) async throws -> [ReferralList.Likely] {
    let areas = context.viewer.areas(ChannelPolicy.circleRoles)
    let found = try await site.read(Referral.vault) { try ReferralList.likely(id, areas: areas, in: $0) }
    var shown: [ReferralList.Likely] = []
    for other in found where try await !site.facts(other.row, context.viewer).isKeptOut {
      shown.append(other)
    }
    return shown
  }

  /// The line of a look at another person's record beside the one that is opened.
  static func combined(with row: ReferralList.Row, because reason: String) -> AccessLine {
    var line = AccessLine(.combination, Reference(kind: Referral.category, id: row.id), reason: reason)
    line.area = row.area
    return line
  }

  // MARK: Two of them

  /// Two referrals of which the viewer may say whether they are of one person.
  struct Two: Sendable {
    let found: Found
    let other: ReferralList.Row
    let pair: Match.Pair
    /// What was last said of them.
    let said: MatchList.Row?

    var address: String { "/referrals/\(found.row.id)/matches/\(other.id)" }
  }

  func two(_ context: SiteContext) async throws -> Two {
    let found = try await found(context, to: .match)
    return try await two(found, try context.parameters.require("other"), context)
  }

  func two(_ found: Found, _ id: String, _ context: SiteContext) async throws -> Two {
    guard let pair = Match.Pair(found.row.id, id),
      let other = try await site.read(Referral.vault, { try ReferralList.find(id, in: $0) })
    else { throw NotFound() }
    let reference = Reference(kind: Referral.category, id: id)
    let facts = try await site.facts(other, context.viewer)
    try ChannelPolicy.policy.require(.match, context.viewer, facts, on: reference, hidden: true)
    let said = try await site.read(Match.vault) { try MatchList.find(pair, in: $0) }
    return Two(found: found, other: other, pair: pair, said: said)
  }

  @Sendable func matchPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let two = try await two(context)
    return try await matchPage(two, FormValues(), [], request, context)
  }

  /// Both beside one another; that they were is written first.
  private func matchPage(
    _ two: Two,
    _ values: FormValues,
    _ errors: [FieldError],
    _ request: Request,
    _ context: SiteContext
  ) async throws -> Response {
    let (id, other) = (two.found.row.id, two.other.id)
    _ = try await site.consult(
      two.found.record,
      to: ChannelPolicy.Act.match.rawValue,
      also: [Self.combined(with: two.other, because: "held beside another")],
      request,
      context
    )
    let read = try await site.read(Referral.vault) { db in
      (
        compared: try ReferralList.compared(id, with: other, in: db),
        mine: try ReferralList.sealed(id, in: db)?.person,
        theirs: try ReferralList.sealed(other, in: db)?.person
      )
    }
    // Of an erased one there is nothing left to compare.
    guard let compared = read.compared, let mine = read.mine, let theirs = read.theirs else {
      throw NotFound()
    }
    let areas = try await site.areaNames()
    let names = try await site.names(of: two.said.map { [$0.by] } ?? [])
    let history = try await history(of: two.pair)
    let model = MatchModel.two(two, (mine, theirs), compared, areas, names, history)
      .merging(MatchForm.judging.model(values, errors: errors)) { $1 }
    return try site.page("channel/match", model, context, errors.isEmpty ? .ok : .unprocessableContent)
  }

  /// What was said of two, and taken back.
  private func history(of pair: Match.Pair) async throws -> [HistoryLine] {
    let acts = try await site.read(Match.vault) { try MatchList.history(of: pair, in: $0) }
    return try await site.history(acts, what: { MatchModel.act($0.act) }, reason: \.reason)
  }

  @Sendable func matchReceipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: two(context).pair)
    return try await site.receipt(among: lines.map(\.position), in: Match.vault, context)
  }

  @Sendable func match(_ request: Request, _ context: SiteContext) async throws -> Response {
    let two = try await two(context)
    _ = try await site.statedPurpose(for: two.found.record, request, context)
    let values = try await site.values(of: request, context)
    do {
      try await judge(two, MatchForm.judging.parse(values, into: .init()), context)
    } catch let invalid as Invalid {
      return try await matchPage(two, values, invalid.errors, request, context)
    }
    return site.redirect(to: "/referrals/\(two.found.row.id)/contacts")
  }

  /// Keeps what somebody said of two; of an erased one nothing more can be said.
  func judge(_ two: Two, _ judged: MatchForm.Judged, _ context: SiteContext) async throws {
    let isSame = judged.verdict == MatchForm.same
    let command: Match.Command =
      isSame ? .confirm(two.pair, reason: judged.reason) : .reject(two.pair, reason: judged.reason)
    try await say(command, of: two, refusing: "verdict", context)
  }

  /// - Throws: ``Invalid``.
  func say(
    _ command: Match.Command,
    of two: Two,
    refusing field: String,
    _ context: SiteContext
  ) async throws {
    let (id, other) = (two.found.row.id, two.other.id)
    let isErased = try await site.read(Referral.vault) { db in
      try [id, other].contains { try ReferralList.sealed($0, in: db) == nil }
    }
    guard !isErased else {
      throw Invalid([FieldError(field, "One of the two is erased: nothing more can be said of them")])
    }
    try await site.perform(command, on: two.pair.id, of: Match.self, refusing: field, by: context.viewer)
  }

  // MARK: A wrong link

  private static let undoing = FormFrame(
    heading: "Take back what was said of these two",
    path: "/undo",
    button: "Take it back",
    lead: "Both stay as they are. What was said, and why it is taken back, stays in their history."
  )

  @Sendable func undoMatchPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let two = try await two(context)
    _ = try await site.statedPurpose(for: two.found.record, request, context)
    guard two.said.map({ $0.life != .open }) ?? false else { throw NotFound() }
    return try undoMatchPage(two, FormValues(), [], context)
  }

  private func undoMatchPage(
    _ two: Two,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let model = Self.undoing.model(
      Reason.form.model(values, errors: errors),
      caption: "\(two.found.row.reference) and \(two.other.reference)",
      at: two.address,
      back: "Back to both"
    )
    return try site.formPage(model, errors, context)
  }

  @Sendable func undoMatch(_ request: Request, _ context: SiteContext) async throws -> Response {
    let two = try await two(context)
    _ = try await site.statedPurpose(for: two.found.record, request, context)
    let values = try await site.values(of: request, context)
    do {
      let reason = try Reason.form.parse(values, into: "")
      try await say(.undo(reason: reason), of: two, refusing: "reason", context)
    } catch let invalid as Invalid {
      return try undoMatchPage(two, values, invalid.errors, context)
    }
    return site.redirect(to: "/referrals/\(two.found.row.id)/contacts")
  }
}
