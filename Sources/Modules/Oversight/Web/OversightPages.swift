import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

/// The pages of those who watch: logs, break-glass, unusual looking.
package struct OversightPages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("oversight", use: home)
    routes.get("oversight/log", use: log)
    site.offer("oversight/log", on: routes, logFile)
    routes.get("oversight/records/{kind}/{id}", use: lookers)
    routes.get("oversight/sign-ins", use: signIns)
    site.offer("oversight/sign-ins", on: routes) { _, context in try await signInsFile(context) }
    routes.get("oversight/releases", use: releases)
    routes.get("oversight/roles", use: roles)
    site.offer("oversight/roles", on: routes) { _, context in try await rolesFile(context) }
    routes.get("oversight/export", use: exportPage)
    routes.post("oversight/export", use: export)
    registerGlass(on: routes)
    registerUnusual(on: routes)
  }

  // MARK: Home

  /// One page that a watcher is led to.
  struct Section: Sendable {
    let title: String
    let words: String
    let address: String
    let isShown: @Sendable (Viewer) -> Bool
    /// How many of its things wait for somebody; nil where nothing waits there.
    let due: @Sendable (OversightPages, SiteContext) async throws -> Int?
  }

  /// Every page of oversight: one entry each, in the order in which they are read.
  static let sections: [Section] = [
    Section(
      title: "Who looked, and what was done",
      words: "The access logs, by person, record, act, purpose and time",
      address: "/oversight/log",
      isShown: { OversightPolicy.policy.allows(.readLog, $0, .none) },
      due: { _, _ in nil }
    ),
    Section(
      title: "Break-glass",
      words: "Records opened from outside their circle, and their reviews",
      address: "/oversight/break-glass",
      isShown: { OversightPolicy.policy.allows(.readLog, $0, .none) },
      due: { pages, context in try await pages.glassWaiting(context.viewer).count }
    ),
    Section(
      title: "Unusual looking",
      words: "Listed by rules that the page says, for a person to review",
      address: "/oversight/unusual",
      isShown: { OversightPolicy.policy.allows(.readUnusual, $0, .none) },
      due: { pages, context in try await pages.unusual(context).findings.count { !$0.isReviewed } }
    ),
    Section(
      title: "Roles and their reviews",
      words: "Which roles wait for a review, and what was decided on roles",
      address: "/oversight/roles",
      isShown: { OversightPolicy.policy.allows(.readAll, $0, .none) },
      due: { pages, context in try await pages.rolesToReview(context.viewer).count }
    ),
    Section(
      title: "Signing in",
      words: "How many failed on which day; links, passwords and second factors, and who changed them",
      address: "/oversight/sign-ins",
      isShown: { OversightPolicy.policy.allows(.readAll, $0, .none) },
      due: { _, _ in nil }
    ),
    Section(
      title: "Releases between vaults",
      words: "What left the vault in which it was gathered, and who approved that",
      address: "/oversight/releases",
      isShown: { OversightPolicy.policy.allows(.readAll, $0, .none) },
      due: { _, _ in nil }
    ),
    Section(
      title: "Settings and their changes",
      words: "What is set, who decided it and why; what the program was started with",
      address: "/settings",
      isShown: { SettingPolicy.policy.allows(.read, $0, .init()) },
      due: { _, _ in nil }
    ),
    Section(
      title: "Erasures",
      words: "Who asked, who agreed, and the certificate of each",
      address: "/erasures",
      isShown: { RetentionPolicy.policy.allows(.readErasures, $0, .none) },
      due: { _, _ in nil }
    ),
    Section(
      title: "How long records are kept",
      words: "What comes to its day, and what was decided to keep or to hold",
      address: "/retention",
      isShown: { RetentionPolicy.policy.allows(.read, $0, .none) },
      due: { _, _ in nil }
    ),
    Section(
      title: "What the logs prove",
      words: "Checkpoints and witnesses, and how an outsider checks them",
      address: "/log",
      isShown: { _ in true },
      due: { _, _ in nil }
    ),
    Section(
      title: "Take it all with you",
      words: "Every table of oversight as one file, for a time that you choose",
      address: "/oversight/export",
      isShown: { OversightPolicy.policy.allows(.export, $0, .none) },
      due: { _, _ in nil }
    ),
  ]

  @Sendable func home(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToWatch(context)
    var shown: [Model] = []
    for section in Self.sections where section.isShown(context.viewer) {
      let due = try await section.due(self, context)
      shown.append([
        "sectionTitle": section.title, "words": section.words, "address": section.address,
        "due": due.map { $0 == 0 ? "Nothing waits" : "\($0.grouped) to look at" } ?? false,
        "colour": due == 0 ? "govuk-tag--grey" : "govuk-tag--yellow",
      ])
    }
    return try site.page("oversight/index", ["sections": shown], context)
  }

  // MARK: What is common

  /// Lets only who watches go on, and into the logs of sealed vaults only with a second factor.
  func requireToWatch(_ context: SiteContext, _ vault: Vault = .safeguarding) throws {
    try OversightPolicy.policy.require(.readLog, context.viewer, .init(ofLog: vault))
    try site.requireSecondFactor(for: vault, context)
  }

  /// The areas that a viewer watches over; nil for all.
  func watched(_ viewer: Viewer) -> [String]? { viewer.areas(OversightPolicy.watcherRoles) }

  /// Names for accounts, and what stands for those that have none.
  func who(_ account: String, _ names: [String: String]) -> String {
    account == "anyone" ? "Nobody signed in" : names.name(of: account)
  }

  /// What people call a record, and its page of who looked.
  func titles(of records: Set<Reference>) async throws -> [Reference: String] {
    var titles: [Reference: String] = [:]
    for record in records {
      titles[record] = try await site.sealedRecord(record)?.title
    }
    return titles
  }

  func label(_ record: Reference, _ titles: [Reference: String]) -> String {
    let kind = site.sealedKind(record.kind)?.label ?? OversightWording.kind(record.kind)
    return titles[record].map { "\(kind) \($0)" } ?? "\(kind) \(record.id.prefix(8))"
  }
}

/// A table on a page of oversight, whose cells can lead somewhere.
struct OversightTable {
  let sheet: Sheet
  /// By row and column.
  var addresses: [[String?]] = []
  /// The column whose words are a tag, and its colours by row.
  var tags: (column: Int, colours: [String])?
  var empty: String

  var model: Model {
    let rows = sheet.rows.enumerated().map { number, row in
      row.enumerated().map { column, cell in
        ShownTable.Cell(
          cell.words,
          to: addresses.isEmpty ? nil : addresses[number][column],
          tag: tags.flatMap { $0.column == column ? $0.colours[number] : nil }
        )
      }
    }
    let columns = sheet.columns.map { ShownTable.Column($0.label, isNumber: $0.isNumber) }
    return ShownTable(sheet.name, columns, rows).model.merging(["empty": empty]) { $1 }
  }
}
