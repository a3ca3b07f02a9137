import Domain
import Kernel
import Platform
import Views

/// Who gives support in a case.
extension CasePages {
  /// Approved providers who have not declared that they are near to the person.
  func providers(for id: String) async throws -> CodeList {
    let today = site.today
    let rows = try await site.read(InterventionProvider.vault) { db in
      try ProviderList.all(in: db).filter { row in
        guard row.isApproved(on: today) else { return false }
        return try !ProviderList.conflicts(of: row.id, in: db).contains { $0.caseID == id }
      }
    }
    let codes = rows.map { row -> CodeList.Code in
      .init(row.id, "\(row.name ?? row.reference): \(ProviderWording.natures(row).lowercased())")
    }
    return CodeList("provider", version: 1, codes)
  }

  /// What some providers may take on in a case: each says so from their own record.
  func assignables(
    _ wanted: [(provider: String, nature: String)],
    to id: String
  ) async throws -> [InterventionProvider.Assignable] {
    var found: [InterventionProvider.Assignable] = []
    for (provider, nature) in wanted {
      let (state, _) = try await site.load(InterventionProvider.self, provider)
      let engaged = try await site.read(Case.vault) {
        try CaseList.engaged(provider, besides: id, in: $0)
      }
      let assignable = state.assignable(provider, to: id, for: nature, engaged: engaged, on: site.today)
      if let assignable { found.append(assignable) }
    }
    return found
  }

  /// What the plan has, with the names of who gives it.
  func supports(of state: Case.State) async throws -> [(id: String, label: String, provider: String)] {
    let supports = state.plan?.supports ?? []
    let ids = supports.map(\.provider)
    let names = try await site.read(InterventionProvider.vault) { db in
      try Dictionary(
        ids.compactMap { id in try ProviderList.find(id, in: db).map { (id, $0.name ?? $0.reference) } }
      ) { first, _ in first }
    }
    return supports.map { support in
      let name = names[support.provider] ?? support.provider
      return (support.id, "\(Case.natureList.label(support.nature.code)): \(name)", name)
    }
  }
}
