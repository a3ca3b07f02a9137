import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Sheets
import Views

/// The access logs, searched.
extension OversightPages {
  /// What is asked of a log.
  struct Asked: Equatable, Sendable {
    var vault = Vault.safeguarding.rawValue
    var person = ""
    var act = ""
    var purpose = ""
    /// What people call a record by.
    var reference = ""
    var kind = ""
    var record = ""
    var from: PartialDate?
    var until: PartialDate?
  }

  static func form(people: CodeList, vaults: CodeList) -> Form<Asked> {
    let purposes = CodeList(
      Purpose.list.name,
      version: Purpose.list.version,
      Purpose.list.codes.map { .init($0.code, $0.label) }
    )
    return Form(
      "access-log",
      [
        .choice(\.vault, "vault", "Log", vaults),
        .choice(\.person, "person", "Who", people),
        .choice(\.act, "act", "Did what", OversightWording.actList),
        .text(\.reference, "reference", "With which record", hint: "Its reference", max: 40),
        .choice(\.purpose, "purpose", "What for", purposes),
        .date(\.from, "from", "From", precision: .day),
        .date(\.until, "until", "Until", precision: .day),
      ]
    )
  }

  /// The vaults whose logs a viewer may search: a supervisor those that hold records of areas.
  func vaults(_ viewer: Viewer) -> [Vault] {
    Vault.allCases.filter { OversightPolicy.policy.allows(.readLog, viewer, .init(ofLog: $0)) }
  }

  func vaultList(_ viewer: Viewer) -> CodeList {
    CodeList("vault", version: 1, vaults(viewer).map { .init($0.rawValue, OversightWording.vault($0)) })
  }

  func vault(_ name: String, _ context: SiteContext) throws -> Vault {
    guard let vault = Vault(rawValue: name) else { throw NotFound() }
    try requireToWatch(context, vault)
    return vault
  }

  /// A log and what is asked of it, as the viewer may ask it.
  struct Search: Sendable {
    let vault: Vault
    var query: AccessList.Query
    /// What was asked, to be asked again.
    let pairs: [(name: String, value: String)]

    /// Whether more is asked than which log.
    var isNarrowed: Bool { pairs.contains { $0.name != "vault" } }
  }

  /// - Throws: ``Denied`` for a log that the viewer may not search.
  func search(_ asked: Asked, _ context: SiteContext) async throws -> Search {
    let vault = try vault(asked.vault, context)
    var query = AccessList.Query(areas: watched(context.viewer))
    query.by = asked.person.isEmpty ? nil : asked.person
    query.act = AccessLine.Act(rawValue: asked.act)
    query.purpose = asked.purpose.isEmpty ? nil : asked.purpose
    query.from = asked.from
    query.until = asked.until
    if !asked.record.isEmpty { query.record = Reference(kind: asked.kind, id: asked.record) }
    if !asked.reference.isEmpty {
      // A reference that nobody knows finds nothing, and not everything.
      query.record =
        try await site.sealedRecord(called: asked.reference)?.reference
        ?? Reference(kind: "none", id: asked.reference)
    }
    let all = [
      ("vault", asked.vault), ("person", asked.person), ("act", asked.act), ("purpose", asked.purpose),
      ("reference", asked.reference), ("kind", asked.kind), ("record", asked.record),
      ("from", asked.from?.iso ?? ""), ("until", asked.until?.iso ?? ""),
    ]
    return Search(
      vault: vault,
      query: query,
      pairs: all.filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
    )
  }

  /// Writes that somebody reads a log, before they do: those who watch are watched too.
  func noteReading(_ words: String = "access log", in vault: Vault, _ context: SiteContext) async throws {
    try await site.note(AccessLine(.consultation, reason: words), in: vault, by: context.viewer)
  }
}
