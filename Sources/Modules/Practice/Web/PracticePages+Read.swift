import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Other ways to read a practice: beside others, as a citation, and as one change left it.
extension PracticePages {
  // MARK: Comparing

  /// How many practices one page can show side by side.
  private static let comparable = 2...4

  @Sendable func compare(_ request: Request, _ context: SiteContext) async throws -> Response {
    var ids: [String] = []
    for id in request.asked.all("id") where !ids.contains(id) {
      ids.append(id)
    }
    guard Self.comparable.contains(ids.count) else {
      return try site.message(
        "Choose two to four practices",
        ["Tick them in the list of practices, then press “Compare those ticked”."],
        context,
        .badRequest
      )
    }
    let found = try await site.read(.learning) { [ids] db in
      try ids.compactMap { id in
        try PracticeRecord.find(id, in: db).map { ($0, try AdoptionList.adoptions(of: id, in: db)) }
      }
    }
    let today = site.today
    let readable = found.filter {
      PracticePolicy.policy.allows(.read, context.viewer, .init($0.0, on: today)) && !$0.0.life.isOver
    }
    guard Self.comparable.contains(readable.count) else { throw NotFound() }
    try await noteConsulted(readable.map { ($0.0.id, $0.0.details.marking) }, reason: "compare", context)
    return try site.page("practice/compare", PracticeComparison(readable).model, context)
  }

  // MARK: Citing

  @Sendable func cite(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .read)
    let format = try context.parameters.require("format")
    guard !record.life.isOver, let kind = PracticeCitation.formats[format] else { throw NotFound() }
    let history = try await site.read(.learning) { try PracticeRecord.history(of: record.id, in: $0) }
    guard let text = try PracticeCitation(record, history, context.origin).file(format) else {
      throw NotFound()
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: kind.type, .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"touchstone-\(record.id).\(kind.suffix)\"",
      ],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }

  // MARK: One change

  @Sendable func change(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .readHistory)
    let position = try context.position()
    let history = try await site.read(.learning) { try PracticeRecord.history(of: record.id, in: $0) }
    guard let act = history.first(where: { $0.position == position }),
      let change = PracticeChange(act, in: history, record, context.viewer)
    else { throw NotFound() }
    return try site.page(
      "practice/change",
      [
        "caption": record.details.title, "address": "/practices/\(record.id)",
        "when": PracticeWording.moment(act.at), "why": act.reason.isEmpty ? false : act.reason,
        "differences": change.model,
      ],
      context
    )
  }

  /// Whoever reads a history may keep a receipt for each of its lines: it tells nothing of what was done.
  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .readHistory)
    let history = try await site.read(.learning) { try PracticeRecord.history(of: record.id, in: $0) }
    return try await site.receipt(among: history.map(\.position), in: Practice.vault, context)
  }
}

/// Several practices side by side, with what is not known said as plainly as what is.
struct PracticeComparison {
  let model: Model

  /// What is compared, in the order in which somebody who wants to copy one would ask.
  private static let fields = [
    "problem", "audience", "audience_group", "setting", "strand", "objective", "country", "method",
    "cost_gbp", "cost_note",
    "reach", "outcome", "evidence_stage", "evaluation_design", "maryland", "emmie_effect", "emmie_mechanism",
    "emmie_moderator", "emmie_implementation", "emmie_economics", "harms", "lessons",
  ]

  init(_ practices: [(PracticeRecord.Row, [AdoptionList.Row])]) {
    let rows = Self.fields.compactMap { PracticeForm.form.field($0) }.map { field -> Model in
      let cells = practices.map { record, _ -> Model in
        let words = field.words(record.details)
        return [
          "cell": words.isEmpty ? "Not known" : words, "isUnknown": words.isEmpty || words == "Not known",
        ]
      }
      return ["label": field.label, "cells": cells]
    }
    let lives = practices.map { record, _ -> Model in
      ["cell": PracticeWording.life(record.life), "isUnknown": false]
    }
    let adoptions = practices.map { _, adoptions -> Model in
      let sentences = AdoptionWording.sentences(.init(adoptions))
      return ["cell": sentences.joined(separator: "\n"), "isUnknown": adoptions.isEmpty]
    }
    model = [
      "count": practices.count,
      "columns": practices.map { record, _ -> Model in
        ["title": record.details.title, "address": "/practices/\(record.id)"]
      },
      "rows": [["label": "Where it stands", "cells": lives] as Model] + rows + [
        ["label": "Where else it is done", "cells": adoptions] as Model
      ],
    ]
  }
}
