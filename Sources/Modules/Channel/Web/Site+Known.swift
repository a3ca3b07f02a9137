import Analysis
import Domain
import Kernel
import Platform
import Views

extension Site {
  /// What is known of a case, and so may not stand in a lesson of it: read for the check alone, and shown to nobody.
  func known(of found: CasePages.Found) async throws -> Identifying.Known {
    let (id, area) = (found.row.id, found.row.area)
    let (referrals, providers, members, requests, lines) = try await read(Case.vault) { db in
      (
        try ReferralList.contacts(of: found.row.subject, in: db)
          .compactMap { try ReferralList.sealed($0.row.id, in: db) },
        try ProviderList.all(in: db).compactMap(\.name),
        try PanelList.members(of: area, in: db).map(\.account), try RequestList.all(of: id, in: db),
        try CaseRecord.lines(of: id, in: db)
      )
    }
    let (own, counts) = try await read(Case.vault) { db in
      (try CaseTraits.traits(of: id, in: db), try CaseTraits.counts(in: db))
    }
    let areas = try await areaNames()
    var known = Identifying.Known()
    known.rareBelow = settings[LessonSettings.rareBelow]
    known.names = referrals.flatMap(Self.names) + providers.map { .init($0, of: "a provider of support") }
    known.names += lines.flatMap(\.sealed).filter { ["name", "recipient"].contains($0.name) }
      .map { .init($0.value, of: "somebody in the case") }
    known.names += try await staff(found, lines, members)
    known.places = referrals.flatMap(Self.places)
    known.places += areas.map { code, name in
      code == area
        ? .init(name, "the area of the case", isOfCase: true) : .init(name, "an area", isOfCase: false)
    }
    known.places += try await bodies(requests, found.state)
    known.cases = counts
    let telling = TellingWords.of(settings[LessonSettings.tellingWords])
    known.traits = own.sorted().compactMap { CaseTraits.trait($0, area: areas[area] ?? area, telling) }
    return known
  }

  private static func names(of referral: ReferralList.Sealed) -> [Identifying.Known.Name] {
    let person = referral.person
    return [person.givenName, person.familyName].map { .init($0, of: "the person") }
      + [.init(referral.referrer.name, of: "whoever referred")]
  }

  private static func places(of referral: ReferralList.Sealed) -> [Identifying.Known.Place] {
    let address = referral.person.address
    let street = (address?.street ?? "").drop { $0.isNumber || $0 == " " || $0 == "," }
    return [
      (String(street), "where the person lives"), (address?.town ?? "", "where the person lives"),
      (referral.referrer.organisation, "the body of whoever referred"),
      (referral.referrer.contact, "how whoever referred is reached"),
    ]
    .filter { isName($0.0) }.map { .init($0.0, $0.1, isOfCase: true) }
  }

  /// Everybody who did something in the case, may see it, or sits on the area's panel.
  private func staff(
    _ found: CasePages.Found,
    _ lines: [CaseRecord.Line],
    _ members: [String]
  ) async throws -> [Identifying.Known.Name] {
    let state = found.state
    let named = lines.flatMap(\.parts).filter { $0.kind == .account }.map(\.value)
    let accounts = Set(lines.map(\.by) + named + members + Array(state.circle.keys) + [state.owner])
      .subtracting([Occasion.system, ""])
    return try await names(of: accounts.sorted()).filter { accounts.contains($0.key) }
      .sorted { $0.key < $1.key }.map { .init($0.value, of: "somebody who worked on the case") }
  }

  /// Partners that were asked, those who gave support, and listed organisations.
  private func bodies(
    _ requests: [RequestList.Row],
    _ state: Case.State
  ) async throws -> [Identifying.Known.Place] {
    var found: [Identifying.Known.Place] = []
    for request in requests {
      let partner = try await load(InformationRequest.self, request.id).state.sent?.words.value?.partner ?? ""
      found.append(.init(String(partner.prefix { $0 != "," }), "a partner in the case", isOfCase: true))
    }
    found += (state.plan?.supports ?? []).map { .init($0.provider, "who gave support", isOfCase: true) }
    let listed = try await read(.directory) { try PlaceList.organisations(in: $0) }
    found += listed.map { .init($0.listing.name, "an organisation", isOfCase: false) }
    return found.filter { Self.isName($0.name) }
  }

  /// Whether something is called by a name, and not only by what it is: “the college” is in many texts.
  private static func isName(_ text: String) -> Bool {
    text.split(separator: " ").contains { !["The", "A", "An"].contains($0) && $0.first?.isUppercase == true }
  }
}
