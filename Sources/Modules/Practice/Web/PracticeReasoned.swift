import Domain
import Hummingbird
import Kernel
import Platform
import Views

/// The decisions that need words, or words and a day: returned, published, withdrawn, confirmed, embargoed.
///
/// One page serves them all; each is declared here.
struct PracticeReasoned: Sendable {
  /// What these pages ask for.
  struct Words: Equatable, Sendable {
    var text = ""
    var day: PartialDate?
  }

  /// The question that asks for a day.
  struct Day: Sendable {
    let label: String
    let hint: String
    var required: String?
  }

  /// The field of a day, where there is one.
  static let day = "embargo"

  let path: String
  let act: PracticePolicy.Act
  let heading: String
  let lead: String
  let button: String
  var buttonStyle = ""
  /// What the page says of a draft, where that is something else.
  var ofDraft: (heading: String, lead: String, button: String)?
  /// What the page says of a practice under embargo, where that is something else.
  var ofEmbargoed: String?
  let form: Form<Words>
  let command: @Sendable (Words) -> Practice.Command

  init(
    _ path: String,
    _ act: PracticePolicy.Act,
    heading: String,
    lead: String,
    label: String,
    required: String?,
    day: Day? = nil,
    button: String,
    style: String = "",
    ofDraft: (heading: String, lead: String, button: String)? = nil,
    ofEmbargoed: String? = nil,
    command: @escaping @Sendable (Words) -> Practice.Command
  ) {
    self.path = path
    self.act = act
    self.heading = heading
    self.lead = lead
    self.button = button
    buttonStyle = style
    self.ofDraft = ofDraft
    self.ofEmbargoed = ofEmbargoed
    form = Form(
      "practice-\(path)",
      sections: [
        FormSection(
          "words",
          heading,
          (day.map { day in
            [.date(\.day, Self.day, day.label, hint: day.hint, precision: .day, required: day.required)]
          } ?? []) + [.area(\.text, "reason", label, max: 2000, required: required, rows: 4)]
        )
      ]
    )
    self.command = command
  }

  func register(on routes: RouterGroup<SiteContext>, _ pages: PracticePages) {
    let path = RouterPath("practices/{id}/\(path)")
    routes.get(path) { _, context in
      let record = try await pages.record(context, to: act)
      let values = form.values(of: Words(day: record.embargo))
      return try page(pages.site, record, values, [], context)
    }
    routes.post(path) { request, context in
      let record = try await pages.record(context, to: act)
      let values = try await pages.site.values(of: request, context)
      do {
        let words = try form.parse(values, into: Words())
        try await pages.site.perform(
          command(words),
          on: record.id,
          of: Practice.self,
          refusing: "reason",
          by: context.viewer
        )
      } catch let invalid as Invalid {
        return try page(pages.site, record, values, invalid.errors, context)
      }
      return pages.site.redirect(to: "/practices/\(record.id)")
    }
  }

  private func page(
    _ site: Site,
    _ record: PracticeRecord.Row,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var model = form.model(values, errors: errors)
    let lead = record.isEmbargoed(on: site.today) ? ofEmbargoed ?? lead : lead
    let words = record.life == .draft ? ofDraft ?? (heading, lead, button) : (heading, lead, button)
    model.merge([
      "caption": record.details.title, "heading": words.0, "lead": words.1, "button": words.2,
      "buttonStyle": buttonStyle, "action": "/practices/\(record.id)/\(path)",
      "backAddress": "/practices/\(record.id)", "backLabel": "Back to the practice",
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }
}

extension PracticePages {
  static let reasoned = [
    PracticeReasoned(
      "return",
      .returnToDepositor,
      heading: "Return with notes",
      lead: "The depositor sees these notes and can change the practice and submit it again.",
      label: "Notes for the depositor",
      required: "Say what should change",
      button: "Return it"
    ) { .returnToDepositor(note: $0.text) },
    PracticeReasoned(
      "publish",
      .publish,
      heading: "Publish",
      lead: "Where a reviewer advised against publishing, say why it is published all the same.",
      label: "Reason",
      required: nil,
      day: .init(
        label: "Not before",
        hint:
          "Leave empty to publish it at once. Before that day only those who can read it now can read it; from that day it is public by itself"
      ),
      button: "Publish it"
    ) { .publish(reason: $0.text, embargo: $0.day) },
    PracticeReasoned(
      "embargo",
      .changeEmbargo,
      heading: "Change the embargo",
      lead:
        "Before that day only its depositor, and the reviewers and editors of its place, can read it. From that day it is public by itself.",
      label: "Why",
      required: "Say why it changes",
      day: .init(
        label: "Embargoed until",
        hint: "The day on which it becomes public",
        required: "Enter a day"
      ),
      button: "Change it"
    ) { .embargo(until: $0.day, reason: $0.text) },
    PracticeReasoned(
      "lift-embargo",
      .changeEmbargo,
      heading: "Lift the embargo",
      lead: "It is public at once.",
      label: "Why",
      required: "Say why it is lifted",
      button: "Lift it"
    ) { .embargo(until: nil, reason: $0.text) },
    PracticeReasoned(
      "withdraw",
      .withdraw,
      heading: "Withdraw",
      lead: "The page stays and says that the practice was withdrawn, when and why.",
      label: "Reason",
      required: "Say why it is withdrawn",
      button: "Withdraw it",
      style: "govuk-button--warning",
      ofDraft: (
        "Discard this draft",
        "Nobody but you and those who review saw it. It is listed nowhere after, and cannot be taken up again.",
        "Discard it"
      ),
      ofEmbargoed:
        "It never was public, and is not after: only those who can read it now find that it was withdrawn, when and why."
    ) { .withdraw(reason: $0.text) },
    PracticeReasoned(
      "confirm",
      .confirm,
      heading: "Confirm a compiled record",
      lead: "Confirm only what you have checked against the source that the record names.",
      label: "What you checked",
      required: "Say what you checked",
      button: "Confirm it"
    ) { .confirm(note: $0.text) },
  ]
}
