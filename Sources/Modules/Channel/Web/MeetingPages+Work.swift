import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// What the steps of a meeting ask and do.
extension MeetingPages: SteppedPages {
  func record(to act: String, _ request: Request, _ context: SiteContext) async throws -> Met {
    guard let act = MeetingPolicy.Act(rawValue: act) else { throw NotFound() }
    return try await found(context, to: act)
  }

  func place(of met: Met) -> RecordPlace {
    RecordPlace(
      caption: met.caseID.map { "Case \(Case.reference(of: $0))" } ?? MeetingWording.title(met),
      // Whoever only has something to do for it has no page of it.
      address: met.allows(.read) ? "/meetings/\(met.row.id)" : "/",
      back: met.allows(.read) ? "Back to the meeting" : "Back to the start"
    )
  }

  // MARK: Who and what can be chosen

  /// Open cases of the area that came so far, and are not on the agenda.
  func casesToEnter(_ met: Met) async throws -> CodeList {
    var query = CaseList.Query(account: met.viewer.account ?? "", areas: [met.row.area], today: site.today)
    query.area = met.row.area
    query.lives = [.informationGathering, .panel, .consentPending, .support]
    let rows = try await site.read(Case.vault) { [query] in
      try CaseList.slice(query, limit: 500, in: $0)
    }
    let codes = rows.filter { met.state.agenda[$0.id] == nil }.map {
      CodeList.Code($0.id, "\($0.reference), \(CaseWording.life($0.life).lowercased())")
    }
    return CodeList("case", version: 1, codes)
  }

  func whoMayAttend(_ met: Met) async throws -> (members: CodeList, chairs: CodeList, guests: CodeList) {
    let names = try await site.names(of: met.seats.map(\.account))
    func codes(_ seats: [Panel.Seat]) -> CodeList {
      CodeList(
        "member",
        version: 1,
        seats.map { seat in
          let agency = PanelMeeting.agencyList.label(seat.agency.code)
          return .init(seat.account, "\(names.name(of: seat.account)), \(agency)")
        }
      )
    }
    let members = Set(met.seats.map(\.account))
    let guests = try await site.people(holding: Casework.roles, in: met.row.area)
    return (
      codes(met.seats), codes(met.seats.filter { $0.agency.code == "local-authority" }),
      CodeList("guest", version: 1, guests.codes.filter { !members.contains($0.code) })
    )
  }

  func attendees(_ attending: MeetingForms.Attending, _ met: Met) -> [PanelMeeting.Attendee] {
    let present = met.seats.filter { attending.present.contains($0.account) }.map { seat in
      PanelMeeting.Attendee(
        account: seat.account,
        agency: seat.agency,
        isChair: seat.account == attending.chair
      )
    }
    let agency = Coded("other", version: PanelMeeting.agencyList.version)
    return present
      + attending.guests.map { PanelMeeting.Attendee(account: $0, agency: agency, isGuest: true) }
  }

  /// Whoever prepares the meeting says it of anybody on the panel; a member of themselves.
  func whoMayBeNear(_ met: Met) async throws -> CodeList {
    let members = try await whoMayAttend(met).members
    if met.allows(.prepare) { return members }
    return CodeList(members.name, version: 1, members.codes.filter { $0.code == met.viewer.account })
  }

  func whoMayAct(_ met: Met) async throws -> CodeList {
    let people = try await whoMayAttend(met)
    return CodeList("owner", version: 1, people.members.codes + people.guests.codes)
  }

  func deliberation(_ met: Met) async throws -> MeetingForms.Deliberation {
    let caseID = met.caseID ?? ""
    let state = try await site.load(Case.self, caseID).state
    let near = met.state.conflicts[caseID] ?? []
    let voters = met.state.attendees.filter { !$0.isGuest && !near.contains($0.account) }.map(\.account)
    let agencies = Set(met.state.attendees.map(\.agency.code))
    let group = state.isAdopted ? "During support" : "Before support"
    let (all, resolutions) = (PanelMeeting.agencyList, PanelMeeting.resolutionList)
    let members = try await whoMayAttend(met).members
    return MeetingForms.Deliberation(
      agencies: CodeList(all.name, version: all.version, all.codes.filter { agencies.contains($0.code) }),
      resolutions: CodeList(
        resolutions.name,
        version: resolutions.version,
        resolutions.codes.filter { $0.group == group }.map { .init($0.code, $0.label, hint: $0.hint) }
      ),
      voters: CodeList("voter", version: 1, members.codes.filter { voters.contains($0.code) })
    )
  }

  // MARK: The case takes over what was decided

  /// What the case would refuse is said before anything is decided.
  func requireContact(_ deciding: MeetingForms.Deciding, of caseID: String) async throws {
    let latest = site.today.adding(days: site.channelRules.contactDays)
    var errors: [FieldError] = []
    if deciding.views.values.allSatisfy(\.isEmpty) {
      errors.append(FieldError("view_local_authority", "Write what at least one agency says"))
    }
    if deciding.resolution == PanelMeeting.offer, deciding.nextContact == nil {
      errors.append(FieldError("next_contact", "Enter the day of the next contact: support is offered"))
    }
    if let day = deciding.nextContact, day < site.today || latest < day {
      errors.append(FieldError("next_contact", "The next contact must be by \(latest.words), and lie ahead"))
    }
    guard errors.isEmpty else { throw Invalid(errors) }
  }

  func carryOver(
    _ caseID: String,
    _ met: Met,
    _ nextContact: PartialDate?,
    refusing field: String?,
    _ context: SiteContext
  ) async throws {
    let state = try await site.load(PanelMeeting.self, met.row.id).state
    guard let resolution = state.resolution(on: caseID) else { throw NotFound() }
    try await site.perform(
      .takeResolution(resolution, nextContact: nextContact, site.channelRules),
      on: caseID,
      of: Case.self,
      refusing: field,
      by: context.viewer
    )
  }
}
