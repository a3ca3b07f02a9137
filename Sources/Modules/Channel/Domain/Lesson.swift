package import Analysis
package import Kernel

/// A lesson of a closed case on its way out of the vault: written without anybody's identity, checked, approved by
/// another than its author, and released into the vault of learning.
///
/// Its identifier is that of the release, and all that the other side ever learns of where it comes from.
package enum Lesson: Decider {
  package static let category = "lesson"
  package static let vault = Vault.safeguarding

  package enum Command: Equatable, Sendable {
    /// - `practice`: That it is attached to; nil where it becomes a practice's draft.
    case draft(Case.Ended, Text, practice: String?)
    /// Why something that was found may stay: by the code of the finding.
    case justify(finding: String, reason: String, Identifying.Known)
    case ask(Identifying.Known)
    case approve(Identifying.Known)
    case refuse(grounds: String)
    case withdraw(reason: String)
    /// The vault of learning has it, in this practice.
    case deliver(practice: String)
  }

  /// No more than a draft of a practice needs; the names of its parts are what the document says.
  package struct Text: Codable, Equatable, Sendable {
    package var title = ""
    package var problem = ""
    /// What helped.
    package var helped = ""
    /// How it helped.
    package var mechanism = ""
    /// Codes of the practices' list of settings.
    package var settings: [String] = []
    package var caution = ""

    package init() {}
  }

  package struct State: Equatable, Sendable {
    package enum Life: String, CaseIterable, Codable, Sendable {
      case absent, draft, asked, approved, delivered, withdrawn
    }

    package var life = Life.absent
    package var drafted: Drafted?
    /// Whoever wrote any of it: none of them approves it.
    package var authors: Set<String> = []
    /// Who asked for approval: the author of the release.
    package var asker = ""
    package var approver = ""
    package var reasons: [String: Personal<Justification>] = [:]
    package var checked: Personal<[Checked]>?
    package var refused: Personal<String>?
    package var practice: String?

    package var text: Text? { drafted?.text.value }
    package var subject: String { drafted?.text.subject ?? "" }
  }

  /// Why a command was declined.
  package enum Refusal: Error, Equatable, Sendable {
    case notPossible(in: State.Life)
    case incomplete(missing: [String])
    case anotherCase
    case noSuchFinding
    /// How many findings must be changed, and so how many words may not leave.
    case mustChange(Int)
    case notJustified(Int)
    case approvedByAuthor
    case erased
  }

  package static let initialState = State()

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .draft(let ended, let text, let practice): try draft(ended, text, practice, on: state)
    case .justify(let code, let reason, let known): try justify(code, reason, known, on: state)
    case .ask(let known): try ask(known, on: state)
    case .approve(let known): try approve(known, on: state, occasion)
    case .refuse(let grounds): try refuse(grounds, on: state, occasion)
    case .withdraw(let reason): try withdraw(reason, on: state)
    case .deliver(let practice):
      switch state.life {
      case .approved: [.delivered(Delivered(practice: practice))]
      case .delivered where state.practice == practice: []
      default: throw .notPossible(in: state.life)
      }
    }
  }

  private static func draft(
    _ ended: Case.Ended,
    _ text: Text,
    _ practice: String?,
    on state: State
  ) throws(Refusal) -> [Event] {
    guard state.life == .absent || state.life == .draft else { throw .notPossible(in: state.life) }
    guard state.drafted.map({ $0.caseID == ended.caseID }) ?? true else { throw .anotherCase }
    guard !text.title.isEmpty else { throw .incomplete(missing: ["title"]) }
    let body = Drafted(caseID: ended.caseID, practice: practice, text: Personal(text, of: ended.subject))
    return state.drafted == body ? [] : [.drafted(body)]
  }

  private static func justify(
    _ code: String,
    _ reason: String,
    _ known: Identifying.Known,
    on state: State
  ) throws(Refusal) -> [Event] {
    let text = try draftedText(state)
    let isOpen = text.findings(known).contains { $0.code == code && $0.severity == .mustJustify }
    guard isOpen else { throw .noSuchFinding }
    guard !reason.isEmpty else { throw .incomplete(missing: ["reason"]) }
    let body = Personal(Justification(finding: code, reason: reason), of: state.subject)
    return state.reasons[code] == body ? [] : [.justified(Justified(words: body))]
  }

  private static func ask(_ known: Identifying.Known, on state: State) throws(Refusal) -> [Event] {
    if state.life == .asked { return [] }
    let text = try draftedText(state)
    guard text.missing.isEmpty else { throw .incomplete(missing: text.missing) }
    let checked = try checked(text, known, on: state)
    return [.asked(Asked(checked: Personal(checked, of: state.subject)))]
  }

  /// Asked again of what is known now: since it was asked for, more may have become known.
  private static func approve(
    _ known: Identifying.Known,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    if state.life == .approved || state.life == .delivered, state.approver == occasion.by { return [] }
    guard state.life == .asked else { throw .notPossible(in: state.life) }
    guard !state.authors.contains(occasion.by) else { throw .approvedByAuthor }
    guard let text = state.text else { throw .erased }
    _ = try checked(text, known, on: state)
    return [.approved]
  }

  private static func checked(
    _ text: Text,
    _ known: Identifying.Known,
    on state: State
  ) throws(Refusal) -> [Checked] {
    let findings = text.findings(known)
    let stopped = findings.count { $0.severity == .mustChange }
    guard stopped == 0 else { throw .mustChange(stopped) }
    let checked = findings.map { Checked(finding: $0, reason: state.reasons[$0.code]?.value?.reason ?? "") }
    let open = checked.count(where: \.reason.isEmpty)
    guard open == 0 else { throw .notJustified(open) }
    return checked
  }

  private static func refuse(
    _ grounds: String,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    guard state.life == .asked else { throw .notPossible(in: state.life) }
    guard !state.authors.contains(occasion.by) else { throw .approvedByAuthor }
    guard !grounds.isEmpty else { throw .incomplete(missing: ["grounds"]) }
    return [.refused(Refused(grounds: Personal(grounds, of: state.subject)))]
  }

  private static func withdraw(_ reason: String, on state: State) throws(Refusal) -> [Event] {
    if state.life == .withdrawn { return [] }
    guard state.life == .draft || state.life == .asked else { throw .notPossible(in: state.life) }
    guard !reason.isEmpty else { throw .incomplete(missing: ["reason"]) }
    return [.withdrawn(Withdrawn(reason: Personal(reason, of: state.subject)))]
  }

  private static func draftedText(_ state: State) throws(Refusal) -> Text {
    guard state.life == .draft else { throw .notPossible(in: state.life) }
    guard let text = state.text else { throw .erased }
    return text
  }
}
