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
    [
      .init("reader", "Reader", hint: "Reads practices that carry a marking"),
      .init("contributor", "Contributor", hint: "Deposits practices and revises their own"),
      .init("reviewer", "Reviewer", hint: "Reviews practices that others deposited"),
      .init("editor", "Editor", hint: "Publishes, returns and withdraws practices"),
      .init("research-coordinator", "Research coordinator", hint: "Keeps the register of research"),
      .init("policy-owner", "Policy owner", hint: "Answers recommendations and findings"),
      .init("board", "Board member", hint: "Takes decisions on recommendations, with reasons"),
      .init("channel-coordinator", "Channel coordinator", hint: "Carries support from referral on"),
      .init("panel-chair", "Panel chair", hint: "Chairs the panel of an area"),
      .init("panel-member", "Panel member", hint: "Sits on the panel of an area for an agency"),
      .init("intervention-provider", "Intervention provider", hint: "Gives support that a panel agreed"),
      .init("supervisor", "Supervisor", hint: "Answers for an area's casework and who looks at it"),
      .init("assessor", "Online-material assessor", hint: "Assesses reported material against the law"),
      .init("second-reviewer", "Second reviewer", hint: "Checks what an assessor found"),
      .init("online-supervisor", "Online-material supervisor", hint: "Answers for the assessors' work"),
      .init("engagement-officer", "Engagement officer", hint: "Records contacts with communities"),
      .init("tension-analyst", "Tension analyst", hint: "Makes the weekly return"),
      .init("profile-producer", "Profile producer", hint: "Writes local profiles"),
      .init("profile-gateway", "Profile gateway", hint: "Decides what of a profile may be shared"),
      .init("regional-coordinator", "Regional coordinator", hint: "Sees plan against delivery in a region"),
      .init("force-lead", "Force lead", hint: "Answers for a force's plan"),
      .init("peer-reviewer", "Peer reviewer", hint: "Assesses another area's work"),
      .init("inspector", "Inspector", hint: "Reads assessments and their evidence"),
      .init("commissioner", "Commissioner", hint: "Decides what is paid for"),
      .init("finance", "Finance", hint: "Records what was spent"),
      .init("adviser-manager", "Adviser manager", hint: "Keeps the register of advisers"),
      .init("data-protection-officer", "Data protection officer", hint: "Answers for rights and erasure"),
      .init("auditor", "Auditor", hint: "Reads the logs, and changes nothing"),
      .init("administrator", "Administrator", hint: "Opens accounts and grants roles"),
    ]
  )

  package var label: String { Self.list.label(rawValue) }
}

/// Where a role is held.
package enum Scope: Hashable, Sendable {
  case everywhere
  case organisation(String)
  case area(String)

  /// What an area or organisation belongs to: nothing outside it is covered.
  package func covers(organisation: String?, area: String?) -> Bool {
    switch self {
    case .everywhere: true
    case .organisation(let id): id == organisation
    case .area(let id): id == area
    }
  }
}

extension Scope: Codable {
  private enum Key: String, CodingKey { case organisation, area }

  /// `{}` is everywhere; `{"organisation": id}` and `{"area": id}` are those.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let id = try container.decodeIfPresent(String.self, forKey: .organisation) {
      self = .organisation(id)
    } else if let id = try container.decodeIfPresent(String.self, forKey: .area) {
      self = .area(id)
    } else {
      self = .everywhere
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .everywhere: break
    case .organisation(let id): try container.encode(id, forKey: .organisation)
    case .area(let id): try container.encode(id, forKey: .area)
    }
  }
}

/// A role held somewhere, from a day and until a day, both included; without an end, until ended.
package struct Holding: Codable, Equatable, Sendable {
  package var role: Role
  package var scope: Scope
  package var from: PartialDate
  package var until: PartialDate?

  package init(_ role: Role, _ scope: Scope, from: PartialDate, until: PartialDate? = nil) {
    self.role = role
    self.scope = scope
    self.from = from
    self.until = until
  }

  package func isHeld(on day: PartialDate) -> Bool {
    from <= day && until.map { day <= $0 } ?? true
  }
}

/// Who is asking: an account with the roles it holds today, or anyone.
package struct Viewer: Equatable, Sendable {
  /// Nil for a member of the public.
  package let account: String?
  package let organisation: String?
  /// Only those held today.
  package let holdings: [Holding]

  package init(account: String?, organisation: String? = nil, holdings: [Holding] = []) {
    self.account = account
    self.organisation = organisation
    self.holdings = holdings
  }

  package static let anyone = Viewer(account: nil)

  /// Whether a role is held that covers a record of this organisation and area.
  package func holds(_ role: Role, organisation: String? = nil, area: String? = nil) -> Bool {
    holdings.contains { $0.role == role && $0.scope.covers(organisation: organisation, area: area) }
  }

  /// Whether a role is held anywhere at all.
  package func holdsAnywhere(_ role: Role) -> Bool { holdings.contains { $0.role == role } }
}
