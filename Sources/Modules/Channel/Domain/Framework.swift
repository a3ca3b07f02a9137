package import Kernel

/// An assessment framework as it stood in one version: its dimensions, each with its factors.
///
/// Held as data. There is no weight, and no place for one: factors are never added up.
package struct Framework: Equatable, Sendable {
  package struct Dimension: Equatable, Sendable {
    package let code: String
    package let label: String
    package let factors: [CodeList.Code]
  }

  package let name: String
  package let version: Int
  package let label: String
  package let source: String
  package let dimensions: [Dimension]

  /// As it is stored beside what was judged by it.
  package var coded: Coded { Coded(name, version: version) }

  package var factors: [CodeList.Code] { dimensions.flatMap(\.factors) }

  package func dimension(of factor: String) -> Dimension? {
    dimensions.first { $0.factors.contains { $0.code == factor } }
  }

  /// The framework that something was judged by; nil where there is no such version.
  package static func of(_ coded: Coded) -> Framework? { all.first { $0.coded == coded } }

  /// What a new assessment uses.
  package static var current: Framework { vulnerability2 }

  package static var all: [Framework] { [vulnerability1, vulnerability2] }

  /// The Vulnerability Assessment Framework of 2012: 22 factors.
  ///
  /// Their number is published; their names are not confirmed.
  private static let vulnerability1 = Framework(
    name: "vaf",
    version: 1,
    label: "Vulnerability Assessment Framework (2012)",
    source: "Channel: Vulnerability assessment framework, Home Office, October 2012",
    dimensions: [engagement, intent, capability]
  )

  /// The same with what protects, as ERG-R added it and research supports.
  private static let vulnerability2 = Framework(
    name: "vaf",
    version: 2,
    label: "Vulnerability Assessment Framework (2012), with what protects",
    source: "As version 1; protective domains: PMC9899618, table 2",
    dimensions: [engagement, intent, capability, protective]
  )

  private static let engagement = Dimension(
    code: "engagement",
    label: "Engagement",
    factors: [
      .init("grievance", "Feelings of grievance and injustice"), .init("threat", "Feeling under threat"),
      .init("identity", "A need for identity, meaning and belonging"),
      .init("status", "A desire for status"), .init("excitement", "A desire for excitement and adventure"),
      .init("dominance", "A need to dominate and control others"),
      .init("indoctrination", "Susceptibility to indoctrination"),
      .init("change", "A desire for political or moral change"),
      .init("opportunism", "Opportunistic involvement"),
      .init("family-friends", "Family or friends involved in extremism"),
      .init("transition", "Being at a transitional time of life"),
      .init("group-influence", "Being influenced or controlled by a group"),
      .init("mental-health", "Relevant mental health issues"),
    ]
  )

  private static let intent = Dimension(
    code: "intent",
    label: "Intent",
    factors: [
      .init("over-identification", "Over-identification with a group or ideology"),
      .init("us-and-them", "Us-and-them thinking"), .init("dehumanisation", "Dehumanisation of the enemy"),
      .init("justification", "Attitudes that justify offending"),
      .init("harmful-means", "Harmful means to an end"), .init("harmful-objectives", "Harmful objectives"),
    ]
  )

  private static let capability = Dimension(
    code: "capability",
    label: "Capability",
    factors: [
      .init("knowledge", "Individual knowledge, skills and competencies"),
      .init("networks", "Access to networks, funding or equipment"),
      .init("criminal", "Criminal capability"),
    ]
  )

  private static let protective = Dimension(
    code: "protective",
    label: "What protects",
    factors: [
      .init("law-abidance", "Law abidance"), .init("trust", "Trust in institutions and in others"),
      .init("social-support", "Social support"), .init("self-efficacy", "Self-efficacy"),
      .init("life-satisfaction", "Life satisfaction"), .init("parents", "Parental involvement"),
      .init("school", "Bonds with school"), .init("outgroup-friends", "Friends in other groups"),
      .init("fairness", "Being treated fairly"),
    ]
  )
}
