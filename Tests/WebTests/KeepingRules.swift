import Kernel
import Platform

@testable import Web

/// Who sets what is set by decision.
enum SettingRules {
  private typealias T = PracticeAccessTests

  private static let officer = T.viewer("olga", (.dataProtectionOfficer, .everywhere))
  private static let local = T.viewer("lena", (.administrator, .area("here")))
  private static let proposed = SettingPolicy.Facts(proposer: "olga")

  static let rows: [RuleTables.Row] = [
    row(
      "an administrator, a data protection officer or an auditor reads the settings",
      .read,
      T.viewer("anna", (.auditor, .everywhere)),
      .init(),
      refused: (T.coordinator, .init())
    ),
    row(
      "an administrator or data protection officer of everywhere sets or proposes",
      .change,
      officer,
      .init(),
      refused: (local, .init())
    ),
    row(
      "another administrator or data protection officer of everywhere agrees",
      .agree,
      T.administrator,
      proposed,
      refused: (officer, proposed)
    ),
    row(
      "an administrator or data protection officer of everywhere declines what is proposed",
      .decline,
      officer,
      proposed,
      refused: (officer, .init())
    ),
  ]

  private static func row(
    _ rule: String,
    _ act: SettingPolicy.Act,
    _ viewer: Viewer,
    _ facts: SettingPolicy.Facts,
    refused: (viewer: Viewer, facts: SettingPolicy.Facts)
  ) -> RuleTables.Row {
    RuleTables.row(rule, of: SettingPolicy.policy, act, viewer, facts, refused: refused)
  }
}

/// Who decides what is kept, and who erases.
enum RetentionRules {
  private typealias T = PracticeAccessTests

  private static let officer = T.viewer("olga", (.dataProtectionOfficer, .everywhere))
  private static let auditor = T.viewer("anna", (.auditor, .everywhere))
  private static let asked = RetentionPolicy.Facts(askedBy: "olga", subject: "dora")

  static let rows: [RuleTables.Row] = [
    row(
      "a data protection officer or auditor of everywhere sees what is due",
      .read,
      auditor,
      .none,
      refused: (T.administrator, .none)
    ),
    row(
      "a data protection officer of everywhere decides what is kept",
      .keep,
      officer,
      .none,
      refused: (auditor, .none)
    ),
    row(
      "a data protection officer, auditor or administrator of everywhere sees the erasures",
      .readErasures,
      auditor,
      .none,
      refused: (T.viewer("lena", (.auditor, .area("here"))), .none)
    ),
    row(
      "a data protection officer or administrator of everywhere asks for an erasure, or refuses it",
      .ask,
      T.administrator,
      .none,
      refused: (auditor, .none)
    ),
    row(
      "another officer or administrator than asked, and than is to be erased, approves",
      .approve,
      T.administrator,
      asked,
      refused: (officer, asked)
    ),
    row(
      "whoever asked for it withdraws it",
      .withdraw,
      officer,
      asked,
      refused: (T.administrator, asked)
    ),
  ]

  private static func row(
    _ rule: String,
    _ act: RetentionPolicy.Act,
    _ viewer: Viewer,
    _ facts: RetentionPolicy.Facts,
    refused: (viewer: Viewer, facts: RetentionPolicy.Facts)
  ) -> RuleTables.Row {
    RuleTables.row(rule, of: RetentionPolicy.policy, act, viewer, facts, refused: refused)
  }
}
