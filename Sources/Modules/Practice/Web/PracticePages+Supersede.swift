import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Saying that another practice takes the place of this one.
extension PracticePages {
  struct Supersession: Equatable, Sendable {
    var by = ""
    var reason = ""

    /// An identifier, or the address of a page of this site, which ends in one.
    var id: String { by.split(separator: "/").last.map(String.init) ?? "" }
  }

  static let supersession = Form<Supersession>(
    "practice-supersede",
    [
      .text(
        \.by,
        "by",
        "Which practice takes its place?",
        hint: "The address of its page, or its identifier",
        max: 300,
        required: "Give the practice that takes its place"
      ),
      .area(\.reason, "reason", "Why", max: 2000, required: "Say why", rows: 3),
    ]
  )

  @Sendable func supersedePage(_ request: Request, _ context: SiteContext) async throws -> Response {
    try supersedePage(try await record(context, to: .supersede), FormValues(), [], context)
  }

  @Sendable func supersede(_ request: Request, _ context: SiteContext) async throws -> Response {
    let record = try await record(context, to: .supersede)
    let values = try await site.values(of: request, context)
    do {
      try await supersede(record, values, context)
    } catch let invalid as Invalid {
      return try supersedePage(record, values, invalid.errors, context)
    }
    return site.redirect(to: "/practices/\(record.id)")
  }

  func supersede(_ record: PracticeRecord.Row, _ values: FormValues, _ context: SiteContext) async throws {
    let asked = try Self.supersession.parse(values, into: .init())
    guard asked.id != record.id else {
      throw Invalid([FieldError("by", "A practice does not take its own place")])
    }
    let other = try await site.read(.learning) { try PracticeRecord.find(asked.id, in: $0) }
    guard let other, other.life == .published || other.life == .compiled,
      PracticePolicy.policy.allows(.read, context.viewer, .init(other, on: site.today))
    else { throw Invalid([FieldError("by", "There is no such practice in the library")]) }
    if other.isEmbargoed(on: site.today), let day = other.embargo {
      throw Invalid([FieldError("by", "That practice is embargoed until \(day.words). Say it from that day")])
    }
    if try await takesTurns(other, with: record) {
      let sentence =
        "This practice took the place of that one, itself or by others: it cannot go round in a circle"
      throw Invalid([FieldError("by", sentence)])
    }
    try await site.perform(
      .supersede(by: other.id, reason: asked.reason),
      on: record.id,
      of: Practice.self,
      by: context.viewer
    )
  }

  private func supersedePage(
    _ record: PracticeRecord.Row,
    _ values: FormValues,
    _ errors: [FieldError],
    _ context: SiteContext
  ) throws -> Response {
    var model = Self.supersession.model(values, errors: errors)
    model.merge([
      "caption": record.details.title, "heading": "Another practice takes its place",
      "lead": "This page stays, says so at its top and points to the other.",
      "action": "/practices/\(record.id)/supersede", "button": "Save",
      "backAddress": "/practices/\(record.id)", "backLabel": "Back to the practice",
    ]) { $1 }
    return try site.formPage(model, errors, context)
  }

  /// Whether what took a practice's place, or the place of that, and so on, is another practice.
  private func takesTurns(_ first: PracticeRecord.Row, with record: PracticeRecord.Row) async throws -> Bool {
    try await site.read(.learning) { db in
      var seen: Set<String> = []
      var next = first.supersededBy
      while let id = next, seen.insert(id).inserted {
        if id == record.id { return true }
        next = try PracticeRecord.find(id, in: db)?.supersededBy
      }
      return false
    }
  }

  /// What took the place of a practice, as one viewer may know it.
  enum Successor {
    case open(PracticeRecord.Row)
    case withdrawn(PracticeRecord.Row)
    case closed

    /// The identifier, for who may read it.
    var id: String? { row?.id }

    private var row: PracticeRecord.Row? {
      switch self {
      case .open(let row), .withdrawn(let row): row
      case .closed: nil
      }
    }

    private var sentence: String {
      switch self {
      case .open: "Another practice takes its place"
      case .withdrawn: "Another practice took its place, and was withdrawn since"
      case .closed: "Another practice takes its place, one that you may not see"
      }
    }

    var model: Model {
      [
        "successorSentence": sentence,
        "successorAddress": row.map { "/practices/\($0.id)" } ?? false,
        "successorTitle": row?.details.title ?? "",
      ]
    }
  }

  /// What took its place; nil where nothing did.
  func successor(of record: PracticeRecord.Row, _ viewer: Viewer) async throws -> Successor? {
    guard let id = record.supersededBy else { return nil }
    guard let other = try await site.read(.learning, { try PracticeRecord.find(id, in: $0) }),
      PracticePolicy.policy.allows(.read, viewer, .init(other, on: site.today))
    else { return .closed }
    return other.life.isOver ? .withdrawn(other) : .open(other)
  }
}
