import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// The yearly review of roles: one at a time, or many on one page.
extension DirectoryPages {
  // MARK: Many

  @Sendable func reviews(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.keepRole, context.viewer, .none)
    let waiting = try await waitingReviews(for: context.viewer)
    var values = FormValues()
    if request.asked.has("all") { values.set("role", waiting.map(\.key)) }
    let done = [RoleDecision.keep, .end].compactMap { $0.done(Int(request.asked.text($0.done)) ?? 0) }
    return try await reviewsPage(waiting, values, [], done: done.first, context)
  }

  /// Each is decided on its own: one that is refused, or that somebody decided on meanwhile, keeps no other from it.
  @Sendable func decideReviews(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.keepRole, context.viewer, .none)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    let waiting = try await waitingReviews(for: context.viewer)
    let asked: AskedReviews
    do throws(Invalid) {
      asked = try AskedReviews(values, of: waiting)
    } catch {
      return try await reviewsPage(waiting, values, error.errors, done: nil, context)
    }
    let refused = try await decide(asked, context)
    let count = asked.chosen.count - refused.count
    guard !refused.isEmpty || asked.gone > 0 else {
      return site.redirect(to: "/reviews?\(asked.decision.done)=\(count)")
    }
    let left = try await waitingReviews(for: context.viewer)
    return try await reviewsPage(
      left,
      values,
      asked.errors(refused, among: left),
      done: asked.decision.done(count),
      context
    )
  }

  /// Decides on each; gives why one or another was refused, by its key.
  private func decide(_ asked: AskedReviews, _ context: SiteContext) async throws -> [String: String] {
    var refused: [String: String] = [:]
    for review in asked.chosen {
      do {
        try await decide(asked.decision, on: review, asked.reason, context)
      } catch let invalid as Invalid {
        refused[review.key] = invalid.errors.map(\.message).joined(separator: " ")
      } catch is VersionConflict {
        refused[review.key] = "Somebody changed this account at the same moment. Try again"
      }
    }
    return refused
  }

  private func decide(
    _ decision: RoleDecision,
    on review: RoleReview,
    _ reason: String,
    _ context: SiteContext
  ) async throws {
    let holding = review.standing.holding
    let command: Account.Command =
      switch decision {
      case .keep: keep(holding, reason)
      case .end: .endRole(holding, on: max(site.today, holding.from), reason: reason)
      }
    try await site.perform(
      command,
      on: review.person.id,
      of: Account.self,
      refusing: "role-0",
      by: context.viewer
    )
  }

  private func reviewsPage(
    _ waiting: [RoleReview],
    _ values: FormValues,
    _ errors: [FieldError],
    done: String?,
    _ context: SiteContext
  ) async throws -> Response {
    let places = try await places().names
    let ticked = Set(values.all("role"))
    let rows = waiting.enumerated().map { index, review -> Model in
      let standing = review.standing
      return [
        "key": review.key, "boxID": "role-\(index)", "isTicked": ticked.contains(review.key),
        "person": review.person.name ?? "A person who was erased", "address": "/people/\(review.person.id)",
        "role": standing.holding.role.label,
        "where": DirectoryWording.place(standing.holding.scope, places),
        "since": standing.holding.from.words, "state": review.state.label, "colour": review.state.colour,
        "review": DirectoryWording.review(standing, site.options.terms, on: site.today) ?? "",
      ]
    }
    let model = DirectoryForms.reason.model(values, errors: errors)
    return try site.page(
      "directory/reviews",
      model.merging([
        "hasRoles": !rows.isEmpty, "roles": rows, "counts": waiting.counts,
        "done": done ?? false, "often": DirectoryWording.often(terms.reviewMonths),
        "days": terms.graceDays,
      ]) { $1 },
      context,
      errors.isEmpty ? .ok : .unprocessableContent
    )
  }

  // MARK: One

  @Sendable func reviewPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .keepRole)
    let index = try await holding(of: person, .keepRole, context).index
    try site.requireRecentProof(context)
    return try reviewPage(person, index, FormValues(), [], context)
  }

  @Sendable func review(_ request: Request, _ context: SiteContext) async throws -> Response {
    let person = try await found(context, .keepRole)
    let (index, holding) = try await holding(of: person, .keepRole, context)
    return try await take(request, about: person, context) {
      try reviewPage(person, index, $0, $1, context)
    } _: { values in
      try await site.perform(
        keep(holding, DirectoryForms.reason.parse(values, into: "")),
        on: person.id,
        of: Account.self,
        refusing: "reason",
        by: context.viewer
      )
    }
  }

  private func reviewPage(
    _ person: AccountList.Person,
    _ index: Int,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let holding = person.holdings[index]
    var around = Self.about(person, "Review a role", "roles/\(index)/review", "Keep the role")
    around["lead"] =
      "\(holding.role.label), \(DirectoryWording.period(holding)). Keep it if their work still needs it; the next review is then due by \(site.today.adding(months: site.options.terms.reviewMonths).words). If it does not, go back and end it."
    return try formPage(DirectoryForms.reason.model(values, errors: errors), around, errors, context)
  }
}
