package import Kernel

/// The intervals of casework as settings: what they are where nobody decided otherwise is ``ChannelRules``.
package enum ChannelSettings {
  private static let rules = ChannelRules()

  package static let screening = days(
    "screening-days",
    rules.screeningWorkingDays,
    "Working days from receipt of a referral to the end of its screening",
    "Police screening takes on average up to 5 days"
  )
  package static let decision = days(
    "decision-days",
    rules.decisionWorkingDays,
    "Working days from receipt of a referral to the decision under section 36",
    "About 10 working days"
  )
  package static let panel = days(
    "panel-days",
    rules.panelWorkingDays,
    "Working days from the decision under section 36 to a decision of the panel",
    "Panels meet monthly"
  )
  package static let contact = days(
    "contact-days",
    rules.contactDays,
    "The longest between two contacts of a case to which support was offered",
    "Ours: a case whose mentoring petered out is the failure to prevent"
  )
  package static let session = days(
    "session-days",
    rules.sessionDays,
    "The longest between two sessions of one support that is being given",
    "Ours: other contacts go on, and nobody sees that a mentor no longer comes"
  )
  package static let alarm = days(
    "alarm-days",
    rules.alarmWorkingDays,
    "Working days that an alarm waits for its owner before it goes to the supervisors",
    "Ours"
  )
  package static let alarmAgain = days(
    "alarm-again-days",
    rules.alarmAgainWorkingDays,
    "Working days after the answer to an alarm until what is still late becomes an alarm again",
    "Ours"
  )
  package static let closing = days(
    "closing-days",
    rules.closingWorkingDays,
    "Working days from a panel's word that nothing more is to be done to the closing of the case",
    "Ours"
  )
  package static let transfer = days(
    "transfer-days",
    rules.transferWorkingDays,
    "Working days that a transfer waits for its answer before that is an alarm",
    "Ours"
  )
  package static let letter = days(
    "letter-days",
    rules.letterWorkingDays,
    "Working days from finding that a referral was mistaken to the letter that says so",
    "Ours"
  )
  package static let override = days(
    "override-review-days",
    rules.overrideReviewWorkingDays,
    "Working days within which somebody else reviews an override of refused consent",
    "Ours"
  )
  package static let review = months(
    "review-months",
    rules.reviewMonths,
    "The longest between two reviews of a case by the panel",
    "At least every 3 months"
  )
  package static let firstLaterReview = months(
    "later-review-months",
    rules.laterReviewMonths[0],
    "The first review after an adopted case was closed",
    "Long-standing practice"
  )
  package static let secondLaterReview = months(
    "last-later-review-months",
    rules.laterReviewMonths[1],
    "The last review after an adopted case was closed",
    "Long-standing practice"
  )
  package static let rejections = PolicySetting.number(
    "channel.rejections-before-signature",
    rules.rejectionsBeforeSignature,
    1...10,
    .times,
    "Earlier rejections of the same person with which another needs a second signature",
    source: "Lessons for Prevent, July 2025: three referrals of one boy were rejected three times",
    isConfirmed: false
  )
  package static let quorum = PolicySetting.number(
    "channel.quorum-members",
    rules.quorum.members,
    2...20,
    .people,
    "Members who must be present for a panel to decide, the authority and the police among them",
    source: "Section 37 of the Act of 2015 names the authority and the police; the number is ours",
    isConfirmed: false
  )

  package static var all: [SettingDeclaration] {
    [
      screening, decision, panel, contact, session, alarm, alarmAgain, closing, transfer, letter, override,
      review,
      firstLaterReview,
      secondLaterReview,
      rejections,
      quorum,
    ].map(\.declaration)
  }

  private static func days(
    _ key: String,
    _ fallback: Int,
    _ meaning: String,
    _ source: String
  ) -> PolicySetting<Int> {
    .number("channel.\(key)", fallback, 1...90, .days, meaning, source: source, isConfirmed: false)
  }

  private static func months(
    _ key: String,
    _ fallback: Int,
    _ meaning: String,
    _ source: String
  ) -> PolicySetting<Int> {
    .number("channel.\(key)", fallback, 1...36, .months, meaning, source: source, isConfirmed: false)
  }
}
