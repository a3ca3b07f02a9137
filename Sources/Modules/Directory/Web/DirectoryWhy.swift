import Domain
import Foundation
import Kernel
import Platform
import Views

/// Why somebody may or may not do something, in plain words: the rules themselves are asked.
struct DirectoryWhy: Sendable {
  enum Verdict: Sendable {
    case allowed(rule: String)
    /// The roles are there; the rest hangs on how they ask, or on a record that was not named.
    case provided
    case denied
  }

  /// One thing that a rule asks for.
  struct Part: Sendable {
    let words: String
    /// Nil where it hangs on the moment, or on a record that was not named or is closed to whoever looks.
    let isMet: Bool?
    /// What is missing of a role.
    var details: [String] = []
  }

  struct Rule: Sendable {
    let name: String
    let parts: [Part]
    /// Whether nothing is missing, as far as can be told here.
    var isPossible: Bool { parts.allSatisfy { $0.isMet ?? true } }
  }

  let verdict: Verdict
  let rules: [Rule]
  /// Why a record's part of the rules is not told.
  let isClosed: Bool

  init(
    _ answer: Explainer.Answer,
    _ standings: [Standing],
    namesRecord: Bool,
    _ places: [String: String],
    _ history: [AccountList.Act] = []
  ) {
    isClosed = namesRecord && !answer.mayReadRecord
    let isTold = namesRecord && answer.mayReadRecord
    rules = answer.findings.map { finding in
      Rule(
        name: finding.rule,
        parts: finding.requirements.map {
          Self.part($0, standings, namesRecord: namesRecord, isTold: isTold, places, history)
        }
      )
    }
    // As if how they ask were right: that is said beside the rule.
    let allowing = answer.findings.first { finding in
      finding.requirements.allSatisfy { $0.isMet || $0.about == .circumstance }
    }
    let isSure =
      allowing?.requirements.allSatisfy { found in
        switch found.about {
        case .circumstance: false
        case .record, .person: namesRecord
        case .role: true
        }
      } ?? false
    if let allowing, isSure {
      verdict = .allowed(rule: allowing.rule)
    } else if allowing != nil || !namesRecord && rules.contains(where: \.isPossible) {
      verdict = .provided
    } else {
      verdict = .denied
    }
  }

  private static func part(
    _ found: RuleFinding.Found,
    _ standings: [Standing],
    namesRecord: Bool,
    isTold: Bool,
    _ places: [String: String],
    _ history: [AccountList.Act]
  ) -> Part {
    switch found.about {
    case .circumstance: return Part(words: found.words, isMet: nil)
    case .record, .person: return Part(words: found.words, isMet: isTold ? found.isMet : nil)
    case .role(let roles, _):
      let held = standings.filter { roles.contains($0.holding.role) }
      // Without a record, a role held anywhere may do.
      let isMet = namesRecord ? found.isMet : held.contains(where: \.isActive)
      let details = isMet ? origins(held, places, history) : missing(roles, held, places)
      return Part(words: found.words, isMet: isMet, details: details)
    }
  }

  /// Where roles come from that the program granted by itself, such as those of a provider's groups.
  private static func origins(
    _ held: [Standing],
    _ places: [String: String],
    _ history: [AccountList.Act]
  ) -> [String] {
    held.filter { $0.isActive && $0.grant.grantedBy == Occasion.system }.compactMap { standing in
      let act = history.last { $0.act == "role-granted" && $0.holding == standing.holding }
      guard let act, !act.reason.isEmpty else { return nil }
      let place = DirectoryWording.place(standing.holding.scope, places)
      let until = standing.holding.until.map { ", until \($0.words)" } ?? ""
      return "\(standing.holding.role.label), \(place)\(until). \(act.reason)"
    }
  }

  /// What is missing of a role: that it was never granted, is not active, or is held elsewhere.
  private static func missing(
    _ roles: [Role],
    _ held: [Standing],
    _ places: [String: String]
  ) -> [String] {
    guard !held.isEmpty else {
      return [
        roles.count == 1 ? "That role was never granted to them." : "None of these was ever granted to them."
      ]
    }
    return held.map { standing in
      let place = DirectoryWording.place(standing.holding.scope, places)
      let role = "\(standing.holding.role.label), \(place)"
      guard !standing.isActive else { return "\(role): held there, and not where this is." }
      let why = standing.obstacles.map { DirectoryWording.obstacle($0, isOwn: false) }
      return "\(role): not active. \(why.joined(separator: " "))"
    }
  }
}

extension DirectoryWhy.Verdict {
  var code: String {
    switch self {
    case .allowed: "allowed"
    case .provided: "provided"
    case .denied: "denied"
    }
  }
}

extension DirectoryWhy {
  /// Empty where none does, and where the record is closed to whoever looks.
  var allowingRule: String { if case .allowed(let rule) = verdict, !isClosed { rule } else { "" } }

  /// The identifier in an address or a path that was pasted, or what was typed as it stands.
  static func record(_ text: String, at path: String) -> String? {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { return nil }
    guard let range = text.range(of: path) else { return text.contains("/") ? "" : text }
    return String(text[range.upperBound...].prefix { !"/?#".contains($0) })
  }
}
