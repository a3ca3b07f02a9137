package import Kernel

/// The lists of learning are ours: guidance names the questions, and no codes for their answers.
extension CaseLearning {
  package static let changeList = CodeList(
    "case-change",
    version: 1,
    [
      .init("views", "What they think"), .init("behaviour", "What they do"),
      .init("relations", "Whom they are with"), .init("daily-life", "Work, school or training"),
      .init("wellbeing", "How they are"), .init("online", "What they do online"),
      .init("distance", "They left a group or somebody"), .init("nothing", "Nothing changed"),
      .init("worse", "It became worse"), .init("not-known", "Not known"),
    ]
  )

  package static let helpList = CodeList(
    "case-help",
    version: 1,
    [
      .init("mentoring", "Mentoring"), .init("family", "Work with the family"),
      .init("education", "School, training or work"), .init("health", "Health care"),
      .init("drugs-alcohol", "Help with drugs or alcohol"), .init("housing", "Housing"),
      .init("activities", "Sport, or another thing to do with others"),
      .init("online-safety", "Safety online"), .init("one-person", "One person who stayed"),
      .init("time", "Time, or growing up"), .init("outside", "Something outside the programme"),
      .init("nothing", "Nothing helped"), .init("not-known", "Not known"),
    ]
  )

  /// By what mechanism: what must happen in somebody for it to help.
  package static let mechanismList = CodeList(
    "case-mechanism",
    version: 1,
    [
      .init("trust", "They came to trust somebody"), .init("belonging", "They belonged somewhere else"),
      .init("purpose", "They had something to do that mattered to them"),
      .init("doubt", "They began to doubt what they were told"),
      .init("heard", "A grievance was heard, or put right"),
      .init("needs-met", "A need was met that others had used"),
      .init("family-able", "The family could do more"),
      .init("away", "They were kept from those who drew them in"),
      .init("stopped", "They saw what would follow"), .init("nothing", "Nothing helped"),
      .init("not-known", "Not known"),
    ]
  )

  package static let chanceList = CodeList(
    "case-missed-chance",
    version: 1,
    [
      .init("earlier", "Somebody saw it earlier and did not refer"),
      .init("rejected", "An earlier referral was rejected"),
      .init("not-shared", "Somebody knew something and did not share it"),
      .init("slow", "Something took too long"), .init("contact-lost", "Contact was lost"),
      .init("no-provider", "There was nobody to give the support that was needed"),
      .init("family", "The family was not asked"), .init("not-heard", "They were not listened to"),
      .init("too-much", "More was done than was needed"), .init("none", "None is seen"),
      .init("other", "Another"),
    ]
  )

  package static let transferList = CodeList(
    "case-transferability",
    version: 1,
    [
      .init("elsewhere", "It should help in other cases"),
      .init("conditions", "It should help where some conditions are met"),
      .init("this-case", "It helped here, and tells little of other cases"),
      .init("not-known", "Not known"),
    ]
  )

  package static let lists = [changeList, helpList, mechanismList, chanceList, transferList]
}
