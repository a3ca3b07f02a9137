import Domain
import Foundation
import Kernel
import Platform
import Views

/// A role that waits for its review, as somebody may decide on it.
struct RoleReview: Sendable {
  enum State: String, CaseIterable, Sendable {
    case lapsed, overdue, due

    var label: String {
      switch self {
      case .lapsed: "Lapsed"
      case .overdue: "Overdue"
      case .due: "Due soon"
      }
    }

    var colour: String {
      switch self {
      case .lapsed: "red"
      case .overdue: "yellow"
      case .due: "blue"
      }
    }
  }

  let person: AccountList.Person
  /// Its place in the list of the person's roles.
  let number: Int
  let standing: Standing
  let state: State

  /// Stands for the role on a form: whoever it was granted to, what, where and from when.
  var key: String {
    let holding = standing.holding
    let place = DirectoryForms.Grant.place(holding.scope)
    return [person.id, holding.role.rawValue, place, holding.from.iso].joined(separator: " ")
  }
}

extension [RoleReview] {
  /// How many there are of each state, such as “1 lapsed, 3 due soon”.
  var counts: String {
    RoleReview.State.allCases.compactMap { state -> String? in
      let count = count { $0.state == state }
      return count == 0 ? nil : "\(count.grouped) \(state.label.lowercased())"
    }
    .joined(separator: ", ")
  }
}

extension DirectoryPages {
  /// The roles that somebody may review and that wait for it, those that lapsed first and then the longest due.
  func waitingReviews(for viewer: Viewer) async throws -> [RoleReview] {
    guard DirectoryPolicy.policy.allows(.keepRole, viewer, .none) else { return [] }
    return try await waitingReviews { DirectoryPolicy.policy.allows(.keepRole, viewer, $0) }
  }

  /// The roles that wait for a review, of those that somebody may know of.
  func waitingReviews(where isShown: (DirectoryPolicy.Facts) -> Bool) async throws -> [RoleReview] {
    let (today, terms) = (site.today, site.options.terms)
    let horizon = today.adding(days: RoleTerms.noticeDays)
    // Months have different lengths: a few days more are looked through, and left out below.
    let granted = horizon.adding(months: -terms.reviewMonths, days: 3)
    let people = try await site.read(.directory) {
      try AccountList.toReview(reviewed: horizon, granted: granted, today: today, in: $0)
    }
    let places = try await places()
    return people.flatMap { person in
      person.standings(under: terms, on: today).enumerated().compactMap { number, standing in
        guard !standing.isEnded, standing.review <= horizon,
          isShown(places.facts(standing.holding, of: person.id))
        else { return nil }
        let state: RoleReview.State =
          standing.isLapsed ? .lapsed : standing.review < today ? .overdue : .due
        return RoleReview(person: person, number: number, standing: standing, state: state)
      }
    }
    .sorted { one, other in
      (one.standing.review, one.person.name ?? "", one.number)
        < (other.standing.review, other.person.name ?? "", other.number)
    }
  }
}

/// What is decided on roles together.
enum RoleDecision: String, Sendable {
  case keep, end

  var done: String {
    switch self {
    case .keep: "kept"
    case .end: "ended"
    }
  }

  /// “2 roles kept.”; nil of none.
  func done(_ count: Int) -> String? {
    count > 0 ? "\(count.grouped) role\(count == 1 ? "" : "s") \(done)." : nil
  }
}

/// What somebody decides on several roles.
struct AskedReviews: Sendable {
  let decision: RoleDecision
  let chosen: [RoleReview]
  let reason: String
  /// How many of those that were ticked wait no more.
  let gone: Int

  init(_ values: FormValues, of waiting: [RoleReview]) throws(Invalid) {
    let keys = Set(values.all("role"))
    chosen = waiting.filter { keys.contains($0.key) }
    gone = keys.count - chosen.count
    var errors: [FieldError] = []
    if keys.isEmpty { errors.append(FieldError("role-0", "Tick the roles that you decide on")) }
    var reason = ""
    do throws(Invalid) {
      reason = try DirectoryForms.reason.parse(values, into: "")
    } catch {
      errors += error.errors
    }
    self.reason = reason
    guard errors.isEmpty, let decision = RoleDecision(rawValue: values.text("decision")) else {
      throw Invalid(errors.isEmpty ? [FieldError("role-0", "Say whether to keep or to end them")] : errors)
    }
    self.decision = decision
  }

  /// What was not done, beside the roles that it is about where they still wait.
  func errors(_ refused: [String: String], among left: [RoleReview]) -> [FieldError] {
    let about = chosen.compactMap { review in
      refused[review.key].map { sentence in
        let place = left.firstIndex { $0.key == review.key } ?? 0
        let name = review.person.name ?? "A person who was erased"
        return FieldError("role-\(place)", "\(name), \(review.standing.holding.role.label): \(sentence)")
      }
    }
    let meanwhile = FieldError(
      "role-0",
      gone == 1
        ? "One of these was decided on meanwhile. Look at the list again"
        : "\(gone) of these were decided on meanwhile. Look at the list again"
    )
    return about + (gone > 0 ? [meanwhile] : [])
  }
}
