import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// One provider, opened behind its purpose: what was decided on them stands there with its grounds.
extension ProviderPages: SteppedPages {
  func record(to act: String, _ request: Request, _ context: SiteContext) async throws -> ProviderList.Row {
    guard let act = ProviderPolicy.Act(rawValue: act) else { throw NotFound() }
    return try await found(context, to: act)
  }

  func place(of record: ProviderList.Row) -> RecordPlace {
    RecordPlace(caption: record.reference, address: "/providers/\(record.id)", back: "Back to the provider")
  }

  func found(_ context: SiteContext, to act: ProviderPolicy.Act) async throws -> ProviderList.Row {
    let id = try context.parameters.require("id")
    let row = try await site.find(InterventionProvider.vault) { try ProviderList.find(id, in: $0) }
    let reference = Reference(kind: InterventionProvider.category, id: id)
    let facts = ProviderPolicy.Facts(account: row.account)
    try ProviderPolicy.policy.require(.readProvider, context.viewer, facts, on: reference, hidden: true)
    try ProviderPolicy.policy.require(act, context.viewer, facts, on: reference)
    try site.requireSecondFactor(for: InterventionProvider.vault, context)
    return row
  }

  /// A provider with what is sealed of them, after the line of who looks is written.
  struct Opened: Sendable {
    let row: ProviderList.Row
    let conflicts: [(reference: String, words: String)]
    let history: [HistoryLine]
    let purpose: StatedPurpose
  }

  func open(_ request: Request, _ context: SiteContext) async throws -> Opened {
    let row = try await found(context, to: .readProvider)
    let purpose = try await site.consult(
      ProviderTable.record(row),
      to: ProviderPolicy.Act.readProvider.rawValue,
      request,
      context
    )
    let conflicts = try await site.read(InterventionProvider.vault) {
      try ProviderList.conflicts(of: row.id, in: $0)
    }
    var named: [(reference: String, words: String)] = []
    for conflict in conflicts {
      let record = try await site.sealedRecord(Reference(kind: Case.category, id: conflict.caseID))
      named.append((record?.title ?? conflict.caseID, conflict.words ?? ""))
    }
    return Opened(row: row, conflicts: named, history: try await history(of: row), purpose: purpose)
  }

  private func history(of row: ProviderList.Row) async throws -> [HistoryLine] {
    let acts = try await site.read(InterventionProvider.vault) {
      try ProviderList.history(of: row.id, in: $0)
    }
    return try await site.history(acts, what: { ProviderWording.act($0.act) }, reason: \.reason)
  }

  @Sendable func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let opened = try await open(request, context)
    let account = opened.row.account
    let names = try await site.names(of: account.map { [$0] } ?? [])
    let page = ProviderTable.page(
      opened,
      accountName: account.map { names.name(of: $0) },
      on: site.today,
      context.viewer
    )
    return try site.page("channel/record", page.model, context)
  }

  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(of: found(context, to: .readProvider))
    return try await site.receipt(among: lines.map(\.position), in: InterventionProvider.vault, context)
  }

  /// What the gate and the oversight pages know of providers; nobody breaks a glass before one.
  package static var sealedKind: SealedKind {
    SealedKind(
      InterventionProvider.category,
      label: "Intervention provider",
      why: "To know who may give which support, and near to whom they are",
      in: InterventionProvider.vault,
      find: { site, id in
        try await site.read(InterventionProvider.vault) { try ProviderList.find(id, in: $0) }.map(
          ProviderTable.record
        )
      },
      named: { site, title in
        try await site.read(InterventionProvider.vault) {
          try ProviderList.find(called: title.uppercased(), in: $0)
        }
        .map(ProviderTable.record)
      },
      mayOpen: { site, record, viewer in
        let row = try await site.read(InterventionProvider.vault) {
          try ProviderList.find(record.reference.id, in: $0)
        }
        return ProviderPolicy.policy.allows(.readProvider, viewer, .init(account: row?.account))
      },
      mayBreakGlass: { _, _, _ in false },
      surnames: { _, _ in [:] },
      passages: { site, id in
        let state = try await site.load(InterventionProvider.self, id).state
        return try await site.read(InterventionProvider.vault) { db in
          guard let name = try ProviderList.find(id, in: db)?.name else { return [] }
          let conflicts = try ProviderList.conflicts(of: id, in: db)
          let grounds = [
            ("approved", "Why they were approved", state.approved?.words.value),
            ("withdrawn", "Why the approval ended", state.withdrawn?.reason.value),
          ]
          return [HeldPassage("name", "Name", name)]
            + grounds.compactMap { part, label, text in text.map { HeldPassage(part, label, $0) } }
            + conflicts.compactMap { conflict in
              conflict.words.map { HeldPassage("conflict-\(conflict.caseID)", "Conflict of interest", $0) }
            }
        }
      },
      // A provider is found in the register, by name.
      about: { _, _, _ in [] }
    )
  }
}

extension Site {
  /// What providers may take on in a case today: who is approved for it, has room and is not near to the person.
  ///
  /// A plan names them by their reference, as people do.
  func assignables(for caseID: String) async throws -> [InterventionProvider.Assignable] {
    let day = today
    let rows = try await read(InterventionProvider.vault) { try ProviderList.all(in: $0) }
    // Whose plan this is counts themselves: a plan that is changed keeps who is in it.
    let own = try await load(Case.self, caseID).state.plan?.supports.map(\.provider) ?? []
    var found: [InterventionProvider.Assignable] = []
    for row in rows where row.isApproved(on: day) {
      let state = try await load(InterventionProvider.self, row.id).state
      let engaged = row.engaged - (own.contains(row.reference) ? 1 : 0)
      found += row.natures.compactMap {
        state.assignable(row.reference, to: caseID, for: $0.code, engaged: engaged, on: day)
      }
    }
    return found
  }
}
