import Domain
import Foundation
import Kernel
import Platform
import Views

/// What is known where an act of a case is done.
extension CasePages {
  /// - Parameters:
  ///   - id: Of what the act makes.
  ///   - values: What was sent; nothing where a page is only opened.
  func scene(
    _ found: Found,
    for act: CaseAct,
    id: String,
    sending values: FormValues = .init()
  ) async throws -> CaseScene {
    let state = found.state
    var scene = CaseScene()
    scene.id = id
    scene.caseID = found.row.id
    scene.namesService = values.names.contains { Section38.namesAService(values.text($0)) }
    scene.supportsSent =
      values.names.compactMap { $0.hasPrefix("nature-") ? Int($0.dropFirst("nature-".count)) : nil }.max()
      ?? 0
    scene.state = state
    scene.today = site.today
    scene.rules = site.channelRules
    for need in act.needs { try await meet(need, in: &scene, found) }
    for choice in CaseScene.Choice.allCases { scene.choices[choice] = try await list(choice, found) }
    return scene
  }

  private func meet(_ need: CaseScene.Need, in scene: inout CaseScene, _ found: Found) async throws {
    let state = found.state
    switch need {
    case .people: scene.people = try await site.people(holding: Casework.roles)
    case .owners: scene.owners = try await owners(of: state.area)
    case .takers:
      if let transfer = state.transfer { scene.takers = try await owners(of: transfer.body.to) }
    case .areas: scene.areas = try await areas(found)
    case .earlier: scene.earlier = try await earlierRejections(of: found.row)
    case .signposts: scene.signposts = try await signposts(of: found.row.id)
    case .entries: scene.entries = try await entries(of: found.row.id)
    case .age:
      scene.isChild = try await site.read(Case.vault) { try ReferralClock.isChild(state.subject, in: $0) }
    case .sender: scene.sender = try await sender(found)
    case .providers:
      scene.providers = try await site.read(InterventionProvider.vault) { try ProviderList.all(in: $0) }
      scene.assignables = try await site.assignables(for: found.row.id)
    case .meetings: scene.meetings = try await comingMeetings(of: state.area)
    }
  }

  /// Those that are arranged and lie ahead, the next first.
  private func comingMeetings(of area: String) async throws -> [MeetingList.Row] {
    let today = site.today
    return try await site.read(PanelMeeting.vault) { try MeetingList.coming(in: area, from: today, in: $0) }
  }

  /// Where the case may go: to any other area; who asks for it from outside asks for their own.
  private func areas(_ found: Found) async throws -> CodeList {
    let own = found.allows(.share) ? nil : found.viewer.areas(ChannelPolicy.circleRoles)
    let all = try await site.areaList()
    let codes = all.codes.filter { code in
      code.code != found.state.area && (own.map { $0.contains(code.code) } ?? true)
    }
    return CodeList(all.name, version: all.version, codes)
  }

  /// Earlier cases of the same person in which there were no reasonable grounds: of every referral that somebody
  /// said is of them.
  func earlierRejections(of row: CaseList.Row) async throws -> [String] {
    try await site.read(Case.vault) { db in
      let referrals = try ReferralList.contacts(of: row.subject, in: db).map(\.row.id)
      return try CaseList.cases(of: referrals, in: db).filter { $0.isRejected && $0.id != row.id }.map(\.id)
    }
  }

  private func list(_ choice: CaseScene.Choice, _ found: Found) async throws -> CodeList {
    let state = found.state
    let codes: [CodeList.Code] =
      switch choice {
      case .askers: try await named(state.askers)
      case .members: try await named(Set(state.circle.keys))
      case .alarms:
        state.alarms.values.sorted { ($0.body.due, $0.body.id) < ($1.body.due, $1.body.id) }
          .map { .init($0.body.id, CaseWording.alarm($0.body, in: state)) }
      case .goals:
        state.items.values.compactMap { event in
          guard case .goalSet(let goal) = event else { return nil }
          return .init(goal.id, goal.words.value ?? "Erased")
        }
        .sorted { $0.label < $1.label }
      case .seekings:
        state.unansweredSeekings.map {
          .init($0.id, "Of \(Case.giverList.label($0.from.code).lowercased()), on \($0.on.words)")
        }
      case .supports:
        state.plan?.supports.map {
          .init($0.id, "\(Case.natureList.label($0.nature.code)): \($0.provider)")
        } ?? []
      case .letters:
        state.unsentLetters.map {
          .init(
            $0.id,
            "\(Case.letterList.label($0.kind.code)), to \($0.words.value?.to.firstLine ?? "erased")"
          )
        }
      case .laterReviews: state.laterReviews.sorted().map { .init($0.iso, $0.words) }
      }
    return CodeList("choice", version: 1, codes)
  }

  /// Who looks, and their area: the rest only they know.
  private func sender(_ found: Found) async throws -> String {
    let account = found.viewer.account ?? ""
    let name = try await site.names(of: [account]).name(of: account)
    let areas = try await site.areaNames()
    return "\(name)\nPrevent, \(areas[found.row.area] ?? found.row.area)"
  }

  private func signposts(of id: String) async throws -> CodeList {
    let lines = try await site.read(Case.vault) {
      try CaseRecord.lines(of: id, acts: ["signpost.given", "signpost.followed-up"], in: $0)
    }
    return CodeList(
      "choice",
      version: 1,
      lines.openSignposts.map { line in
        let day = PartialDate(line.value("on"))?.words ?? ""
        return .init(line.stream, line.isErased ? "Erased, \(day)" : "\(line.value("service")), \(day)")
      }
    )
  }

  private func entries(of id: String) async throws -> CodeList {
    let lines = try await site.read(Case.vault) { try CaseRecord.lines(of: id, in: $0) }
    let codes = lines.reversed().filter { $0.act != CaseRecord.remark }
      .map { CodeList.Code(String($0.position), CaseWording.entry($0)) }
    return CodeList("choice", version: 1, codes)
  }

  private func named(_ accounts: Set<String>) async throws -> [CodeList.Code] {
    guard !accounts.isEmpty else { return [] }
    let names = try await site.names(of: accounts.sorted())
    return accounts.map { .init($0, names.name(of: $0)) }.sorted { $0.label < $1.label }
  }
}

extension [CaseRecord.Line] {
  /// Services that somebody was pointed to, and of which nobody has said yet what became of it.
  var openSignposts: [CaseRecord.Line] {
    let done = Set(filter { $0.act == "signpost.followed-up" }.map(\.stream))
    return filter { $0.act == "signpost.given" && !done.contains($0.stream) }
  }

  /// Which service a line follows up, or which partner answered: as the line says it that pointed there or asked.
  func before(_ line: CaseRecord.Line) -> [CaseRecord.Part] {
    let first: (act: String, part: String)? =
      if line.act == "signpost.followed-up" {
        ("signpost.given", "service")
      } else if line.act.hasPrefix("\(InformationRequest.category)."), !line.act.hasSuffix(".sent") {
        ("\(InformationRequest.category).sent", "partner")
      } else {
        nil
      }
    guard let first else { return [] }
    let found = self.first { $0.act == first.act && $0.stream == line.stream }
    return found?.sealed.filter { $0.name == first.part } ?? []
  }
}

extension String {
  fileprivate var firstLine: String { String(prefix { $0 != "\n" && $0 != "\r\n" }) }
}
