package import Domain
package import Kernel
package import Platform

/// Who may do what with a practice: default deny, and every rule has a name.
package enum PracticePolicy {
  package enum Act: String, CaseIterable, Sendable {
    case read, readHistory, readContacts, readReviews, deposit, revise, submit, review, returnToDepositor,
      publish
    case withdraw, confirm, supersede, changeEmbargo
  }

  /// What the rules ask about a record.
  package struct Facts: Equatable, Sendable {
    package var life: Practice.Life
    package var marking: Marking
    package var depositor: String?
    package var organisation: String?
    package var area: String?
    /// Published, and not public before a day to come.
    package var isEmbargoed: Bool
    /// Its draft came from a closed case, by a release.
    package var isLesson: Bool

    package init(
      life: Practice.Life,
      marking: Marking = .none,
      depositor: String? = nil,
      organisation: String? = nil,
      area: String? = nil,
      isEmbargoed: Bool = false,
      isLesson: Bool = false
    ) {
      self.life = life
      self.marking = marking
      self.depositor = depositor
      self.organisation = organisation
      self.area = area
      self.isEmbargoed = isEmbargoed
      self.isLesson = isLesson
    }

    /// For acts on no record yet.
    package static let none = Facts(life: .absent)
  }

  package static let policy = Policy<Act, Facts>([
    .read: readers,
    .readHistory: readers,
    .readContacts: readers.filter { $0.name != openToAll.name },
    .readReviews: [depositor, reviewersAndEditors],
    .deposit: [Rule("a contributor deposits", .holds(.contributor))],
    .revise: [
      Rule("a contributor revises their own draft", isDraft, isTheirs, .holds(.contributor)),
      Rule("whoever wrote a released lesson revises the draft it became", isDraft, isTheirs, isLesson),
      Rule("an editor revises any record of theirs", isStanding, .holds(.editor, for: places)),
      Rule("a reviewer corrects a compiled record", isCompiled, .holds(.reviewer, for: places)),
    ],
    .submit: [
      Rule("a contributor submits their own draft", isTheirs, .holds(.contributor)),
      Rule("whoever wrote a released lesson submits the draft it became", isTheirs, isLesson),
    ],
    .review: [
      Rule("a reviewer reviews what others deposited", .holds(.reviewer, for: places), isOfOthers)
    ],
    .returnToDepositor: [editor],
    .publish: [editor],
    .supersede: [editor],
    .changeEmbargo: [editor],
    .withdraw: [editor, Rule("a depositor discards their own draft", isDraft, isTheirs)],
    .confirm: [Rule("a reviewer confirms a compiled record", .holds(.reviewer, for: places))],
  ])

  private static let openToAll = Rule<Facts>(
    "anyone reads what is public and carries no marking",
    isPublic,
    .record("carries no marking") { $0.marking == .none }
  )

  private static let readers: [Rule<Facts>] = [
    openToAll,
    Rule(
      "anyone with a role but the administrator's reads what is public and OFFICIAL",
      isPublic,
      .record("is marked no higher than OFFICIAL") { $0.marking <= .official },
      .holds(any: Role.allCases.filter(\.readsOfficial), "holds any role but the administrator's")
    ),
    Rule(
      "a reader of the area or organisation reads OFFICIAL-SENSITIVE",
      isPublic,
      .holds(any: Role.allCases.filter(\.readsSensitive), for: places)
    ),
    depositor,
    reviewersAndEditors,
  ]

  private static let depositor = Rule<Facts>("a depositor reads their own record", isTheirs)

  private static let reviewersAndEditors = Rule<Facts>(
    "reviewers and editors read what is not published yet, and its reviews",
    .record("exists") { $0.life != .absent },
    .holds(.reviewer, .editor, for: places)
  )

  private static let editor = Rule<Facts>(
    "an editor of the area or organisation",
    .holds(.editor, for: places)
  )

  private static let places: @Sendable (Facts) -> [Place] = {
    [Place(organisation: $0.organisation, area: $0.area)]
  }

  private static let isDraft = Requirement<Facts>.record("is a draft") { $0.life == .draft }
  private static let isLesson = Requirement<Facts>.record("came from a closed case by a release") {
    $0.isLesson
  }
  private static let isCompiled = Requirement<Facts>.record(
    "was compiled from sources, and nobody confirmed it"
  ) {
    $0.life == .compiled
  }
  private static let isStanding = Requirement<Facts>.record("is neither withdrawn nor discarded") {
    !$0.life.isOver
  }

  private static let isPublic = Requirement<Facts>.record("stands in the library, with no embargo") { facts in
    switch facts.life {
    case .published: !facts.isEmbargoed
    case .compiled, .withdrawn: true
    case .absent, .draft, .inReview, .discarded: false
    }
  }

  private static let isTheirs = Requirement<Facts>.that("deposited it themselves", isDepositor)
  private static let isOfOthers = Requirement<Facts>.that("did not deposit it themselves") { viewer, facts in
    !isDepositor(viewer, facts)
  }

  private static func isDepositor(_ viewer: Viewer, _ facts: Facts) -> Bool {
    viewer.account != nil && viewer.account == facts.depositor
  }
}

extension Role {
  /// An administrator's role alone lets nobody read a record.
  var readsOfficial: Bool { self != .administrator }

  /// Who works with practices needs to know them all; whoever does other work is granted the role of reader.
  var readsSensitive: Bool { work == .learning }
}
