/// What a person may do, as a job they hold somewhere for a time.
///
/// Raw values are stored: never change one.
package enum Role: String, CaseIterable, Codable, Sendable {
  // Learning: what is known.
  case reader, contributor, reviewer, editor
  case researchCoordinator = "research-coordinator"
  case policyOwner = "policy-owner"
  case board
  // Safeguarding: support for a person.
  case channelCoordinator = "channel-coordinator"
  case panelChair = "panel-chair"
  case panelMember = "panel-member"
  case interventionProvider = "intervention-provider"
  case supervisor
  // Online: material reported and referred.
  case assessor
  case secondReviewer = "second-reviewer"
  case onlineSupervisor = "online-supervisor"
  // Community: places and groups.
  case engagementOfficer = "engagement-officer"
  case tensionAnalyst = "tension-analyst"
  case profileProducer = "profile-producer"
  case profileGateway = "profile-gateway"
  // Plans, money and assessment.
  case regionalCoordinator = "regional-coordinator"
  case forceLead = "force-lead"
  case peerReviewer = "peer-reviewer"
  case inspector
  case commissioner, finance
  case adviserManager = "adviser-manager"
  // Who watches, and who opens the doors.
  case dataProtectionOfficer = "data-protection-officer"
  case auditor
  /// Opens accounts and grants roles; that alone lets nobody read or change a record.
  case administrator

  package static let list = CodeList(
    "role",
    version: 2,
    allCases.map { .init($0.rawValue, $0.words.label, hint: $0.words.hint, group: $0.work.label) }
  )

  package var label: String { words.label }

  private var words: (label: String, hint: String) {
    switch self {
    case .reader: ("Reader", "Reads practices, and those of their place that are OFFICIAL-SENSITIVE")
    case .contributor: ("Contributor", "Deposits practices and revises their own")
    case .reviewer: ("Reviewer", "Reviews practices that others deposited")
    case .editor: ("Editor", "Publishes, returns and withdraws practices")
    case .researchCoordinator: ("Research coordinator", "Keeps the register of research")
    case .policyOwner: ("Policy owner", "Answers recommendations and findings")
    case .board: ("Board member", "Takes decisions on recommendations, with reasons")
    case .channelCoordinator: ("Channel coordinator", "Carries support from referral on")
    case .panelChair: ("Panel chair", "Chairs the panel of an area")
    case .panelMember: ("Panel member", "Sits on the panel of an area for an agency")
    case .interventionProvider: ("Intervention provider", "Gives support that a panel agreed")
    case .supervisor: ("Supervisor", "Answers for casework in an area, and for who looks at it")
    case .assessor: ("Online-material assessor", "Assesses reported material against the law")
    case .secondReviewer: ("Second reviewer", "Checks what an assessor found")
    case .onlineSupervisor: ("Online-material supervisor", "Answers for the assessors' work")
    case .engagementOfficer: ("Engagement officer", "Records contacts with communities")
    case .tensionAnalyst: ("Tension analyst", "Makes the weekly return")
    case .profileProducer: ("Profile producer", "Writes local profiles")
    case .profileGateway: ("Profile gateway", "Decides what of a profile may be shared")
    case .regionalCoordinator: ("Regional coordinator", "Sees plan against delivery in a region")
    case .forceLead: ("Force lead", "Answers for a force's plan")
    case .peerReviewer: ("Peer reviewer", "Assesses another area's work")
    case .inspector: ("Inspector", "Reads assessments and their evidence")
    case .commissioner: ("Commissioner", "Decides what is paid for")
    case .finance: ("Finance", "Records what was spent")
    case .adviserManager: ("Adviser manager", "Keeps the register of advisers")
    case .dataProtectionOfficer: ("Data protection officer", "Answers for rights and erasure")
    case .auditor: ("Auditor", "Reads the logs, and changes nothing")
    case .administrator: ("Administrator", "Opens accounts and grants roles")
    }
  }
}

extension Role {
  /// A kind of work: what roles are grouped by, and what says which vault they open.
  package enum Work: CaseIterable, Sendable {
    case learning, safeguarding, online, community, plans, oversight

    package var label: String {
      switch self {
      case .learning: "What is known, and what is decided on it"
      case .safeguarding: "Support for a person"
      case .online: "Material online"
      case .community: "Places and communities"
      case .plans: "Plans, money and assessment"
      case .oversight: "Oversight and administration"
      }
    }

    /// Whether it opens a vault in which people are sealed one by one.
    package var isSealed: Bool { self == .safeguarding || self == .online }
  }

  package var work: Work {
    switch self {
    case .reader, .contributor, .reviewer, .editor, .researchCoordinator, .policyOwner, .board: .learning
    case .channelCoordinator, .panelChair, .panelMember, .interventionProvider, .supervisor: .safeguarding
    case .assessor, .secondReviewer, .onlineSupervisor: .online
    case .engagementOfficer, .tensionAnalyst, .profileProducer, .profileGateway: .community
    case .regionalCoordinator, .forceLead, .peerReviewer, .inspector, .commissioner, .finance,
      .adviserManager:
      .plans
    case .dataProtectionOfficer, .auditor, .administrator: .oversight
    }
  }

  /// Whether it watches what others do.
  package var isWatching: Bool { self == .auditor || self == .dataProtectionOfficer }

  /// Whether nobody may hold both in one place at one time; see docs/decisions/0027-roles.md.
  ///
  /// Whoever opens doors neither goes through those of sealed vaults nor watches who does; whoever watches does
  /// none of the work watched.
  package func excludes(_ other: Role) -> Bool { isApart(from: other) || other.isApart(from: self) }

  private func isApart(from other: Role) -> Bool {
    switch self {
    case .administrator: other.isWatching || other.work.isSealed
    case .auditor: other != .auditor && other != .reader
    case .dataProtectionOfficer: other.work.isSealed
    default: false
    }
  }
}
