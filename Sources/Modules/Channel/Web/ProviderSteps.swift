import Domain
import Kernel
import Platform
import Views

/// What is done to a provider.
enum ProviderSteps {
  typealias Step = RecordStep<ProviderPages>

  static let approve = Step(
    ProviderPolicy.Act.approveProvider.rawValue,
    FormFrame(
      heading: "Approve this provider",
      path: "/approve",
      button: "Approve them",
      lead: "It takes the place of an approval that stands."
    ),
    ProviderForms.approval,
    into: .init(),
    of: InterventionProvider.self,
    refusing: "natures"
  ) { _, row, approval in
    guard let until = approval.until else { throw Invalid([FieldError("until", ProviderForms.untilNeeded)]) }
    let natures = approval.natures.map { Coded($0, version: Case.natureList.version) }
    return (.approve(natures: natures, until: until, words: approval.words), on: row.id)
  }

  static let setCapacity = Step(
    ProviderPolicy.Act.setCapacity.rawValue,
    FormFrame(
      heading: "Say how many cases they take at once",
      path: "/capacity",
      button: "Save",
      lead: "Cases that they have stay with them."
    ),
    ProviderForms.capacity,
    into: "",
    of: InterventionProvider.self,
    refusing: "capacity"
  ) { _, row, text in
    (.setCapacity(try ProviderForms.number(text)), on: row.id)
  }

  static let declareConflict = Step(
    ProviderPolicy.Act.declareConflict.rawValue,
    FormFrame(
      heading: "Declare that they are near to somebody",
      path: "/conflicts",
      button: "Declare it",
      lead:
        "A relative, neighbour, colleague or anybody they know otherwise: the case is never given to them."
    ),
    ProviderForms.conflict,
    into: .init(),
    of: InterventionProvider.self,
    refusing: "case"
  ) { pages, row, conflict in
    let record = try await pages.site.sealedRecord(called: conflict.reference.uppercased())
    guard let record, record.reference.kind == Case.category else {
      throw Invalid([FieldError("case", "There is no case with this reference")])
    }
    return (.declareConflict(caseID: record.reference.id, words: conflict.words), on: row.id)
  }

  static let withdraw = Step(
    ProviderPolicy.Act.withdrawProvider.rawValue,
    FormFrame(
      heading: "Withdraw this provider",
      path: "/withdraw",
      button: "Withdraw them",
      lead: "They are given no more cases. It cannot be taken back.",
      style: "govuk-button--warning"
    ),
    Reason.form,
    into: "",
    of: InterventionProvider.self,
    refusing: "reason"
  ) { _, row, reason in
    (.withdraw(reason: reason), on: row.id)
  }

  static let all = [approve, setCapacity, declareConflict, withdraw]

  private static let labels: [(ProviderPolicy.Act, label: String, path: String, style: String)] = [
    (.approveProvider, "Approve", "/approve", ""),
    (.setCapacity, "Cases at once", "/capacity", "govuk-button--secondary"),
    (.declareConflict, "Declare a conflict", "/conflicts", "govuk-button--secondary"),
    (.withdrawProvider, "Withdraw", "/withdraw", "govuk-button--warning"),
  ]

  static func offered(on row: ProviderList.Row, to viewer: Viewer) -> [RecordModel.Step] {
    labels.compactMap { act, label, path, style in
      guard ProviderPolicy.policy.allows(act, viewer, .init(account: row.account)) else { return nil }
      return RecordModel.Step(label: label, address: "/providers/\(row.id)\(path)", style: style)
    }
  }
}
