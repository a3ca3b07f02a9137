package import Domain
import Kernel
package import Platform

/// The practice record as a form, declared once.
///
/// It renders the pages, reads the browser's post, JSON and CSV rows, writes both back, names what a
/// revision changed and describes itself in the OpenAPI document. To add a field, add it here and to
/// `Practice.Details`; docs/how-to/add-a-field.md follows one from form to list.
package enum PracticeForm {
  package static let form = Form<Practice.Details>(
    "practice",
    sections: [problem, what, place, money, result, evidence, learning, handling]
  )

  /// What is wrong with a change that empties what readers need.
  static func emptied(_ details: Practice.Details, _ old: Practice.Details) -> [FieldError] {
    details.missing(before: old).map { FieldError($0, "Readers need it, so it cannot be emptied") }
  }

  /// The section that a deposit begins with.
  package static let first = "problem"

  private static let problem = FormSection<Practice.Details>(
    "problem",
    "The problem and the people",
    lead: "What was wrong, for whom, and what the work was meant to change.",
    [
      .text(
        \.title,
        "title",
        "Title",
        hint: "What people call it. Do not name a person.",
        max: 200,
        required: "Enter a title"
      ),
      .area(\.problem, "problem", "Problem", hint: "What was wrong, and how anyone knew", max: 5000, rows: 4),
      .area(\.aim, "aim", "Aim", hint: "What was meant to be different afterwards", max: 5000, rows: 3),
      .area(\.audience, "audience", "Who it is for", max: 2000, rows: 2),
      .choices(
        \.audiences,
        "audience_group",
        "Groups",
        hint: "Of these, so that others find it",
        Practice.audienceList
      ),
      .choices(\.settings, "setting", "Setting", Practice.settingList),
      .choice(
        \.strand,
        "strand",
        "Strand",
        hint: "Which violent extremism the work was about, if any one",
        Practice.strandList
      ),
      .choices(
        \.objectives,
        "objective",
        "Programme objective",
        hint: "The objectives and enablers of the 2008 strategy that the work served",
        Practice.objectiveList
      ),
    ]
  )

  private static let what = FormSection<Practice.Details>(
    "method",
    "What was done",
    lead: "Enough for somebody else to do it too.",
    [
      .area(\.method, "method", "Method", hint: "What people did, and in what order", max: 10000, rows: 6),
      .list(\.steps, "steps", "Delivery steps", hint: "One step on each line", max: 40),
      .text(\.status, "status", "Status", hint: "For example: running, or ended in 2010", max: 200),
      .date(\.start, "start", "Started", hint: "A year is enough"),
      .date(\.end, "end", "Ended", hint: "A year is enough. Leave empty if it is running"),
    ]
  )

  private static let place = FormSection<Practice.Details>(
    "place",
    "Where, and by whom",
    [
      .text(\.country, "country", "Country", max: 100),
      .text(\.area, "area", "Area", hint: "A town, county, region or force area", max: 200),
      .choice(
        \.areaCodeText,
        "police_area",
        "Police force area",
        hint:
          "If the work belongs to one. People with a role there may read it if it is marked OFFICIAL-SENSITIVE",
        Practice.areaList
      ),
      .text(\.leadBody, "lead_organisation", "Lead body", max: 300),
    ]
  )

  private static let money = FormSection<Practice.Details>(
    "cost",
    "Cost and reach",
    [
      .pounds(\.cost, "cost_gbp", "Cost in pounds", hint: "A whole number. Leave empty if nobody knows"),
      .area(
        \.costCovers,
        "cost_note",
        "What the cost covers",
        hint: "The period, the items, and any other currency",
        max: 2000,
        rows: 2
      ),
      .area(
        \.reach,
        "reach",
        "Reach",
        hint: "How many people, how often, and how they were counted",
        max: 2000,
        rows: 2
      ),
    ]
  )

  private static let result = FormSection<Practice.Details>(
    "outcome",
    "What came of it",
    lead: "A practice that did not work is as welcome as one that did.",
    [
      .area(\.outcomes, "outcome", "Outcomes", hint: "What changed, and what did not", max: 10000, rows: 5),
      .area(
        \.harms,
        "harms",
        "Harms seen",
        hint: "Anything that made matters worse, for anyone",
        max: 5000,
        rows: 3
      ),
      .area(
        \.communityView,
        "community_view",
        "What the community thought",
        hint: "In their words where you can, without naming anyone",
        max: 5000,
        rows: 3
      ),
    ]
  )

  private static let learning = FormSection<Practice.Details>(
    "learning",
    "Lessons and sources",
    [
      .area(
        \.lessons,
        "lessons",
        "Lessons",
        hint: "What you would tell somebody who is about to do it",
        max: 5000,
        rows: 4
      ),
      .list(
        \.sourceLines,
        "sources",
        "Sources",
        hint: "One on each line: title | web address | date. Only the title is needed",
        max: 20
      ),
      .list(
        \.contactLines,
        "contacts",
        "Contacts",
        hint:
          "One on each line: name | role | e-mail | telephone. Sealed, and shown only to people who sign in",
        max: 5
      ),
    ]
  )

  private static let handling = FormSection<Practice.Details>(
    "handling",
    "Marking and review",
    [
      .choice(
        \.markingCode,
        "marking",
        "Marking",
        hint: "Nothing above OFFICIAL-SENSITIVE may be kept here",
        Marking.list
      ),
      .date(\.reviewDue, "review_date", "Date to look at it again", precision: .day),
    ]
  )
}
