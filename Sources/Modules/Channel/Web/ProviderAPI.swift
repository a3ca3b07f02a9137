import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Intervention providers for programs: the same commands and the same views as the pages, as JSON.
package struct ProviderAPI: SteppedRowsAPI {
  let pages: ProviderPages

  package init(site: Site) { pages = ProviderPages(site: site) }

  private static func parts<Value>(
    _ row: @escaping @Sendable (Value) -> ProviderList.Row
  ) -> [Shape<Value>.Part] {
    [
      .value("id", "Identifier") { row($0).id },
      .value("reference", "What people call it by") { row($0).reference },
      .value("name", "Name; null once it is erased") { row($0).name },
      .value("natures", "The support that they are approved for") { row($0).natures.map(\.code) },
      .value("until", "The last day of the approval") { row($0).until },
      .value("capacity", "How many cases at once") { row($0).capacity },
      .value("engaged", "In how many open cases a plan names them") { row($0).engaged },
      .value("is_withdrawn", "Whether they were withdrawn") { row($0).isWithdrawn },
      .value("version", "How many changes made it what it is") { row($0).version },
    ]
  }

  private static let listed = Shape<ProviderList.Row>("ProviderRow", parts { $0 })

  private static let conflict = Shape<(reference: String, words: String)>(
    "ProviderConflict",
    [
      .value("case", "The reference of the case") { $0.reference },
      .value("words", "How they are near to the person; empty once it is erased") { $0.words },
    ]
  )

  private static let provider = Shape<ProviderPages.Opened>(
    "Provider",
    parts { $0.row } + [
      .value("account", "The account that they sign in with") { $0.row.account },
      .list("conflicts", "Cases that are never given to them", of: conflict) { $0.conflicts },
    ]
  )

  private static let providers = APIList("providers", of: listed)
  private static let listing = APIBody.record(ProviderForms.listing(nil))

  static let rows = RecordRows(
    at: "providers",
    as: listed,
    in: InterventionProvider.vault,
    ProviderList.find(_:in:)
  ) { $0.version }

  package static let calls: [APICall<ProviderAPI>] = [
    APICall(
      .get,
      "providers",
      "listProviders",
      "List intervention providers, by name",
      answer: .list(providers)
    ) { api, request, context in
      try api.site.answer(providers, all: try await api.pages.rows(context), request)
    },
    APICall(
      .post,
      "providers",
      "listProvider",
      "List an intervention provider",
      body: listing,
      answer: .made(listed),
      act: ProviderPolicy.Act.listProvider.rawValue
    ) { api, request, context in
      let values = try await api.site.values(of: request, listing)
      let id = try api.site.recordID(for: values, of: request, by: context.viewer)
      try await api.pages.list(values, as: id, context)
      return try await api.site.answer(rows, made: id)
    },
    APICall(
      .get,
      "providers/{id}",
      "readProvider",
      "Open an intervention provider, and say what for",
      answer: .record(provider),
      needsPurpose: true
    ) { api, request, context in
      let opened = try await api.pages.open(request, context)
      return try api.site.answer(provider, opened, version: opened.row.version)
    },
    step(ProviderSteps.approve, "approveProvider", "Approve a provider for some support, until a day"),
    step(ProviderSteps.setCapacity, "setProviderCapacity", "Say how many cases a provider takes at once"),
    step(
      ProviderSteps.declareConflict,
      "declareProviderConflict",
      "Declare that a provider is near to the person of a case"
    ),
    step(ProviderSteps.withdraw, "withdrawProvider", "Withdraw a provider"),
  ]
}

extension ProviderPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set(ProviderSteps.all.map(\.act) + [ProviderPolicy.Act.listProvider.rawValue])
  }
}
