import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// The home page: what waits for me, and what is new.
package struct PracticeHome: Sendable {
  let site: Site

  package init(site: Site) { self.site = site }

  package func register(on routes: RouterGroup<SiteContext>) {
    routes.get("", use: home)
    for page in ["about", "accessibility"] {
      routes.get(RouterPath(page)) { _, context in try site.page("site/\(page)", [:], context) }
    }
  }

  private struct Facts: Sendable {
    let newest: [PracticeList.Row]
    let stages: [String: Int]
    let compiled: Int
  }

  @Sendable func home(_ request: Request, _ context: SiteContext) async throws -> Response {
    let listed = PracticeList.Scope(of: context.viewer, on: site.today).and(.published)
    let (stages, compiled) = try await PracticePages(site: site).counted(listed)
    let newest = try await site.read(.learning) { try PracticeList.newest(listed, limit: 6, in: $0) }
    let waiting = try await site.waiting(context)
    var model = model(Facts(newest: newest, stages: stages, compiled: compiled), context)
    model["hasWaiting"] = !waiting.isEmpty
    model["waiting"] = waiting.map(\.model)
    return try site.page("site/home", model, context)
  }

  private func model(_ facts: Facts, _ context: SiteContext) -> Model {
    let viewer = context.viewer
    let most = max(1, facts.stages.values.max() ?? 1)
    return [
      "heading": context.name.isEmpty ? "What works to prevent violent extremism?" : "Hello, \(context.name)",
      "homeLead": viewer.account == nil
        ? "What people did to prevent violent extremism, what it cost, and how far anyone knows whether it worked. "
          + PracticeWording.reviewed(facts.stages.values.reduce(0, +), compiled: facts.compiled)
        : false,
      "hasNew": !facts.newest.isEmpty, "new": facts.newest.map { Self.item($0).model },
      "countHeading": "By evidence stage",
      "counts": Practice.stageList.codes.map { code -> Model in
        [
          "address": "/practices?stage=\(code.code)", "countLabel": code.label,
          "count": (facts.stages[code.code] ?? 0).grouped,
          // Hundredths of the longest bar.
          "share": (facts.stages[code.code] ?? 0) * 100 / most,
        ]
      },
      "canDeposit": PracticePolicy.policy.allows(.deposit, viewer, .none),
    ]
  }
}
