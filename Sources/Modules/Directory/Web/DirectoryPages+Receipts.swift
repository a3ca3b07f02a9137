import Hummingbird
import Kernel
import Platform
import Views

/// Receipts for the lines of a history, for whoever reads it.
extension DirectoryPages {
  @Sendable func personReceipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let id = try await found(context, .listPeople).id
    let acts = try await site.read(.directory) { try AccountList.history(of: id, in: $0) }
    return try await site.receipt(among: acts.map(\.position), in: .directory, context)
  }

  @Sendable func organisationReceipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let lines = try await history(ofOrganisation: try context.parameters.require("id"), context)
    return try await site.receipt(among: lines.map(\.position), in: .directory, context)
  }
}
