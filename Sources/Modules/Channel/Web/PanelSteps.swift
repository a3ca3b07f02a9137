import Domain
import Kernel
import Platform
import Views

/// What is done to a panel.
enum PanelSteps {
  typealias Step = RecordStep<PanelPages>

  struct Naming: Equatable, Sendable {
    var account = ""
    var agency = ""
    var isChair = false
  }

  /// - Parameter people: Those who may sit on it; nil for the description.
  static func naming(_ people: CodeList?) -> Form<Naming> {
    Form(
      "panel-member",
      [
        PeopleChoice.field(
          \.account,
          "account",
          "Who",
          hint: "Whoever holds the role of panel member or chair in this area",
          people,
          required: "Choose who sits on the panel"
        ),
        .choice(
          \.agency,
          "agency",
          "For which agency",
          PanelMeeting.agencyList,
          required: "Choose for which agency they sit on it"
        ),
        .flag(\.isChair, "is_chair", "They chair the panel"),
      ]
    )
  }

  static let name = Step(
    PanelPolicy.Act.nameMember.rawValue,
    FormFrame(
      heading: "Name a member",
      path: "/members",
      button: "Name them",
      lead: "Section 37: the local authority and the police each name somebody, and the authority chairs."
    ),
    naming(nil),
    { pages, panel in
      naming(try await pages.site.people(holding: [.panelMember, .panelChair], in: panel.area))
    },
    into: .init(),
    of: Panel.self,
    refusing: "agency"
  ) { _, panel, naming in
    let agency = Coded(naming.agency, version: PanelMeeting.agencyList.version)
    return (.name(account: naming.account, agency: agency, isChair: naming.isChair), on: panel.area)
  }

  static let release = Step(
    PanelPolicy.Act.releaseMember.rawValue,
    FormFrame(
      heading: "Release a member",
      path: "/members/{account}/release",
      button: "Release them",
      lead: "What they did on the panel stays as it is recorded. Their role in the directory stays too.",
      style: "govuk-button--warning"
    ),
    Reason.form,
    into: "",
    of: Panel.self,
    refusing: "reason"
  ) { _, panel, reason in
    (.release(account: panel.member?.account ?? "", reason: reason), on: panel.area)
  }
}
