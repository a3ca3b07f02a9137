import Assembly
import Domain
import Kernel
import Platform
import Testing

@testable import Web

/// One table for each policy: for each rule somebody whom it allows, and the nearest whom nothing allows.
struct RuleTables {
  struct Row: Sendable, CustomTestStringConvertible {
    let rule: String
    /// The rule that allowed it; nil where none did.
    let allowed: @Sendable () -> String?
    let refused: @Sendable () -> String?
    var testDescription: String { rule }
  }

  /// - Parameter refused: Who asks, and about what, is denied: one step away from what is allowed.
  static func row<Act, Facts>(
    _ rule: String,
    of policy: Policy<Act, Facts>,
    _ act: Act,
    _ viewer: Viewer,
    _ facts: Facts,
    refused: (viewer: Viewer, facts: Facts)?
  ) -> Row {
    Row(
      rule: rule,
      allowed: { policy.allowing(act, viewer, facts) },
      refused: { refused.flatMap { policy.allowing(act, $0.viewer, $0.facts) } }
    )
  }

  /// By module; a module without a policy of its own has no line.
  static let tables: [String: [Row]] = [
    "Practice": PracticeRules.rows, "Adoption": AdoptionRules.rows, "Collection": CollectionRules.rows,
    "Channel": ReferralRules.rows + CaseRules.rows + PanelRows.rows, "Oversight": OversightRows.rows,
    "Directory": DirectoryRules.rows, "Configuration": SettingRules.rows, "Retention": RetentionRules.rows,
    "Rights": RightsRules.rows,
  ]

  @Test(arguments: tables.values.flatMap { $0 })
  func `a rule allows by its name, and one step away nothing does`(
    _ row: Row
  ) {
    #expect(row.allowed() == row.rule)
    #expect(row.refused() == nil)
  }

  @Test(arguments: Registry.modules.map(\.name)) func `every rule has a row`(_ name: String) throws {
    let module = try #require(Registry.modules.first { $0.name == name })
    #expect(Set((Self.tables[name] ?? []).map(\.rule)) == module.rules)
  }

  @Test func `a requirement of the moment is met by who asks in it`() {
    enum Act: String, Sendable { case look }
    let policy = Policy<Act, Int>([
      .look: [
        Rule("with purpose and second factor", .holds(.supervisor), .purpose, .secondFactor),
        Rule("in an emergency", .holds(.panelChair), .breakGlass),
      ]
    ])
    let day = PracticeAccessTests.day
    let sue = Viewer(account: "sue", holdings: [Holding(.supervisor, .everywhere, from: day)])
    let carl = Viewer(account: "carl", holdings: [Holding(.panelChair, .everywhere, from: day)])
    #expect(policy.allowing(.look, sue.asking { $0.purpose = "support" }, 0) == nil)
    #expect(policy.allowing(.look, sue.asking { $0.hasSecondFactor = true }, 0) == nil)
    let ready = sue.asking { ($0.purpose, $0.hasSecondFactor) = ("support", true) }
    #expect(policy.allowing(.look, ready, 0) == "with purpose and second factor")
    #expect(policy.allowing(.look, carl, 0) == nil)
    #expect(policy.allowing(.look, carl.asking { $0.breakGlass = true }, 0) == "in an emergency")
    let found = policy.findings(.look, sue, 0)
    #expect(found.map(\.allows) == [false, false])
    #expect(found.first?.requirements.map(\.isMet) == [true, false, false])
    #expect(found.first?.requirements.first?.about == .role([.supervisor], []))
  }
}

private enum PracticeRules {
  typealias T = PracticeAccessTests

  static func row(
    _ rule: String,
    _ act: PracticePolicy.Act,
    _ viewer: Viewer,
    _ facts: PracticePolicy.Facts,
    refused: (Viewer, PracticePolicy.Facts)? = nil
  ) -> RuleTables.Row {
    RuleTables.row(rule, of: PracticePolicy.policy, act, viewer, facts, refused: refused.map { ($0.0, $0.1) })
  }

  private static let noOne = T.viewer("nell")

