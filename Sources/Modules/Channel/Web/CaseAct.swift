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
  /// Whether what it makes takes the place of what its form shows: nobody does that to what they have not seen.
  var isRevision = false
  /// What is read for it, and for few others.
  var needs: Set<CaseScene.Need> = []
  /// - Throws: ``Invalid`` for what its form alone cannot tell.
  let deed: @Sendable (Sent, CaseScene) throws -> Deed

  /// What an act decides: on the case itself, or on a stream beside it.
  enum Deed: Sendable {
    case decide(Case.Command)
    case signpost(Signpost.Command, on: String)
  }

  /// The form, which asks about section 38 as soon as something that was written names an intelligence service.
  func form(_ scene: CaseScene) -> Form<Sent> {
    let fields = fields(scene)
    let asks =
      (scene.namesService || scene.state.life == .absent) && !fields.contains { $0.name == "declaration" }
    return Form("case-\(name)", fields + (asks ? [Self.declaration] : []))
  }

  static let declaration = Field<Sent>.one("declaration", "Section 38", Section38.list)

  /// Every act, in the order of the process.
  static let all: [CaseAct] = [screening, consent, support, signposts, contact, closing, sharing, [remark]]
    .flatMap { $0 }
}

extension CaseAct {
  /// An act that decides on the case itself.
  init(
    name: String,
    heading: String,
    button: String,
    lead: String? = nil,
    style: String = "",
    act: CasePolicy.Act,
    isPossible: @escaping @Sendable (Case.State) -> Bool,
    isNext: @escaping @Sendable (Case.State) -> Bool = { _ in false },
    notes: @escaping @Sendable (CaseScene) -> [String] = { _ in [] },
    fields: @escaping @Sendable (CaseScene) -> [Field<Sent>],
    initial: @escaping @Sendable (CaseScene) -> Sent = { _ in Sent() },
    isRevision: Bool = false,
    needs: Set<CaseScene.Need> = [],
    command: @escaping @Sendable (Sent, CaseScene) throws -> Case.Command
  ) {
    self.init(
      name: name,
      heading: heading,
      button: button,
      lead: lead,
      style: style,
      act: act,
      isPossible: isPossible,
      isNext: isNext,
      notes: notes,
      fields: fields,
      initial: initial,
      isRevision: isRevision,
      needs: needs,
      deed: { .decide(try command($0, $1)) }
    )
  }

  /// A form in which a choice is made already where there is one alone.
  static func onlyOne(of choice: CaseScene.Choice, as name: String) -> @Sendable (CaseScene) -> Sent {
    { scene in
      var sent = Sent()
      let codes = scene.choice(choice).codes
      if codes.count == 1 { sent[text: name] = codes[0].code }
      return sent
    }
  }

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

    /// What was chosen of a list with "none" in it; empty where that was.
    func chosen(_ name: String) -> String { self[text: name] == "none" ? "" : self[text: name] }

    /// A code that was chosen, of the list's version.
    func code(_ name: String, of list: CodeList) -> Coded { Coded(self[text: name], version: list.version) }

    func codes(_ name: String, of list: CodeList) -> [Coded] {
      self[list: name].map { Coded($0, version: list.version) }
    }
  }
}
