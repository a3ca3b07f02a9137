package import Kernel

extension Case {
  package static let systemList = CodeList(
    "screening-system",
    version: 1,
    [
      .init("police-records", "Police records"), .init("police-intelligence", "Police intelligence systems"),
      .init("case-management", "Earlier referrals and cases"), .init("open-source", "Open sources"),
      .init("partner-records", "A partner's records"), .init("other", "Another system"),
    ]
  )

  package static let screeningList = CodeList(
    "screening-result",
    version: 1,
    [
      .init("clear", "Clear evidence of vulnerability"),
      .init("limited", "Limited information, but a concern"),
      .init("not-appropriate", "Not appropriate", hint: "Malicious, misguided or misinformed"),
    ]
  )

  /// What section 36(6) asks before anybody is turned away.
  package static let careList = CodeList(
    "care-considered",
    version: 1,
    [
      .init("health", "Referred to health"), .init("social-care", "Referred to social care"),
      .init("both", "Referred to health and to social care"),
      .init("already-served", "Already served by one of them"),
      .init("not-needed", "Considered, and not needed"),
      .init("not-possible", "Considered, and not possible", hint: "The person declined, or has died"),
    ]
  )

  /// Why a case ends before support began.
  package static let exitBeforeList = CodeList(
    "exit-before-adoption",
    version: 1,
    [
      .init("no-vulnerability", "No vulnerability"),
      .init("signposted", "Not terrorism-related, signposted"),
      .init("served-elsewhere", "Already served elsewhere"),
      .init("malicious-misguided", "Malicious or misguided"),
      .init("mistaken", "The referral was mistaken"),
      .init("moved-area", "Moved area"), .init("criminal-matter", "Criminal matter, passed to police"),
      .init("consent-refused", "Consent refused"), .init("deceased", "Deceased"),
    ]
  )

  /// Why a case ends once it was adopted.
  package static let exitAfterList = CodeList(
    "exit-after-adoption",
    version: 1,
    [
      .init("no-further-concern", "No further terrorism-related concern"),
      .init("consent-withdrawn-concern", "Consent withdrawn, residual concern"),
      .init("consent-withdrawn", "Consent withdrawn, no concern"),
      .init("transferred", "Transferred"), .init("arrested-charged", "Arrested or charged"),
      .init("unable-to-contact", "Unable to contact"), .init("moved-abroad", "Moved abroad"),
      .init("other", "Other"),
    ]
  )

  package static let howList = CodeList(
    "consent-sought-how",
    version: 1,
    [
      .init("in-person", "In person"), .init("telephone", "By telephone"), .init("letter", "By letter"),
      .init("video", "By video"),
    ]
  )

  package static let giverList = CodeList(
    "consent-giver",
    version: 1,
    [.init("person", "The person"), .init("parent", "A parent or guardian")]
  )

  package static let capacityList = CodeList(
    "consent-capacity",
    version: 1,
    [
      .init("adult", "Adult, with capacity to decide this"),
      .init("adult-lacking", "Adult, without capacity to decide this"),
      .init("under-18", "Under 18"),
    ]
  )

  /// Why something may be told to a partner.
  package static let basisList = CodeList(
    "lawful-basis",
    version: 1,
    [
      .init("public-task", "Public task: section 38 of the Act of 2015"),
      .init("legal-obligation", "Another legal obligation"),
      .init("vital-interests", "To protect somebody's life"),
      .init("safeguarding", "To protect a child or an adult at risk"),
      .init("crime", "To prevent or detect a crime"), .init("consent", "Consent"),
    ]
  )

  /// On which of ``basisList`` somebody is told although the use of a record is restricted: with consent, for the rights
  /// of another, or for important reasons of public interest.
  ///
  /// UK GDPR, Article 18(2).
  package static let basesDespiteRestriction: Set = ["consent", "vital-interests", "legal-obligation"]

  /// Grounds on which somebody is told although consent was refused.
  package static let overrideList = CodeList(
    "consent-override",
    version: 1,
    [
      .init("vital-interests", "To protect somebody's life"),
      .init("safeguarding", "To protect a child or an adult at risk"),
      .init("crime", "To prevent a serious crime"), .init("court", "A court ordered it"),
    ]
  )

