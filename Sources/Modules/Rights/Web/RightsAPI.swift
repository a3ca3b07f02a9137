import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Requests for rights for programs: the same commands, views and policy as the pages, as JSON.
package struct RightsAPI: InterfacePart {
  let pages: RightsPages
  var site: Site { pages.site }

  package init(site: Site) { pages = RightsPages(site: site) }

  static let rows = RecordRows(at: "rights", as: request, in: RightsRequest.vault, RightsList.find) {
    $0.version
  }
  private static let receiving = APIBody.record(RightsForms.receive)

  package static let calls: [APICall<RightsAPI>] =
    [
      APICall(
        .get,
        "rights",
        "listRightsRequests",
        "List requests for rights, the latest first, with nothing that is sealed",
        answer: .list(requests)
      ) { try await $0.list($1, $2) },
      APICall(
        .post,
        "rights",
        "receiveRightsRequest",
        "Record a request",
        body: receiving,
        answer: .made(request),
        act: RightsPolicy.Act.receive.rawValue
      ) { try await $0.receive($1, $2) },
      APICall(
        .get,
        "rights/{id}",
        "readRightsRequest",
        "Open a request, and say what for",
        answer: .record(opened),
        needsPurpose: true
      ) { api, request, context in
        let row = try await api.pages.found(context, to: .read)
        let (sealed, _) = try await api.pages.open(row, to: .read, request, context)
        return try api.site.answer(opened, .init(row: row, sealed: sealed), version: row.version)
      },
      APICall(
        .get,
        "rights/{id}/bundle",
        "readRightsBundle",
        "Read what is held about a person, why, who saw it, who was told, and until when",
        answer: .plain(bundle),
        needsPurpose: true
      ) { api, request, context in
        let row = try await api.pages.found(context, to: .read)
        let (_, sealed, bundle) = try await api.pages.readBundle(row, request, context)
        return try api.site.json(Self.bundle.json(.init(row: row, sealed: sealed, bundle: bundle)))
      },
      APICall(
        .get,
        "rights/{id}/sent",
        "readSentRightsBundle",
        "Read the bundle as it was when it went out",
        answer: .plain(bundle),
        needsPurpose: true
      ) { api, request, context in
        let row = try await api.pages.found(context, to: .read)
        return api.site.json(bytes: try await api.pages.sent(row, request, context))
      },
      APICall(
        .get,
        "rights/{id}/history",
        "listRightsHistory",
        "List what was done with a request, the earliest first",
        answer: .list(HistoryLine.list),
        needsPurpose: true
      ) { api, request, context in
        let row = try await api.pages.found(context, to: .read)
        _ = try await api.pages.open(row, to: .read, request, context)
        return try api.site.answer(HistoryLine.list, all: try await api.pages.history(of: row), request)
      },
    ] + RightsStep.allCases.map(step)

  private static func step(_ step: RightsStep) -> APICall<RightsAPI> {
    let body = APIBody(RightsForms.form(step, nil))
    return APICall(
      .post,
      "rights/{id}/\(step.path)",
      "\(step)RightsRequest",
      step.label,
      body: body,
      answer: .record(request),
      needsPurpose: true,
      act: step.act.rawValue
    ) { api, request, context in
      let row = try await api.pages.found(context, to: step.act)
      let purpose = try await api.site.statedPurpose(for: RightsPages.record(row), request, context)
      if step.needsProof { try api.site.requireRecentProof(context) }
      let values = try await api.site.values(of: request, body)
      try await api.pages.take(step, row, values, as: api.site.newID(), for: purpose, context)
      return try await api.site.answer(rows, row.id)
    }
  }

  private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    try pages.requireToList(context)
    let lives = pages.lives(context)
    let slice = try Slice(request, of: "rights")
    let after = slice.after.map { (received: $0.key, id: $0.id) }
    let rows = try await site.read(RightsRequest.vault) { db in
      try RightsList.slice(lives, after: after, limit: slice.reach, in: db)
    }
    return try site.answer(Self.requests, rows, slice, request) { Cursor($0.received.iso, $0.id) }
  }

  private func receive(_ request: Request, _ context: SiteContext) async throws -> Response {
    try pages.requireToReceive(context)
    let values = try await site.values(of: request, Self.receiving)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.receive(values, as: id, context)
    return try await site.answer(Self.rows, made: id)
  }
}
