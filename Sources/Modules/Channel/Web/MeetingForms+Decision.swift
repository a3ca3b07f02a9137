import Domain
import Kernel
import Platform

extension MeetingForms {
  struct Deciding: Equatable, Sendable {
    /// By the codes of agencies.
    var views: [String: String] = [:]
    var resolution = ""
    var rule = ""
    var inFavour: [String] = []
    var against: [String] = []
    var reasons = ""
    var dissent = ""
    var nextContact: PartialDate?
  }

  /// What a form of a decision is made for.
  struct Deliberation {
    /// The agencies that are there.
    var agencies: CodeList
    /// What can be decided as the case stands.
    var resolutions: CodeList
    /// Who may vote on it.
    var voters: CodeList
  }

  /// - Parameter scene: Nil for the description.
  static func deciding(_ scene: Deliberation?) -> Form<Deciding> {
    Form("meeting-decision", sections: [views(scene), vote(scene), words])
  }

  private static func views(_ scene: Deliberation?) -> FormSection<Deciding> {
    FormSection(
      "views",
      "What each agency says",
      (scene?.agencies ?? PanelMeeting.agencyList).codes.map { agency in
        .area(
          \.views[wordsOf: agency.code],
          "view_\(agency.code.replacing("-", with: "_"))",
          "View of \(agency.label.lowercased())",
          max: 4000,
          rows: 2
        )
      }
    )
  }

  private static func vote(_ scene: Deliberation?) -> FormSection<Deciding> {
    FormSection(
      "vote",
      "What is decided, and by which rule",
      [
        .choice(
          \.resolution,
          "resolution",
          "What is decided",
          scene?.resolutions ?? PanelMeeting.resolutionList,
          required: "Choose what is decided"
        ),
        .choice(
          \.rule,
          "rule",
          "By which rule",
          hint: "Section 37: unanimous, else by majority, else by the chair",
          PanelMeeting.ruleList,
          required: "Choose the rule"
        ),
        voters(\.inFavour, "in_favour", "In favour", scene?.voters),
        voters(\.against, "against", "Against", scene?.voters),
        .date(
          \.nextContact,
          "next_contact",
          "Next contact with the person",
          hint: "Needed where support is offered: no case is silent while consent is sought",
          precision: .day
        ),
      ]
    )
  }

  private static func voters(
    _ path: Field<Deciding>.Path<[String]>,
    _ name: String,
    _ label: String,
    _ voters: CodeList?
  ) -> Field<Deciding> {
    guard let voters else { return .list(path, name, "\(label): accounts", max: 50) }
    return .choices(path, name, label, voters)
  }

  private static var words: FormSection<Deciding> {
    FormSection(
      "words",
      "Why",
      [
        .area(\.reasons, "reasons", "Reasons", max: 8000, required: "Say why", rows: 4),
        .area(
          \.dissent,
          "dissent",
          "Dissent",
          hint: "What those who do not agree want to have written down",
          max: 8000,
          rows: 3
        ),
      ]
    )
  }

  /// Remarks for the minutes, case by case, as a page asks for them.
  static func remarks(_ cases: [(id: String, reference: String)]) -> Form<[String: String]> {
    Form(
      "meeting-remarks",
      cases.map { id, reference in
        .area(
          \.[wordsOf: id],
          "remark_\(id)",
          "Remark on \(reference)",
          hint: "Only what the record does not say already. Sealed with the key of the case",
          max: 4000,
          rows: 2
        )
      }
    )
  }
}

extension [String: String] {
  /// What is written under a name; empty where nothing is.
  fileprivate subscript(wordsOf name: String) -> String {
    get { self[name] ?? "" }
    set { self[name] = newValue }
  }
}
