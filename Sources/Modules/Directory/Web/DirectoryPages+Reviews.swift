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
    let done = ["kept", "ended"].compactMap { word -> String? in
      let count = Int(request.asked.text(word)) ?? 0
      return count > 0 ? "\(count.grouped) role\(count == 1 ? "" : "s") \(word)." : nil
    }
    return try await reviewsPage(waiting, values, [], done: done.first, context)
  }

  /// Each is decided on its own: one that somebody changed meanwhile keeps the others from nothing.
  @Sendable func decideReviews(_ request: Request, _ context: SiteContext) async throws -> Response {
    try DirectoryPolicy.policy.require(.keepRole, context.viewer, .none)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    let waiting = try await waitingReviews(for: context.viewer)
    do {
      let (decision, chosen, reason) = try Self.asked(values, of: waiting)
      for review in chosen { try await decide(decision, on: review, reason, context) }
      let word = decision == .keep ? "kept" : "ended"
      return site.redirect(to: "/reviews?\(word)=\(chosen.count)")
    } catch let invalid as Invalid {
      return try await reviewsPage(waiting, values, invalid.errors, done: nil, context)
    }
  }

  private static func asked(
    _ values: FormValues,
    of waiting: [RoleReview]
  ) throws(Invalid) -> (RoleDecision, [RoleReview], reason: String) {
    let keys = Set(values.all("role"))
    let chosen = waiting.filter { keys.contains($0.key) }
    var errors: [FieldError] = []
    if keys.isEmpty { errors.append(FieldError("role-0", "Tick the roles that you decide on")) }
    if chosen.count < keys.count {
      errors.append(FieldError("role-0", "Some of these were decided on meanwhile. Look at the list again"))
    }
    var reason = ""
    do throws(Invalid) {
      reason = try DirectoryForms.reason.parse(values, into: "")
    } catch {
      errors += error.errors
    }
    guard errors.isEmpty, let decision = RoleDecision(rawValue: values.text("decision")) else {
      throw Invalid(errors.isEmpty ? [FieldError("role-0", "Say whether to keep or to end them")] : errors)
    }
    return (decision, chosen, reason)
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
