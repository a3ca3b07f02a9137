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

    package init(
      life: Practice.Life,
      marking: Marking = .none,
      depositor: String? = nil,
      organisation: String? = nil,
      area: String? = nil,
      isEmbargoed: Bool = false
    ) {
      self.life = life
      self.marking = marking
      self.depositor = depositor
      self.organisation = organisation
      self.area = area
      self.isEmbargoed = isEmbargoed
    }

    /// For acts on no record yet.
    package static let none = Facts(life: .absent)
  }

  package static let policy = Policy<Act, Facts>([
    .read: readers,
    .readHistory: readers,
    .readContacts: readers.filter { $0.name != openToAll.name },
    .readReviews: [depositor, reviewersAndEditors],
    .deposit: [
      Rule("a contributor deposits") { viewer, _ in viewer.holdsAnywhere(.contributor) }
    ],
    .revise: [
      Rule("a contributor revises their own draft") { viewer, facts in
        facts.life == .draft && isDepositor(viewer, facts) && viewer.holdsAnywhere(.contributor)
      },
      Rule("an editor revises any record of theirs") { viewer, facts in
        !facts.life.isOver && covers(viewer, .editor, facts)
      },
      Rule("a reviewer corrects a compiled record") { viewer, facts in
        facts.life == .compiled && covers(viewer, .reviewer, facts)
      },
    ],
    .submit: [
      Rule("a contributor submits their own draft") { viewer, facts in
        isDepositor(viewer, facts) && viewer.holdsAnywhere(.contributor)
      }
    ],
    .review: [
      Rule("a reviewer reviews what others deposited") { viewer, facts in
        covers(viewer, .reviewer, facts) && !isDepositor(viewer, facts)
      }
    ],
    .returnToDepositor: [editor],
    .publish: [editor],
    .supersede: [editor],
    .changeEmbargo: [editor],
    .withdraw: [
      editor,
      Rule("a depositor discards their own draft") { viewer, facts in
        facts.life == .draft && isDepositor(viewer, facts)
      },
    ],
    .confirm: [
      Rule("a reviewer confirms a compiled record") { viewer, facts in covers(viewer, .reviewer, facts) }
    ],
  ])

  private static let openToAll = Rule<Facts>("anyone reads what is public and carries no marking") {
    _,
    facts in
    isPublic(facts) && facts.marking == .none
  }

  private static let readers: [Rule<Facts>] = [
    openToAll,
    Rule("anyone with a role reads what is public and OFFICIAL") { viewer, facts in
      isPublic(facts) && facts.marking <= .official && !viewer.holdings.isEmpty
    },
    Rule("a reader of the area or organisation reads OFFICIAL-SENSITIVE") { viewer, facts in
      isPublic(facts) && coversWithAny(viewer, facts)
    },
    depositor,
    reviewersAndEditors,
  ]

  private static let depositor = Rule<Facts>("a depositor reads their own record") { viewer, facts in
    isDepositor(viewer, facts)
  }

  private static let reviewersAndEditors = Rule<Facts>(
    "reviewers and editors read what is not published yet, and its reviews"
  ) { viewer, facts in
    facts.life != .absent && (covers(viewer, .reviewer, facts) || covers(viewer, .editor, facts))
  }

  private static let editor = Rule<Facts>("an editor of the area or organisation") { viewer, facts in
    covers(viewer, .editor, facts)
  }

  private static func isPublic(_ facts: Facts) -> Bool {
    switch facts.life {
    case .published: !facts.isEmbargoed
    case .compiled, .withdrawn: true
    case .absent, .draft, .inReview, .discarded: false
    }
  }

  private static func isDepositor(_ viewer: Viewer, _ facts: Facts) -> Bool {
    viewer.account != nil && viewer.account == facts.depositor
  }

  private static func covers(_ viewer: Viewer, _ role: Role, _ facts: Facts) -> Bool {
    viewer.holds(role, organisation: facts.organisation, area: facts.area)
  }

  /// Any role but the administrator's, which lets nobody read a record.
  private static func coversWithAny(_ viewer: Viewer, _ facts: Facts) -> Bool {
    Role.allCases.contains { $0 != .administrator && covers(viewer, $0, facts) }
  }
}
