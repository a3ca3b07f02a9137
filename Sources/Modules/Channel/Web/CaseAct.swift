import Domain
import Foundation
import Kernel
import Platform
import Views

/// One act of a case, declared once: who may do it, when it can be done, what is asked, and the command that it is.
///
/// Pages and the interface for programs are made of the same declarations.
struct CaseAct: Sendable {
  /// The last part of its address.
  let name: String
  /// What is done, as a heading and as the words of a link.
  let heading: String
  let button: String
  var lead: String?
  var style = ""
  let act: CasePolicy.Act
  /// Whether it can be done with a case as it stands.
  let isPossible: @Sendable (Case.State) -> Bool
  /// Whether it is what the case waits for now.
  var isNext: @Sendable (Case.State) -> Bool = { _ in false }
  /// What whoever does it must have read.
  var notes: @Sendable (CaseScene) -> [String] = { _ in [] }
  /// What is asked; of no case in particular where the form is only described.
  let fields: @Sendable (CaseScene) -> [Field<Sent>]
  /// What stands in the form before anybody wrote in it.
  var initial: @Sendable (CaseScene) -> Sent = { _ in Sent() }
  /// - Throws: ``Invalid`` for what its form alone cannot tell.
  let command: @Sendable (Sent, CaseScene) throws -> Case.Command

  func form(_ scene: CaseScene) -> Form<Sent> { Form("case-\(name)", fields(scene)) }

  /// Every act, in the order of the process.
  static let all = screening + consent + support + contact + closing + sharing
}

extension CaseAct {
  /// What was sent, by the names of the fields.
  struct Sent: Equatable, Sendable {
    private var texts: [String: String] = [:]
    private var days: [String: PartialDate] = [:]
    private var lists: [String: [String]] = [:]
    private var flags: Set<String> = []

    subscript(text name: String) -> String {
      get { texts[name] ?? "" }
      set { texts[name] = newValue }
    }
    subscript(day name: String) -> PartialDate? {
      get { days[name] }
      set { days[name] = newValue }
    }
    subscript(list name: String) -> [String] {
      get { lists[name] ?? [] }
      set { lists[name] = newValue }
    }
    subscript(flag name: String) -> Bool {
      get { flags.contains(name) }
      set { if newValue { flags.insert(name) } else { flags.remove(name) } }
    }

    /// A code that was chosen, of the list's version.
    func code(_ name: String, of list: CodeList) -> Coded { Coded(self[text: name], version: list.version) }

    func codes(_ name: String, of list: CodeList) -> [Coded] {
      self[list: name].map { Coded($0, version: list.version) }
    }
  }
}

/// What is known where an act is done.
struct CaseScene: Sendable {
  /// The identifier of what the act makes.
  var id = ""
  var state = Case.initialState
  var today = PartialDate(on: .distantPast)
  var rules = ChannelRules()
  /// Everybody in casework, and those who may carry the case; empty where a form is only described.
  var people = CodeList("caseworker", version: 1, [])
  var owners = CodeList("caseworker", version: 1, [])
  /// The areas that it may go to.
  var areas = CodeList("area", version: 1, [])
  /// Those that ask to be let in, those it is shared with, alarms, goals, seekings, supports, later reviews.
  var choices: [Choice: CodeList] = [:]
  /// Earlier cases of the same person that were rejected.
  var earlier: [String] = []
  /// What approved providers with room for the case may take on.
  var assignables: [InterventionProvider.Assignable] = []

  enum Choice: CaseIterable { case askers, members, alarms, goals, seekings, supports, laterReviews }

  func choice(_ choice: Choice) -> CodeList { choices[choice] ?? CodeList("choice", version: 1, []) }

  /// The state of no case: a form that is only described.
  static let described = CaseScene()

  /// A day that is asked for and must be given.
  func day(_ sent: CaseAct.Sent, _ name: String) -> PartialDate { sent[day: name] ?? today }
}

extension Field where Value == CaseAct.Sent {
  static func line(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    required: String? = nil
  ) -> Self {
    .text(\.[text: name], name, label, hint: hint, max: 200, required: required)
  }

  static func words(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    required: String? = nil,
    rows: Int = 4
  ) -> Self {
    .area(\.[text: name], name, label, hint: hint, max: 10_000, required: required, rows: rows)
  }

  static func reason(_ label: String = "Why") -> Self {
    .words("reason", label, hint: "It stands in the case, sealed", required: "Say why", rows: 2)
  }

  static func one(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    _ list: CodeList,
    required: String? = nil
  ) -> Self {
    .choice(\.[text: name], name, label, hint: hint, list, required: required)
  }

  static func some(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    _ list: CodeList,
    required: String
  ) -> Self {
    .choices(\.[list: name], name, label, hint: hint, list, required: required)
  }

  static func day(
    _ name: String,
    _ label: String,
    hint: String? = nil,
    required: String? = nil
  ) -> Self {
    .date(\.[day: name], name, label, hint: hint, precision: .day, required: required)
  }

  static func flag(_ name: String, _ label: String) -> Self { .flag(\.[flag: name], name, label) }

  /// The next contact, which may be no further away than the rules say.
  static func nextContact(_ scene: CaseScene) -> Self {
    .day(
      "next",
      "Next contact by",
      hint: "On or before \(scene.today.adding(days: scene.rules.contactDays).words)",
      required: "Enter the day of the next contact"
    )
  }
}
