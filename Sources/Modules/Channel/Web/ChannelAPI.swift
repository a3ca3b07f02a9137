import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Referrals for programs: the same commands and the same views as the pages, as JSON.
package struct ChannelAPI: InterfacePart {
  let pages: ChannelPages
  var site: Site { pages.site }

  package init(site: Site) { pages = ChannelPages(site: site) }

  // MARK: What it answers

  /// A referral as a list shows it.
  private static let listed: [Shape<ReferralList.Row>.Part] = [
    .value("id", "Identifier") { $0.id },
    .value("reference", "What people call it by") { $0.reference },
    .value("received", "The day on which it reached the programme") { $0.received },
    .value("area", "The code of the area in which the person lives") { $0.area },
    .value("sector", "Where it comes from") { $0.sector.code },
    .value("sector_version", "The version of the list that the code is of") { $0.sector.version },
    .value("concern", "The type of concern") { $0.concern.code },
    .value("concern_version", "The version of the list that the code is of: of its era") {
      $0.concern.version
    },
    .value("waits", "Whether nobody has opened a case of it yet") { $0.waits },
    .value("version", "How many changes made it what it is") { $0.version },
  ]

  private static let row = Shape<ReferralList.Row>("ReferralRow", listed)
  static let referrals = APIList("referrals", of: row)
  private static let rows = RecordRows(at: "referrals", as: row, in: Referral.vault, ReferralList.find) {
    $0.version
  }

  /// A referral as it is opened.
  struct Opened: Sendable {
    let row: ReferralList.Row
    /// Nil once it is erased.
    let sealed: ReferralSealed?
    /// None where it goes to somebody outside.
    var likely: [ReferralList.Likely] = []
  }

  private static let referral = Shape<Opened>(
    "Referral",
    [
      .value("id", "Identifier") { $0.row.id },
      .value("reference", "What people call it by") { $0.row.reference },
      .value("received", "The day on which it reached the programme") { $0.row.received },
      .value("area", "The code of the area in which the person lives") { $0.row.area },
      .value("sector", "Where it comes from") { $0.row.sector.code },
      .value("sector_version", "The version of the list that the code is of") { $0.row.sector.version },
      .value("concern", "The type of concern") { $0.row.concern.code },
      .value("concern_version", "The version of the list that the code is of: of its era") {
        $0.row.concern.version
      },
      .value("version", "How many changes made it what it is") { $0.row.version },
    ] + reported(in: \.sealed) + [
      .value("referrer", "Who refers") { $0.sealed?.referrer.name },
      .value("referrer_organisation", "Organisation and post") { $0.sealed?.referrer.organisation },
      .value("referrer_contact", "How to reach them") { $0.sealed?.referrer.contact },
      .list(
        "likely",
        "Other referrals that may be about the same person, the likeliest first: a question, never a finding",
        of: likely
      ) { $0.likely },
    ]
  )

  /// What was said of the person.
  static func reported<Record>(
    in sealed: @escaping @Sendable (Record) -> ReferralSealed?
  ) -> [Shape<Record>.Part] {
    [
      .value("is_erased", "Whether what was said of the person is erased") { sealed($0) == nil },
      .value("given_name", "Given names") { sealed($0)?.person.givenName },
      .value("family_name", "Family name") { sealed($0)?.person.familyName },
      .value("birth", "Date of birth") { sealed($0)?.person.birth },
      .value("age", "Age in years") { sealed($0)?.person.age },
      .value("street", "House and street") { sealed($0)?.person.address?.street },
      .value("town", "Town or city") { sealed($0)?.person.address?.town },
      .value("postcode", "Postcode") { sealed($0)?.person.address?.postcode },
      .value("grounds", "In the words of whoever refers") { sealed($0)?.grounds },
      .value("remark", "What is to be read beside the grounds; empty where nothing is") {
        sealed($0)?.remark
      },
      .value("person_knows", "Whether the person knows of it") { sealed($0)?.awareness.person },
      .value("parent_knows", "Whether a parent or guardian knows") { sealed($0)?.awareness.parent },
      .value("awareness", "How they were told, or why not") { sealed($0)?.awareness.words },
    ]
  }

  private static let making = APIBody.record(
    ReferralForm.form(areas: Practice.areaList, concerns: Referral.latestConcernList)
  )
  private static let copying = APIBody(ReferralForm.copy)
  private static let correcting = APIBody.change(ReferralForm.correction(Referral.latestConcernList))

  // MARK: What it can be asked

  package static let calls = referring + matching

  private static let referring: [APICall<ChannelAPI>] = [
    APICall(
      .get,
      "referrals",
      "listReferrals",
      "List the referrals of your area, the latest first, with nothing that is sealed",
      answer: .list(referrals)
    ) { try await $0.list($1, $2) },
    APICall(
      .post,
      "referrals",
      "makeReferral",
      "Record a referral",
      body: making,
      answer: .made(row),
      act: ChannelPolicy.Act.make.rawValue
    ) { try await $0.make($1, $2) },
    APICall(
      .get,
      "referrals/{id}",
      "readReferral",
      "Open a referral, and say what for",
      answer: .record(referral),
      needsPurpose: true
    ) { try await $0.show($1, $2) },
    APICall(
      .put,
      "referrals/{id}",
      "correctReferral",
      "Correct what a referral says of the person: what the body names",
      body: correcting,
      answer: .record(row),
      needsVersion: true,
      needsPurpose: true,
      act: ChannelPolicy.Act.correct.rawValue
    ) { try await $0.correct($1, $2) },
    APICall(
      .post,
      "referrals/{id}/copies",
      "copyReferral",
      "Take a copy for somebody outside, and say who gets it and what for",
      body: copying,
      answer: .record(referral),
      needsPurpose: true,
      act: ChannelPolicy.Act.disclose.rawValue
    ) { try await $0.copy($1, $2) },
  ]

  func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    try pages.requireToList(context)
    let areas = context.viewer.areas(ChannelPolicy.circleRoles)
    let slice = try Slice(request, of: "referrals")
    let after = slice.after.map { (received: $0.key, id: $0.id) }
    let rows = try await site.read(Referral.vault) { db in
      try ReferralList.slice(areas: areas, after: after, limit: slice.reach, in: db)
    }
    return try site.answer(Self.referrals, rows, slice, request) { Cursor($0.received.iso, $0.id) }
  }

  func make(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await pages.requireToMake(context)
    let values = try await site.values(of: request, Self.making)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.make(values, in: areas, as: id, context)
    return try await site.answer(Self.rows, made: id)
  }

  func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let opened = try await pages.open(request, context)
    let row = opened.found.row
    let answer = Opened(row: row, sealed: opened.sealed, likely: opened.likely)
    return try site.answer(Self.referral, answer, version: row.version)
  }

  func correct(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .correct)
    _ = try await site.statedPurpose(for: found.record, request, context)
    let sent = try await site.values(of: request, Self.correcting)
    let seen = try site.seenVersion(request)
    let form = ReferralForm.correction(of: found.row)
    var values = form.values(of: try await pages.said(by: found.row))
    for field in form.fields where sent.has(field.name) { values.set(field.name, sent.all(field.name)) }
    try await pages.correct(found, values, refusing: nil, expecting: seen, context)
    return try await site.answer(Self.rows, found.row.id)
  }

  func copy(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .disclose)
    let purpose = try await site.statedPurpose(for: found.record, request, context)
    let values = try await site.values(of: request, Self.copying)
    let copy = try ReferralForm.copy.parse(values, into: .init())
    let sealed = try await pages.disclose(found, copy, for: purpose, context)
    return try site.answer(
      Self.referral,
      .init(row: found.row, sealed: sealed),
      version: found.row.version
    )
  }
}

extension ChannelPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set([ChannelPolicy.Act.make, .correct, .disclose, .match, .refer].map(\.rawValue))
  }
}
