import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Other ways to read a practice: beside others, and as a citation.
extension PracticePages {
  // MARK: Comparing

  /// How many practices can stand side by side.
  static let comparable = 2...4

  @Sendable func compare(_ request: Request, _ context: SiteContext) async throws -> Response {
    let asked = request.asked.all("id")
    let ids = asked.enumerated().filter { asked.firstIndex(of: $1) == $0 }.map(\.element)
    guard Self.comparable.contains(ids.count) else {
      return try site.message(
        "Choose two to four practices",
        ["Tick them in the list of practices, then press “Compare those ticked”."],
        context,
        .badRequest
      )
    }
    return try site.page("practice/compare", try await comparison(of: ids, context).model, context)
  }

  /// Those of these practices that whoever asks may read, side by side.
  func comparison(of ids: [String], _ context: SiteContext) async throws -> PracticeComparison {
    let found = try await site.read(.learning) { db in
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
    return PracticeComparison(readable)
  }

  // MARK: Citing

  @Sendable func cite(_ request: Request, _ context: SiteContext) async throws -> Response {
    try await cite(as: try context.parameters.require("format"), context)
  }

  /// A practice as a file that programs for references read.
  func cite(as format: String, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .read)
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

  /// Whoever reads a history may keep a receipt for each of its lines: it tells nothing of what was done.
  @Sendable func receipt(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .readHistory)
    let history = try await site.read(.learning) { try PracticeRecord.history(of: record.id, in: $0) }
    return try await site.receipt(among: history.map(\.position), in: Practice.vault, context)
  }
}
