import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Reviews, holds and erasures for programs: the same commands, views and policy as the pages, as JSON.
package struct RetentionAPI: InterfacePart {
  let pages: RetentionPages
  let erasures: ErasurePages
  var site: Site { pages.site }

  package init(site: Site) {
    pages = RetentionPages(site: site)
    erasures = ErasurePages(site: site)
  }

  package static let calls = reviews + erasing
  private static let keeping = APIBody(RetentionForms.keep)
  private static let reason = APIBody(Reason.form)
  private static let asking = APIBody.record(RetentionForms.ask)

  private static let reviews: [APICall<RetentionAPI>] = [
    APICall(
      .get,
      "retention",
      "listRecordsToReview",
      "List what has passed its day and what comes to it soon, the earliest first",
      answer: .list(list)
    ) { api, request, context in
      let (passed, soon) = try await api.pages.tasks(context)
      return try api.site.answer(list, all: passed + soon, request)
    },
    APICall(
      .get,
      "retention/{id}",
      "readRetention",
      "Read what is held of a person, by when it is looked at",
      answer: .plain(person)
    ) { api, _, context in
      try api.site.json(person.json(try await api.pages.found(context, to: .read)))
    },
    APICall(
      .post,
      "retention/{id}/keep",
      "keepRecords",
      "Keep what is held of a person until a day, with a reason",
      body: keeping,
      answer: .plain(person),
      act: RetentionPolicy.Act.keep.rawValue
    ) { api, request, context in
      let standing = try await api.pages.found(context, to: .keep)
      try await api.pages.keep(standing, try await api.site.values(of: request, keeping), context)
      return try api.site.json(person.json(try await api.pages.found(context, to: .read)))
    },
    decision(.hold, "holdRecords", "Put a legal hold on what is held of a person"),
    decision(.release, "releaseRecords", "End a legal hold"),
  ]

  private static func decision(
    _ act: RetentionPolicy.Act,
    _ name: String,
    _ summary: String
  ) -> APICall<RetentionAPI> {
    APICall(
      .post,
      "retention/{id}/\(act.rawValue)",
      name,
      summary,
      body: reason,
      answer: .plain(person),
      act: act.rawValue
    ) { api, request, context in
      let standing = try await api.pages.found(context, to: act)
      try await api.pages.decide(act, standing, try await api.site.values(of: request, reason), context)
      return try api.site.json(person.json(try await api.pages.found(context, to: .read)))
    }
  }

  private static let erasing: [APICall<RetentionAPI>] =
    [
      APICall(
        .get,
        "erasures",
        "listErasures",
        "List erasures, the first asked for first",
        answer: .list(all)
      ) { api, request, context in
        try RetentionPolicy.policy.require(.readErasures, context.viewer, .none)
        let slice = try Slice(request, of: "erasures")
        let after = try slice.after.map { (askedAt: try $0.number(), id: $0.id) }
        let rows = try await api.site.read(.directory) {
          try ErasureList.slice(after: after, limit: slice.reach, in: $0)
        }
        return try api.site.answer(all, rows, slice, request) { Cursor($0.askedAt.milliseconds, $0.id) }
      },
      APICall(
        .post,
        "erasures",
        "askForErasure",
        "Ask for the erasure of a person; somebody else approves it",
        body: asking,
        answer: .made(erasure),
        act: RetentionPolicy.Act.ask.rawValue
      ) { api, request, context in
        try RetentionPolicy.policy.require(.ask, context.viewer, .none)
        let values = try await api.site.values(of: request, asking)
        let id = try api.site.recordID(for: values, of: request, by: context.viewer)
        try await api.erasures.ask(RetentionForms.ask.parse(values, into: .init()), as: id, context)
        return try await api.site.answer(rows, made: id)
      },
      APICall(
        .get,
        "erasures/{id}",
        "readErasure",
        "Read an erasure, with its certificate once it is done",
        answer: .record(erasure)
      ) { api, _, context in
        let row = try await api.erasures.found(context, to: .readErasures)
        return try api.site.answer(erasure, row, version: row.version)
      },
      APICall(
        .get,
        "erasures/{id}/foreseen",
        "foreseeErasure",
        "Read what an erasure would destroy, and what it could not get back",
        answer: .plain(foreseen)
      ) { api, _, context in
        let row = try await api.erasures.found(context, to: .readErasures)
        let (plan, outOfReach) = try await api.site.erasing.foresee(row.subject, row.vault)
        return try api.site.json(foreseen.json(Foreseen(plan: plan, outOfReach: outOfReach)))
      },
      APICall(
        .get,
        "erasures/{id}/history",
        "listErasureHistory",
        "List what was done about an erasure, the earliest first",
        answer: .list(HistoryLine.list)
      ) { api, request, context in
        let row = try await api.erasures.found(context, to: .readErasures)
        return try api.site.answer(HistoryLine.list, all: try await api.erasures.history(of: row), request)
      },
    ] + ErasureStep.allCases.map(step)

  private static func step(_ step: ErasureStep) -> APICall<RetentionAPI> {
    let body = APIBody(step.form)
    return APICall(
      .post,
      "erasures/{id}/\(step.path)",
      "\(step.path)Erasure",
      step.label,
      body: body,
      answer: .record(erasure),
      act: step.act.rawValue
    ) { api, request, context in
      let row = try await api.erasures.found(context, to: step.act)
      if step == .approve { try api.site.requireRecentProof(context) }
      try await api.erasures.take(step, row, try await api.site.values(of: request, body), context)
      return try await api.site.answer(rows, row.id)
    }
  }
}