  package static let overrideReviewList = CodeList(
    "consent-override-review",
    version: 1,
    [.init("justified", "Justified"), .init("not-justified", "Not justified", hint: "It ends at once")]
  )

  package static let natureList = CodeList(
    "support-nature",
    version: 1,
    [
      .init("mentoring", "Ideological or theological mentoring", hint: "By an approved provider"),
      .init("life-skills", "Life skills"), .init("anger-management", "Anger management"),
      .init("cognitive-therapy", "Cognitive therapy"), .init("education", "Education"),
      .init("careers", "Careers"), .init("health", "Health"), .init("drugs-alcohol", "Drugs and alcohol"),
      .init("housing", "Housing"), .init("online-safety", "Online-safety training for parents"),
      .init("other", "Other"),
    ]
  )

  /// Codes of ``attendanceList`` with which a session took place.
  package static let heldCodes: Set = ["attended", "late"]

  package static let attendanceList = CodeList(
    "session-attendance",
    version: 1,
    [
      .init("attended", "Attended"), .init("late", "Came late"), .init("missed", "Did not come"),
      .init("cancelled-person", "Cancelled by the person"),
      .init("cancelled-provider", "Cancelled by the provider"),
    ]
  )

  package static let contactList = CodeList(
    "contact-with",
    version: 1,
    [
      .init("person", "The person"), .init("parent", "A parent or guardian"), .init("partner", "A partner"),
      .init(notReached, "Tried, and not reached"),
    ]
  )

  package static let notReached = "not-reached"

  package static let findingList = CodeList(
    "later-review-finding",
    version: 1,
    [
      .init("no-concern", "No concern"),
      .init("concern", "A concern: the case is taken up again, or it is said why not"),
      .init("not-known", "Nothing could be found out"),
    ]
  )

  package static let letterList = CodeList(
    "letter",
    version: 1,
    [
      .init("mistaken", "The referral was mistaken, with an apology"),
      .init("outcome", "What came of it"), .init("other", "Other"),
    ]
  )

  /// How a letter goes out.
  package static let letterWayList = CodeList(
    "letter-way",
    version: 1,
    [
      .init("post", "By post"), .init("by-hand", "Handed over"),
      .init("secure-email", "By e-mail that is encrypted"),
    ]
  )

  package static let circleList = CodeList(
    "circle-role",
    version: 1,
    [
      .init("worker", "Works on the case"), .init("provider", "Gives support"),
      .init("panel", "Sits on the panel"),
      .init("cover", "Supervises in place of somebody who is kept out"),
      .init("guest", "Sees a limited part for a time"),
    ]
  )

  /// What an alarm is about.
  package static let alarmList = CodeList(
    "case-alarm",
    version: 1,
    [
      .init("silent", "No contact by the day that was set"),
      .init("session-missed", "A session did not take place"),
      .init("session-concern", "A session raised a concern"),
      .init("support-gap", "No session of a support by its day"),
      .init("screening-late", "Screening is late"), .init("decision-late", "The decision is late"),
      .init("panel-late", "No panel has decided about it in time"),
      .init("closing-late", "The panel was done with it, and it is not closed"),
      .init("review-late", "The panel's review is late"),
      .init("override-unreviewed", "An override of refused consent was not reviewed"),
      .init("later-review-due", "A review after closing is due"),
      .init("review-concern", "A review after closing found a concern"),
      .init("transfer-unanswered", "A transfer was not answered by its day"),
      .init("letter-unsent", "The letter of apology was not sent by its day"),
    ]
  )

  /// What an alarm is about, by its identifier, which begins with the code and ends with what it is for.
  package static func alarmLabel(_ id: String) -> String {
    alarmList.codes.first { id.hasPrefix("\($0.code)-") }?.label ?? id
  }

  /// Every list that a case chooses codes of.
  package static let lists = [
    systemList, screeningList, careList, exitBeforeList, exitAfterList, howList, giverList, capacityList,
    basisList, overrideList, overrideReviewList, natureList, attendanceList, contactList, findingList,
    letterList, letterWayList, circleList, alarmList,
  ]
}
