package import Kernel

extension Referral {
  /// Where a referral comes from.
  ///
  /// Health, prisons and probation, and other were not seen in a published table.
  package static let sectorList = CodeList(
    "referral-sector",
    version: 1,
    [
      .init("education", "Education"), .init("police", "Police"),
      .init("local-authority", "Local authority"), .init("health", "Health"),
      .init("prisons-probation", "Prisons and probation"), .init("community", "Community"),
      .init("friends-family", "Friends and family"), .init("other", "Other"),
    ]
  )

  package static let awarenessList = CodeList(
    "referral-awareness",
    version: 1,
    [
      .init("yes", "Yes"), .init("no", "No"), .init("not-known", "Not known"),
    ]
  )

  /// A list of concerns, and the first day for which it is meant.
  struct Era: Sendable {
    let from: PartialDate?
    let list: CodeList
  }

  /// The list of concerns that was in use on a day: the names that official statistics had for all ideologies
  /// and none.
  package static func concernList(on day: PartialDate) -> CodeList {
    let era = eras.last { era in era.from.map { $0 <= day } ?? true }
    return (era ?? eras[0]).list
  }

  /// The list that a code was chosen from; nil where there is no such version.
  package static func concernList(version: Int) -> CodeList? {
    eras.map(\.list).first { $0.version == version }
  }

  package static var concernVersions: [CodeList] { eras.map(\.list) }

  package static var latestConcernList: CodeList { eras[eras.count - 1].list }

  /// As the Home Office named them year by year.
  ///
  /// The third was put together of names that were seen one by one, and in no table of their own.
  private static let eras = [
    Era(
      from: nil,
      list: CodeList(
        "referral-concern",
        version: 1,
        [
          .init("islamist", "Islamist extremism"), .init("extreme-right-wing", "Extreme right-wing"),
          .init("other", "Other"), .init("unspecified", "Unspecified"),
        ]
      )
    ),
    Era(
      from: PartialDate("2018-04-01"),
      list: CodeList(
        "referral-concern",
        version: 2,
        [
          .init("islamist", "Islamist radicalisation"), .init("right-wing", "Right-wing radicalisation"),
          .init("mixed-unstable-unclear", "Mixed, unstable or unclear ideology"),
          .init("other", "Other", hint: "International and left-wing among them"),
        ]
      )
    ),
    Era(
      from: PartialDate("2021-04-01"),
      list: CodeList(
        "referral-concern",
        version: 3,
        [
          .init("islamist", "Islamist"), .init("extreme-right-wing", "Extreme right-wing"),
          .init("conflicted", "Conflicted"), .init("incel", "Incel"),
          .init("school-massacre", "School massacre"),
          .init("high-risk-no-ideology", "High risk but no ideology present"),
          .init(
            "vulnerability-no-ideology",
            "Vulnerability present but no ideology or counter-terrorism risk"
          ),
          .init("no-specific-issue", "No specific extremism issue"), .init("other", "Other"),
        ]
      )
    ),
    Era(
      from: PartialDate("2024-04-01"),
      list: CodeList(
        "referral-concern",
        version: 4,
        [
          .init("extreme-right-wing", "Extreme right-wing"), .init("islamist", "Islamist extremism"),
          .init("several-none-dominant", "Several ideologies, none of them dominant"),
          .init("no-ideology", "No ideology identified"),
          .init(
            "no-ideology-susceptible",
            "No ideology, but another susceptibility to radicalisation identified"
          ),
          .init("other", "Other"),
        ]
      )
    ),
  ]
}
