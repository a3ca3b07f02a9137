import Domain
import Kernel
package import Platform
import Views

/// Who may do what with an adoption: default deny, and every rule has a name.
package enum AdoptionPolicy {
  package enum Act: String, CaseIterable, Sendable {
    case read, record, revise, report, correct, end, takeBack
  }

  /// What the rules ask about an adoption and its practice.
  package struct Facts: Equatable, Sendable {
    /// Whether the viewer may read the practice; who may not does not learn that anybody adopted it.
    package var readsPractice: Bool
    /// Whether the practice stands in the library.
    package var isListed: Bool
    /// The account that recorded it; nil before it is recorded.
    package var recorder: String?
    package var organisation: String?
    package var area: String?

    package init(
      readsPractice: Bool,
      isListed: Bool,
      recorder: String? = nil,
      organisation: String? = nil,
      area: String? = nil
    ) {
      self.readsPractice = readsPractice
      self.isListed = isListed
      self.recorder = recorder
      self.organisation = organisation
      self.area = area
    }
  }

  package static let policy = Policy<Act, Facts>([
    .read: [Rule("whoever reads the practice", readsPractice)],
    .record: [
      Rule(
        "a contributor records what stands in the library",
        readsPractice,
        .record("stands in the library") { $0.isListed },
        .holds(.contributor)
      )
    ],
    .revise: [own, editor],
    .report: [own, editor],
    .correct: [own, editor],
    .end: [own, editor],
    .takeBack: [own, editor],
  ])

  private static let own = Rule<Facts>(
    "a contributor of the organisation, or who recorded it",
    readsPractice,
    .holds(.contributor),
    .that("recorded it, or belongs to the organisation that does it") { viewer, facts in
      let isColleague = facts.organisation != nil && facts.organisation == viewer.organisation
      return isColleague || viewer.account != nil && viewer.account == facts.recorder
    }
  )

  private static let editor = Rule<Facts>(
    "an editor of the organisation or area",
    readsPractice,
    .holds(.editor) { [Place(organisation: $0.organisation, area: $0.area)] }
  )

  private static let readsPractice = Requirement<Facts>.that("may read the practice") { _, facts in
    facts.readsPractice
  }
}

extension AdoptionPolicy.Facts {
  init(
    _ practice: PracticeRecord.Row,
    _ adoption: AdoptionList.Row? = nil,
    for viewer: Viewer,
    on day: PartialDate
  ) {
    self.init(
      readsPractice: PracticePolicy.policy.allows(.read, viewer, PracticePolicy.Facts(practice, on: day)),
      isListed: practice.isInLibrary(on: day),
      recorder: adoption?.by,
      organisation: adoption?.details.organisation,
      area: adoption?.details.areaCode
    )
  }
}