  static let rows: [RuleTables.Row] = [
    row(
      "anyone reads what is public and carries no marking",
      .read,
      .anyone,
      T.facts(.published),
      refused: (.anyone, T.facts(.published, .official))
    ),
    row(
      "anyone with a role but the administrator's reads what is public and OFFICIAL",
      .read,
      T.coordinator,
      T.facts(.published, .official),
      refused: (T.administrator, T.facts(.published, .official))
    ),
    row(
      "a reader of the area or organisation reads OFFICIAL-SENSITIVE",
      .read,
      T.areaReader,
      T.facts(.published, .officialSensitive),
      refused: (T.coordinator, T.facts(.published, .officialSensitive))
    ),
    row(
      "a depositor reads their own record",
      .read,
      T.dora,
      T.facts(.draft),
      refused: (T.viewer("nell", (.contributor, .everywhere)), T.facts(.draft))
    ),
    row(
      "reviewers and editors read what is not published yet, and its reviews",
      .readReviews,
      T.reviewer,
      T.facts(.inReview),
      refused: (T.otherReviewer, T.facts(.inReview))
    ),
    row("a contributor deposits", .deposit, T.dora, .none, refused: (T.reader, .none)),
    row(
      "a contributor revises their own draft",
      .revise,
      T.dora,
      T.facts(.draft),
      refused: (T.dora, T.facts(.inReview))
    ),
    row(
      "an editor revises any record of theirs",
      .revise,
      T.editor,
      T.facts(.published),
      refused: (T.editor, T.facts(.withdrawn))
    ),
    row(
      "a reviewer corrects a compiled record",
      .revise,
      T.reviewer,
      T.facts(.compiled),
      refused: (T.reviewer, T.facts(.published))
    ),
    row(
      "a contributor submits their own draft",
      .submit,
      T.dora,
      T.facts(.draft),
      refused: (T.viewer("dora"), T.facts(.draft))
    ),
    row(
      "whoever wrote a released lesson revises the draft it became",
      .revise,
      T.viewer("dora"),
      T.facts(.draft, isLesson: true),
      refused: (T.viewer("dora"), T.facts(.inReview, isLesson: true))
    ),
    row(
      "whoever wrote a released lesson submits the draft it became",
      .submit,
      T.viewer("dora"),
      T.facts(.draft, isLesson: true),
      refused: (T.viewer("nell"), T.facts(.draft, isLesson: true))
    ),
    row(
      "a reviewer reviews what others deposited",
      .review,
      T.reviewer,
      T.facts(.inReview),
      refused: (T.viewer("dora", (.reviewer, .everywhere)), T.facts(.inReview))
    ),
    row(
      "an editor of the area or organisation",
      .publish,
      T.editor,
      T.facts(.inReview),
      refused: (T.viewer("edie", (.editor, .area("E23000002"))), T.facts(.inReview))
    ),
    row(
      "a depositor discards their own draft",
      .withdraw,
      T.dora,
      T.facts(.draft),
      refused: (T.dora, T.facts(.published))
    ),
    row(
      "a reviewer confirms a compiled record",
      .confirm,
      T.reviewer,
      T.facts(.compiled),
      refused: (T.otherReviewer, T.facts(.compiled))
    ),
  ]
}

private enum AdoptionRules {
  typealias T = PracticeAccessTests

  private static func facts(reads: Bool = true, isListed: Bool = true) -> AdoptionPolicy.Facts {
    .init(
      readsPractice: reads,
      isListed: isListed,
      recorder: "nell",
      organisation: "council",
      area: "E23000013"
    )
  }

