import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Sheets
import Views

/// The register of intervention providers: for what, until when, for how many cases at once, and near to whom.
package struct ProviderPages: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("providers", use: index)
    site.offer("providers", on: routes) { _, context in
      let rows = try await rows(context)
      return ListFile("providers", "Intervention providers", [ProviderTable.sheet(rows, on: site.today)])
    }
    routes.get("providers/new", use: newProvider)
    routes.post("providers", use: list)
    routes.get("providers/{id}", use: show)
    routes.get("providers/{id}/receipts/{position}", use: receipt)
    register(ProviderSteps.all, at: "providers/{id}", on: routes)
  }

  func rows(_ context: SiteContext) async throws -> [ProviderList.Row] {
    try ProviderPolicy.policy.require(.seeProviders, context.viewer, .none)
    try site.requireSecondFactor(for: InterventionProvider.vault, context)
    return try await site.read(InterventionProvider.vault) { try ProviderList.all(in: $0) }
  }

  @Sendable func index(_ request: Request, _ context: SiteContext) async throws -> Response {
    let rows = try await rows(context)
    let mayList = ProviderPolicy.policy.allows(.listProvider, context.viewer, .none)
    let mayRead = ProviderPolicy.policy.allows(.readProvider, context.viewer, .none)
    let model: Model = [
      "heading": "Intervention providers", "caption": "By name; those who were withdrawn come last",
      "lead":
        "People who give support that a panel agreed. A plan with mentoring takes only somebody who is approved for it on that day, who has room, and who is not near to the person.",
      "newAddress": mayList ? "/providers/new" : false, "newLabel": "List a provider",
      "empty": "No provider is listed yet.",
    ]
    let table = ProviderTable.sheet(rows, on: site.today, naming: true)
    return try site.page(
      "directory/table",
      table.model(rows.map { mayRead ? "/providers/\($0.id)" : nil }).merging(model) { $1 }
        .merging(ListFile.links("/providers", total: rows.count)) { $1 },
      context
    )
  }

  // MARK: Listing one

  private func requireToList(_ context: SiteContext) throws {
    try ProviderPolicy.policy.require(.listProvider, context.viewer, .none)
    try site.requireSecondFactor(for: InterventionProvider.vault, context)
  }

  @Sendable func newProvider(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToList(context)
    return try await listPage(FormValues(), [], id: site.newID(), context)
  }

  @Sendable func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    try requireToList(context)
    let values = try await site.values(of: request, context)
    let id = try values.recordID()
    do {
      try await list(values, as: id, context)
    } catch let invalid as Invalid {
      return try await listPage(values, invalid.errors, id: id, context)
    }
    return site.redirect(to: "/providers/\(id)")
  }

  func list(_ values: FormValues, as id: String, _ context: SiteContext) async throws {
    try requireToList(context)
    let listing = try await listing().parse(values, into: .init())
    let command = InterventionProvider.Command.list(
      id: id,
      name: listing.name,
      account: listing.account.isEmpty ? nil : listing.account,
      capacity: try ProviderForms.number(listing.capacity)
    )
    try await site.perform(command, on: id, of: InterventionProvider.self, by: context.viewer)
  }

  private func listing() async throws -> Form<ProviderForms.Listing> {
    ProviderForms.listing(try await site.people(holding: [.interventionProvider]))
  }

  private func listPage(
    _ values: FormValues,
    _ errors: [FieldError],
    id: String,
    _ context: SiteContext
  ) async throws -> Response {
    let page: Model = [
      "heading": "List an intervention provider",
      "lead": "They can be given a case once a supervisor of everywhere approved them.",
      "action": "/providers", "button": "List them", "backAddress": "/providers",
      "backLabel": "Intervention providers",
      "hidden": [["hiddenName": "record", "hiddenValue": id] as Model],
    ]
    let form = try await listing().model(values, errors: errors)
    return try site.formPage(form.merging(page) { $1 }, errors, context)
  }
}
