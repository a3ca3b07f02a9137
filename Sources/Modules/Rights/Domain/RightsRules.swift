package import Kernel

/// The times of answering, each a policy setting.
///
/// The day that follows from them is stored, so that a later setting changes nothing that happened.
package struct RightsRules: Equatable, Sendable {
  package var answerMonths: Int
  package var extensionMonths: Int
  package var reviewMonths: Int

  package init(answerMonths: Int = 1, extensionMonths: Int = 2, reviewMonths: Int = 3) {
    self.answerMonths = answerMonths
    self.extensionMonths = extensionMonths
    self.reviewMonths = reviewMonths
  }

  package static let answer = PolicySetting.number(
    "rights.answer-months",
    1,
    1...3,
    .months,
    "So long after a request, or after it is known who asks, an answer is in time",
    source: "UK GDPR, Article 12(3); Data Protection Act 2018, section 54",
    isConfirmed: false,
    needsTwo: true
  )

  package static let `extension` = PolicySetting.number(
    "rights.extension-months",
    2,
    0...3,
    .months,
    "So much longer the time is where a request is complex or one of several",
    source: "UK GDPR, Article 12(3)",
    isConfirmed: false,
    needsTwo: true
  )

  package static let review = PolicySetting.number(
    "rights.review-months",
    3,
    1...24,
    .months,
    "So long after an answer somebody can ask for it to be looked at again, and so long that look may take",
    source: "A decision of the design"
  )

  package static let settings = [answer.declaration, `extension`.declaration, review.declaration]
}