  static let rows: [RuleTables.Row] = [
    RuleTables.row(
      "whoever reads the practice",
      of: AdoptionPolicy.policy,
      .read,
      .anyone,
      facts(),
      refused: (.anyone, facts(reads: false))
    ),
    RuleTables.row(
      "a contributor records what stands in the library",
      of: AdoptionPolicy.policy,
      .record,
      T.dora,
      facts(),
      refused: (T.dora, facts(isListed: false))
    ),
    RuleTables.row(
      "a contributor of the organisation, or who recorded it",
      of: AdoptionPolicy.policy,
      .revise,
      T.dora,
      facts(),
      refused: (Viewer(account: "ned", organisation: "beside", holdings: T.dora.holdings), facts())
    ),
    RuleTables.row(
      "an editor of the organisation or area",
      of: AdoptionPolicy.policy,
      .end,
      T.viewer("edie", (.editor, .area("E23000013"))),
      facts(),
      refused: (T.viewer("edie", (.editor, .area("E23000002"))), facts())
    ),
  ]
}

private enum CollectionRules {
  typealias T = PracticeAccessTests

  private static func facts(_ life: Collection.Life, maker: String? = nil) -> CollectionPolicy.Facts {
    .init(life: life, organisation: "council", maker: maker)
  }

  static let rows: [RuleTables.Row] = [
    RuleTables.row(
      "anyone reads what was published",
      of: CollectionPolicy.policy,
      .read,
      .anyone,
      facts(.published),
      refused: (.anyone, facts(.draft))
    ),
    RuleTables.row(
      "editors read what is not published yet",
      of: CollectionPolicy.policy,
      .read,
      T.editor,
      facts(.draft),
      refused: (T.reviewer, facts(.draft))
    ),
    RuleTables.row(
      "an editor makes a collection",
      of: CollectionPolicy.policy,
      .make,
      T.editor,
      .none,
      refused: (T.dora, .none)
    ),
    RuleTables.row(
      "the editor who made it",
      of: CollectionPolicy.policy,
      .revise,
      T.viewer("ed", (.editor, .organisation("beside"))),
      facts(.draft, maker: "ed"),
      refused: (T.viewer("ed"), facts(.draft, maker: "ed"))
    ),
    RuleTables.row(
      "an editor of its organisation",
      of: CollectionPolicy.policy,
      .revise,
      T.editor,
      facts(.draft),
      refused: (T.viewer("ed", (.editor, .organisation("beside"))), facts(.draft))
    ),
  ]
}

private enum DirectoryRules {
  typealias T = PracticeAccessTests

  private static let local = T.viewer("ada", (.administrator, .area("here")))
  private static func facts(_ place: Place, _ role: Role? = nil) -> DirectoryPolicy.Facts {
    .init(account: "dora", places: [place], role: role)
  }

  private static func row(
    _ rule: String,
    _ act: DirectoryPolicy.Act,
    _ viewer: Viewer,
    _ facts: DirectoryPolicy.Facts,
    refused: (viewer: Viewer, facts: DirectoryPolicy.Facts)? = nil
  ) -> RuleTables.Row {
    RuleTables.row(rule, of: DirectoryPolicy.policy, act, viewer, facts, refused: refused)
  }

  static let rows: [RuleTables.Row] = [
    row(
      "an administrator of every place it is about",
      .revise,
      local,
      facts(.init(area: "here")),
      refused: (local, facts(.init(area: "away")))
    ),
    row(
      "an administrator of every place it is about, for anybody else",
      .close,
      local,
      facts(.init(area: "here")),
      refused: (T.viewer("dora", (.administrator, .everywhere)), facts(.init(area: "here")))
    ),
    row(
      "an administrator of the place gives and takes roles that do the work, for anybody else",
      .grant,
      local,
      facts(.init(area: "here"), .editor),
      refused: (local, facts(.init(area: "here"), .auditor))
    ),
    row(
      "an administrator everywhere gives and takes any role, for anybody else",
      .grant,
      T.administrator,
      facts(.init(area: "here"), .auditor),
      refused: (T.viewer("dora", (.administrator, .everywhere)), facts(.init(area: "here"), .auditor))
    ),
    row("anyone reads the lists of areas and organisations", .readPlaces, .anyone, .none),
    row("anyone reads the texts that roles need", .readTexts, .anyone, .none),
    row(
      "whoever has a role that needs a text, for themselves",
      .accept,
      T.viewer("nell"),
      .init(account: "nell", needsText: true),
      refused: (T.administrator, .init(account: "nell", needsText: true))
    ),
  ]
}
