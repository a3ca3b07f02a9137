import Domain
import Kernel
import Platform
import Views

/// What comes of a question to a partner.
enum RequestSteps {
  typealias Step = RecordStep<RequestPages>

  private static let work = CasePolicy.Act.work.rawValue

  static let answer = Step(
    work,
    FormFrame(
      heading: "Record the answer",
      path: "/answer",
      button: "Record it",
      lead:
        "What section 38 keeps out is turned away here, and nothing of it is kept: not in the record, and not in this form."
    ),
    RequestForms.answer,
    into: .init(),
    of: InformationRequest.self,
    refusing: "text"
  ) { pages, asked, answer in
    let declaration = Coded(answer.declaration, version: Section38.list.version)
    let day = answer.on ?? pages.site.today
    return (.recordAnswer(text: answer.text, declaration: declaration, on: day), on: asked.row.id)
  }
  .keeping { values, errors in
    // What may not be held is not sent back either.
    guard errors.contains(where: { $0.field == "declaration" }) else { return values }
    var kept = values
    kept.set("text", [])
    return kept
  }

  static let refuse = Step(
    work,
    FormFrame(heading: "Record a refusal", path: "/refusal", button: "Record it"),
    RequestForms.refusing,
    into: .init(),
    of: InformationRequest.self,
    refusing: "words"
  ) { pages, asked, refusal in
    guard !Section38.namesAService(refusal.words) else {
      throw Invalid([FieldError("words", "Leave out the service: say that section 38 keeps it out")])
    }
    let ground = Coded(refusal.ground, version: InformationRequest.refusalList.version)
    let day = refusal.on ?? pages.site.today
    return (.recordRefusal(ground: ground, words: refusal.words, on: day), on: asked.row.id)
  }

  static let withdraw = Step(
    work,
    FormFrame(
      heading: "Withdraw the question",
      path: "/withdraw",
      button: "Withdraw it",
      lead: "Tell the partner yourself. That they were asked stays in the record.",
      style: "govuk-button--warning"
    ),
    Reason.form,
    into: "",
    of: InformationRequest.self,
    refusing: "reason"
  ) { _, asked, reason in
    (.withdraw(reason: reason), on: asked.row.id)
  }

  static let all = [answer, refuse, withdraw]

  static func offered(at address: String) -> [RecordModel.Step] {
    [
      .init(label: "Record the answer", address: "\(address)/answer", style: ""),
      .init(label: "Record a refusal", address: "\(address)/refusal"),
      .init(label: "Withdraw it", address: "\(address)/withdraw", style: "govuk-button--warning"),
    ]
  }
}
