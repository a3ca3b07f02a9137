package import Kernel

/// The code lists of the depository.
///
/// Codes are stored: a code may be added in a new version, and is never given another meaning.
extension Practice {
  /// Every ideology and none.
  package static let strandList = CodeList(
    "strand",
    version: 1,
    [
      .init("all", "All strands"),
      .init("islamist", "Islamist"),
      .init("extreme-right-wing", "Extreme right wing"),
      .init("left-wing-anarchist", "Left wing, anarchist"),
      .init("single-issue", "Single issue"),
      .init("nationalist-separatist", "Nationalist or separatist"),
      .init("mixed", "Mixed"),
      .init("no-ideology", "No ideology"),
      .init("other", "Other"),
    ]
  )

  package static let audienceList = CodeList(
    "audience",
    version: 1,
    [
      .init("young-people", "Children and young people"),
      .init("parents", "Parents and families"),
      .init("women", "Women"),
      .init("at-risk", "People thought to be at risk"),
      .init("leaving", "People leaving a movement"),
      .init("offenders", "People in prison or on probation"),
      .init("professionals", "Professionals and front-line staff"),
      .init("communities", "Whole communities and the public"),
      .init("platforms", "Internet platforms"),
      .init("other", "Others"),
    ]
  )

  package static let settingList = CodeList(
    "setting",
    version: 1,
    [
      .init("community", "Community"),
      .init("school", "School"),
      .init("college", "College or university"),
      .init("prison", "Prison"),
      .init("probation", "Probation"),
      .init("online", "Online"),
      .init("family", "Family"),
      .init("residential", "Residential"),
      .init("health", "Health"),
      .init("youth-work", "Youth work"),
      .init("faith", "Place of worship"),
      .init("workplace", "Workplace"),
      .init("all", "All settings"),
    ]
  )

  /// The five objectives and two enablers of the 2008 strategy.
  package static let objectiveList = CodeList(
    "objective",
    version: 1,
    [
      .init("1", "1. Challenge the ideology"),
      .init("2", "2. Disrupt promoters and strengthen institutions"),
      .init("3", "3. Support vulnerable individuals"),
      .init("4", "4. Increase community resilience"),
      .init("5", "5. Address grievances"),
      .init("6", "6. Intelligence, analysis and research"),
      .init("7", "7. Communications"),
    ]
  )

  package static let stageList = CodeList(
    "evidence-stage",
    version: 1,
    [
      .init("worked", "Worked", hint: "A comparison found the effect"),
      .init("promising", "Promising", hint: "A favourable result without a comparison, or in part"),
      .init("new", "New", hint: "Just begun"),
      .init("did-not-work", "Did not work", hint: "A trial or an official review found no effect"),
      .init("unknown", "Unknown", hint: "Only what was delivered is known"),
    ]
  )

  /// The Maryland scientific methods scale.
  package static let marylandList = CodeList(
    "maryland",
    version: 1,
    [
      .init("not-known", "Not known"),
      .init("0", "No evaluation", hint: "Nobody measured what came of it"),
      .init("1", "Level 1", hint: "Measured once, with nothing before it or beside it to compare"),
      .init("2", "Level 2", hint: "Before and after, with no comparison"),
      .init("3", "Level 3", hint: "Before and after, with a comparison group or place"),
      .init("4", "Level 4", hint: "Many groups or places compared, with other causes allowed for"),
      .init("5", "Level 5", hint: "Chance decided who got it"),
    ]
  )

  /// How strong a finding is on one dimension of EMMIE.
  package static let strengthList = CodeList(
    "strength",
    version: 1,
    [
      .init("not-known", "Not known"),
      .init("weak", "Weak"),
      .init("moderate", "Moderate"),
      .init("strong", "Strong"),
    ]
  )

  package static let recommendationList = CodeList(
    "recommendation",
    version: 1,
    [
      .init(Review.publish, "Publish it"),
      .init("return", "Return it to the depositor"),
    ]
  )
}
