import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

typealias ReferralSealed = ReferralList.Sealed

/// The pages of referrals: the list of an area, recording one, and opening one behind its purpose.
package struct ChannelPages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("referrals", use: index)
    site.offer("referrals", on: routes) { _, context in try await listFile(context) }
    routes.get("referrals/new", use: newReferral)
    routes.post("referrals", use: make)
    routes.get("referrals/{id}", use: show)
    routes.get("referrals/{id}/receipts/{position}", use: receipt)
    routes.get("referrals/{id}/copy", use: copyPage)
    routes.post("referrals/{id}/copy", use: copy)
  }

  // MARK: The list

  private static let size = 50

  func requireToList(_ context: SiteContext) throws {
    try ChannelPolicy.policy.require(.list, context.viewer, .none)
    try site.requireSecondFactor(for: Referral.vault, context)
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToList(context)
    let paging = Paging(request, size: Self.size)
    let areas = context.viewer.areas(ChannelPolicy.circleRoles)
    let (rows, total) = try await site.read(Referral.vault) { db in
      (
        try ReferralList.slice(areas: areas, offset: paging.offset, limit: paging.size, in: db),
        try ReferralList.count(areas: areas, in: db)
      )
    }
    let table = ReferralTable.sheet(rows, try await site.areaNames())
    let mayMake = try await !areasToMake(in: context).codes.isEmpty
    let model: Model = [
      "heading": "Referrals", "caption": "The latest first",
      "lead":
        "Referrals of your area. What they say of a person is not in this list: whoever opens one says what for.",
      "newAddress": mayMake ? "/referrals/new" : false, "newLabel": "Record a referral",
      "empty": "No referral has been recorded in your area yet.",
      "paging": paging.model(total: total, at: "/referrals", []),
    ]
    return try site.page(
      "directory/table",
      table.model(rows.map { "/referrals/\($0.id)" }).merging(model) { $1 }
        .merging(ListFile.links("/referrals", total: total)) { $1 },
      context
    )
  }

  private func listFile(_ context: SiteContext) async throws -> ListFile {
    try requireToList(context)
    let areas = context.viewer.areas(ChannelPolicy.circleRoles)
    let (rows, total) = try await site.read(Referral.vault) { db in
      (
        try ReferralList.slice(areas: areas, limit: ListFile.limit, in: db),
        try ReferralList.count(areas: areas, in: db)
      )
    }
    return ListFile(
      "referrals",
      "Referrals",
      [ReferralTable.sheet(rows, try await site.areaNames())],
      total: total
    )
  }

  // MARK: Recording

  /// The areas in which the viewer may record a referral.
  func areasToMake(in context: SiteContext) async throws -> CodeList {
    let all = try await site.areaList()
    let codes = all.codes.filter {
      ChannelPolicy.policy.allows(.make, context.viewer, .init(area: $0.code))
    }
    return CodeList(all.name, version: all.version, codes)
  }

  /// The same, for who may record one anywhere.
  ///
  /// - Throws: ``Denied``.
  func requireToMake(_ context: SiteContext) async throws -> CodeList {
    let areas = try await areasToMake(in: context)
    // The rule asks for an area: without any, it says who is turned away.
    if areas.codes.isEmpty { try ChannelPolicy.policy.require(.make, context.viewer, .none) }
    try site.requireSecondFactor(for: Referral.vault, context)
    return areas
  }

  @Sendable func newReferral(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await requireToMake(context)
    return try makePage(areas, FormValues(), [], id: site.newID(), context)
  }

  @Sendable func make(_ request: Request, _ context: SiteContext) async throws -> Response {
    let areas = try await requireToMake(context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await make(values, in: areas, as: id, context)
    } catch let invalid as Invalid {
      return try makePage(areas, values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/referrals/\(id)")
  }

  func make(_ values: FormValues, in areas: CodeList, as id: String, _ context: SiteContext) async throws {
    let made = try ReferralForm.made(values, areas: areas, on: site.today, subject: id)
    try await site.perform(.make(made), on: id, of: Referral.self, by: context.viewer)
  }

  private func makePage(
    _ areas: CodeList,
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) throws -> Response {
    let form = ReferralForm.form(areas: areas, concerns: Referral.concernList(on: site.today))
    let page: Model = [
      "heading": "Record a referral",
      "lead":
        "For anybody of whom somebody is concerned that they may be drawn into terrorism, whatever the ideology, or none. What you write of the person is sealed; who opens it says what for.",
      "action": "/referrals", "button": "Record it", "backAddress": "/referrals", "backLabel": "Referrals",
      "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
    ]
    return try site.formPage(form.model(values, errors: errors).merging(page) { $1 }, errors, context)
  }

  // MARK: One referral

  /// A referral that the viewer may open, and how.
  struct Found: Sendable {
    let row: ReferralList.Row
    /// The break-glass by which it is open; nil for who belongs to its circle.
    let glass: BreakGlassList.Row?

    var record: SealedRecord { ReferralTable.record(row) }
  }

  /// The referral, where the viewer may do this with it; who could break the glass is shown how, and for everybody
  /// else it does not exist.
  func found(_ context: SiteContext, to act: ChannelPolicy.Act) async throws -> Found {
    let id = try context.parameters.require("id")
    let reference = Reference(kind: Referral.category, id: id)
    guard let row = try await site.read(Referral.vault, { try ReferralList.find(id, in: $0) }) else {
      throw NotFound()
    }
    let inCircle = ChannelPolicy.policy.allows(act, context.viewer, .init(area: row.area))
    if inCircle { return Found(row: row, glass: nil) }
    let glass = try await site.openGlass(on: reference, by: context.viewer)
    let viewer = context.viewer.asking { $0.breakGlass = glass != nil }
    let facts = ChannelPolicy.Facts(area: row.area)
    if act == .read, Casework.isAtWork(viewer), !ChannelPolicy.policy.allows(act, viewer, facts) {
      throw OutsideCircle(ReferralTable.record(row), act: act.rawValue)
    }
    try ChannelPolicy.policy.require(act, viewer, facts, on: reference, hidden: true)
    return Found(row: row, glass: glass)
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let opened = try await open(request, context)
    return try site.page("channel/show", try await model(opened, context), context)
  }

  /// A referral with what is sealed of it, after its lines are written.
  struct Opened: Sendable {
    let found: Found
    /// Nil once it is erased.
    let sealed: ReferralSealed?
    /// Others of the same names.
    let alike: [ReferralList.Row]
    let purpose: StatedPurpose
  }

  /// Opens a referral: writes who looks, what for, and with which others it is compared; then reads it.
  func open(_ request: Request, _ context: SiteContext) async throws -> Opened {
    let found = try await found(context, to: .read)
    let id = found.row.id
    let alike = try await site.read(Referral.vault) { try ReferralList.alike(id, in: $0) }
    let purpose = try await site.consult(
      found.record,
      to: ChannelPolicy.Act.read.rawValue,
      under: found.glass?.id,
      also: alike.map {
        AccessLine(.combination, Reference(kind: Referral.category, id: $0.id), reason: "same names")
      },
      request,
      context
    )
    let sealed = try await site.read(Referral.vault) { try ReferralList.sealed(id, in: $0) }
    return Opened(found: found, sealed: sealed, alike: alike, purpose: purpose)
  }

  private func model(_ opened: Opened, _ context: SiteContext) async throws -> Model {
    let row = opened.found.row
    let areas = try await site.areaNames()
    let lines = try await history(of: row)
    let mayCopy = ChannelPolicy.policy.allows(.disclose, context.viewer, .init(area: row.area))
    return ReferralShowModel(
      opened,
      areas,
      lines,
      mayCopy: mayCopy,
      watches: OversightPolicy.watches(row.area, context.viewer)
    )
    .model
  }

  private func history(of row: ReferralList.Row) async throws -> [HistoryLine] {
    let acts = try await site.read(Referral.vault) { try ReferralList.history(of: row.id, in: $0) }
    let names = try await site.names(of: acts.map(\.by))
    return acts.map { act in
      HistoryLine(
        at: act.at,
        position: act.position,
        who: names[act.by] ?? "Somebody who has left",
        act: act.act,
        what: ChannelWording.act(act.act),
        reason: ""
      )
    }
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .read)
    let lines = try await history(of: found.row)
    return try await site.receipt(among: lines.map(\.position), in: Referral.vault, context)
  }

  // MARK: A copy for somebody outside

  private static let copying = FormFrame(
    heading: "Give a copy",
    path: "/copy",
    button: "Make the copy",
    lead:
      "You get a file with all that the referral says. Who gets it, and what for, is written down first. Give it only to who needs it, and by a way that nobody else can read."
  )

  @Sendable func copyPage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .disclose)
    _ = try await site.statedPurpose(for: found.record, request, context)
    try site.requireRecentProof(context)
    return try copyPage(found, FormValues(), [], context)
  }

  private func copyPage(
    _ found: Found,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    let form = ReferralForm.copy.model(values, errors: errors)
    let record = found.record
    let model = Self.copying.model(
      form,
      caption: record.title,
      at: record.address,
      back: "Back to the referral"
    )
    return try site.formPage(model, errors, context)
  }

  @Sendable func copy(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await found(context, to: .disclose)
    let purpose = try await site.statedPurpose(for: found.record, request, context)
    let values = try await site.values(of: request, context)
    try site.requireRecentProof(context, sending: values)
    do {
      let recipient = try ReferralForm.copy.parse(values, into: .init()).recipient
      let sealed = try await disclose(found, to: recipient, for: purpose, context)
      let list = ReferralTable.copy(found.row, sealed, to: recipient, try await site.areaNames())
      return try await site.file(list, .ods, from: context.origin + found.record.address)
    } catch let invalid as Invalid {
      return try copyPage(found, values, invalid.errors, context)
    }
  }

  /// What is sealed of a referral, once it is written who gets it.
  func disclose(
    _ found: Found,
    to recipient: String,
    for purpose: StatedPurpose,
    _ context: SiteContext
  ) async throws -> ReferralSealed {
    let id = found.row.id
    try await site.disclose(
      found.record,
      to: recipient,
      as: "copy",
      for: purpose,
      under: found.glass?.id,
      by: context.viewer
    )
    guard let sealed = try await site.read(Referral.vault, { try ReferralList.sealed(id, in: $0) }) else {
      throw NotFound()
    }
    return sealed
  }
}

extension Site {
  /// Areas to choose from.
  func areaList() async throws -> CodeList {
    let areas = try await read(.directory) { try PlaceList.areas(in: $0) }
    return CodeList("area", version: 1, areas.map { .init($0.id, $0.listing.name) })
  }

  /// The names of areas, by their codes.
  func areaNames() async throws -> [String: String] {
    let areas = try await areaList()
    return Dictionary(areas.codes.map { ($0.code, $0.label) }) { first, _ in first }
  }
}
