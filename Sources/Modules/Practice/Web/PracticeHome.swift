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
    var waiting: [(title: String, rows: [PracticeList.Row])] = []
    var newest: [PracticeList.Row]
    var stages: [String: Int]
    var compiled: Int
  }

  @Sendable func home(_ request: Request, _ context: SiteContext) async throws -> Response {
    let viewer = context.viewer
    let today = site.today
    let scope = PracticeList.Scope(of: viewer, on: today)
    let listed = scope.and(.published)
    let (stages, compiled) = try await PracticePages(site: site).counted(listed)
    let facts = try await site.read(.learning) { db in
      var facts = Facts(
        newest: try PracticeList.newest(listed, limit: 6, in: db),
        stages: stages,
        compiled: compiled
      )
      if let account = viewer.account {
        if viewer.holdsAnywhere(.contributor) {
          facts.waiting.append(("Your drafts", try PracticeList.drafts(of: account, in: db)))
        }
        if viewer.holdsAnywhere(.reviewer) {
          facts.waiting.append(("For you to review", try PracticeList.toReview(by: account, scope, in: db)))
        }
        if viewer.holdsAnywhere(.editor) {
          facts.waiting.append(
            ("Reviewed, for you to decide", try PracticeList.toDecide(by: account, scope, in: db))
          )
          facts.waiting.append(
            ("Due to be looked at again", try PracticeList.due(before: today, scope, in: db))
          )
        }
      }
      return facts
    }
    var model = model(facts, context)
    for (title, items) in try await DirectoryHome(site: site).waiting(context) + [
      ("You do it; how did it go?", try await silentAdoptions(viewer)),
      ("Your searches", try await PracticePages(site: site).newsOfSearches(viewer)),
    ] + (try await OversightPages(site: site).waiting(viewer)) where !items.isEmpty {
      let waiting = (model["waiting"] as? [Model] ?? []) + [["groupTitle": title, "items": items]]
      model.merge(["hasWaiting": true, "waiting": waiting]) { $1 }
    }
    return try site.page("site/home", model, context)
  }

  /// What the viewer's organisation does and has not reported on, the longest first.
  private func silentAdoptions(_ viewer: Viewer) async throws -> [Model] {
    guard let account = viewer.account, viewer.holdsAnywhere(.contributor) else { return [] }
    let today = site.today
    let found = try await site.read(.learning) { db in
      try AdoptionList.silent(organisation: viewer.organisation, account: account, in: db)
        .compactMap { adoption -> (AdoptionList.Row, String)? in
          guard let practice = try PracticeRecord.find(adoption.details.practice, in: db),
            PracticePolicy.policy.allows(.read, viewer, .init(practice, on: today))
          else { return nil }
          return (adoption, practice.details.title)
        }
        .prefix(10)
    }
    return found.map { adoption, title in
      [
        "address": "/adoptions/\(adoption.id)", "itemTitle": title,
        "meta": "Recorded on \(PartialDate(on: adoption.recordedAt).words), no result yet",
      ]
    }
  }

  private func model(_ facts: Facts, _ context: SiteContext) -> Model {
    let viewer = context.viewer
    let waiting = facts.waiting.filter { !$0.rows.isEmpty }
    var tasks = waiting.map { group -> Model in
      ["groupTitle": group.title, "items": group.rows.map(Self.item)]
    }
    if viewer.holdsAnywhere(.reviewer), facts.compiled > 0 {
      let title =
        "\(facts.compiled.grouped) compiled record\(facts.compiled == 1 ? "" : "s") to check against their sources"
      let item: Model = ["address": "/practices?life=compiled", "itemTitle": title, "meta": ""]
      tasks.append(["groupTitle": "For any reviewer", "items": [item]])
    }
    let most = max(1, facts.stages.values.max() ?? 1)
    return [
      "heading": context.name.isEmpty ? "What works to prevent violent extremism?" : "Hello, \(context.name)",
      "homeLead": viewer.account == nil
        ? "What people did to prevent violent extremism, what it cost, and how far anyone knows whether it worked. "
          + PracticeWording.reviewed(facts.stages.values.reduce(0, +), compiled: facts.compiled)
        : false,
      "hasWaiting": !tasks.isEmpty, "waiting": tasks,
      "hasNew": !facts.newest.isEmpty, "new": facts.newest.map(Self.item),
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

  private static func item(_ row: PracticeList.Row) -> Model {
    let note = row.note.map { "Returned: \($0.prefix(120))" }
    let place = [row.leadBody, row.country].filter { !$0.isEmpty }.joined(separator: ", ")
    return ["address": "/practices/\(row.id)", "itemTitle": row.title, "meta": note ?? place]
  }
}
