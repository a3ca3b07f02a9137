package import Kernel

/// The intervals and rules of casework that no published text settles: each is a setting.
///
/// What was decided under them is stored as days, so that a later setting changes nothing that happened.
package struct ChannelRules: Equatable, Sendable {
  /// From receipt to the end of screening: police screening "takes on average up to 5 days".
  package var screeningWorkingDays = 5
  /// From receipt to the decision under section 36; unconfirmed.
  package var decisionWorkingDays = 10
  /// From the decision under section 36, or from a panel that wants to know more, to a decision of the panel.
  ///
  /// Panels meet monthly, unconfirmed; without a day a case waits between two stages and nobody is late.
  package var panelWorkingDays = 20
  /// The longest between two contacts of a case to which support was offered.
  ///
  /// Ours: four weeks, because a case whose mentoring petered out is the failure to prevent.
  package var contactDays = 28
  /// The longest between two sessions of one support, once it is being given.
  ///
  /// Ours: four weeks, too: while other contacts go on, nobody sees that a mentor no longer comes.
  package var sessionDays = 28
  /// How long an alarm may wait for its owner before it goes to the supervisors; ours.
  package var alarmWorkingDays = 2
  /// How long after an answer what is late all the same becomes an alarm again; ours.
  package var alarmAgainWorkingDays = 5
  /// From a panel's word that nothing more is to be done to the closing of the case; ours.
  package var closingWorkingDays = 10
  /// How long a transfer may wait for the other area's answer; ours.
  package var transferWorkingDays = 5
  /// From finding that a referral was mistaken to the letter that says so; ours.
  package var letterWorkingDays = 10
  /// The longest between two reviews by the panel; "at least every 3 months", unconfirmed.
  package var reviewMonths = 3
  /// After closing an adopted case; long-standing practice, unconfirmed in any text.
  package var laterReviewMonths = [6, 12]
  /// With so many earlier rejections of the same person, another needs a second signature: three referrals of one
  /// boy were rejected three times ("Lessons for Prevent", July 2025).
  package var rejectionsBeforeSignature = 2
  /// How long an override of refused consent stands before somebody else must have reviewed it; ours.
  package var overrideReviewWorkingDays = 5
  package var quorum = Quorum()
  package var retention = Retention()
  package var workingDays = WorkingDays([])

  package init() {}

  /// Who must be present for a panel to decide: section 37 names the authority and the police; the rest is ours.
  package struct Quorum: Codable, Equatable, Sendable {
    /// Codes of ``PanelMeeting/agencyList``.
    package var agencies = ["local-authority", "police"]
    package var members = 3

    package init() {}
  }

  /// The longest that a closed case is kept, in months.
  ///
  /// Ours: police keep records of referrals for six years at least; in [2020] EWHC 2528 (Admin) keeping a child's
  /// was found unlawful. So well under that for what came to nothing, and less for children.
  package struct Retention: Equatable, Sendable {
    package var mistaken = 3
    package var notAdopted = 24
    package var notAdoptedChild = 12
    package var adopted = 72
    package var adoptedChild = 36

    package init() {}

    package func months(isAdopted: Bool, isChild: Bool, isMistaken: Bool) -> Int {
      switch (isMistaken, isAdopted, isChild) {
      case (true, _, _): mistaken
      case (false, false, false): notAdopted
      case (false, false, true): notAdoptedChild
      case (false, true, false): adopted
      case (false, true, true): adoptedChild
      }
    }
  }

  /// So many working days after a day.
  package func day(_ number: Int, after day: PartialDate) -> PartialDate {
    (0..<max(0, number)).reduce(day) { day, _ in workingDays.next(after: day) }
  }
}
