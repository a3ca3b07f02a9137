import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Platform
import Views

/// Looking for records, and the bundle that goes out.
extension RightsPages {
  // MARK: Looking

  /// Records of the person's names that are not added yet; that they were looked at together is written at each.
  @Sendable func find(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .find)
    let (sealed, purpose) = try await open(row, to: .find, request, context)
    let person = sealed?.person ?? .init(givenName: "", familyName: "")
    let added = try await site.read(RightsRequest.vault) { try RightsList.records(of: row.id, in: $0) }
    var records: [SealedRecord] = []
    for kind in site.options.sealedKinds where kind.kind != RightsRequest.category {
      records += try await kind.about(site, person.givenName, person.familyName)
    }
    let others = records.filter { record in !added.contains { $0.record == record.reference } }
    try await site.note(
      .combination,
      others,
      as: RightsRequest.category,
      for: purpose,
      by: context.viewer
    )
    let earlier = try await site.read(RightsRequest.vault) { try RightsList.others(than: row.id, in: $0) }
    try await site.note(
      .combination,
      earlier.map(Self.record),
      as: RightsRequest.category,
      for: purpose,
      by: context.viewer
    )
    return try site.page(
      "rights/find",
      findModel(row, RightsWording.name(person), others, earlier, try await site.areaNames()),
      context
    )
  }

  private func findModel(
    _ row: RightsList.Row,
    _ name: String,
    _ records: [SealedRecord],
    _ earlier: [RightsList.Row],
    _ areas: [String: String]
  ) -> Model {
    [
      "title": row.reference, "name": name, "backAddress": "/rights/\(row.id)",
      "addAddress": "/rights/\(row.id)/link", "hasRecords": !records.isEmpty,
      "records": records.map { record -> Model in
        [
          "recordTitle": record.title, "recordAddress": record.address,
          "recordArea": record.area.flatMap { areas[$0] } ?? false,
          "recordKind": site.sealedKind(record.reference.kind)?.label ?? record.reference.kind,
          "addAddress": "/rights/\(row.id)/link".withQuery([("record", record.title)]),
        ]
      },
      "hasEarlier": !earlier.isEmpty,
      "earlier": earlier.map { other -> Model in
        [
          "earlierTitle": "\(RightsRequest.kindList.label(other.kind)), \(other.reference)",
          "earlierAddress": "/rights/\(other.id)",
          "earlierLine": "received on \(other.received.words), \(RightsWording.life(other.life))",
        ]
      },
    ]
  }

  // MARK: The bundle

  /// The bundle, once it is written at each record that it was read.
  private func opened(
    _ request: Request,
    _ context: SiteContext
  ) async throws -> (row: RightsList.Row, sealed: RightsList.Sealed?, bundle: RightsBundle) {
    let row = try await found(context, to: .read)
    _ = try await site.statedPurpose(for: Self.record(row), request, context)
    try site.requireRecentProof(context)
    return try await readBundle(row, request, context)
  }

  func readBundle(
    _ row: RightsList.Row,
    _ request: Request,
    _ context: SiteContext
  ) async throws -> (row: RightsList.Row, sealed: RightsList.Sealed?, bundle: RightsBundle) {
    let (sealed, purpose) = try await open(row, to: .read, request, context)
    let bundle = try await bundle(row.id)
    let records = bundle.records.map(\.record)
    try await site.note(.consultation, records, as: Self.bundleAct, for: purpose, by: context.viewer)
    return (row, sealed, bundle)
  }

  /// To be read and printed.
  @Sendable func bundlePage(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, sealed, bundle) = try await opened(request, context)
    let model: Model = [
      "title": row.reference, "backAddress": "/rights/\(row.id)",
      "fileAddress": "/rights/\(row.id)/bundle.json",
      "name": sealed.map { RightsWording.name($0.person) } ?? "", "letter": sealed?.letter ?? false,
      "made": site.today.words, "records": bundle.records.map(Self.model),
      "complaint": RightsWording.complaint,
    ]
    return try site.page("rights/bundle", model, context)
  }

  /// The same for a machine.
  @Sendable func bundleFile(_ request: Request, _ context: SiteContext) async throws -> Response {
    let (row, sealed, bundle) = try await opened(request, context)
    var response = try site.json(RightsAPI.bundle.json(.init(row: row, sealed: sealed, bundle: bundle)))
    response.headers[.contentDisposition] = "attachment; filename=\"\(row.reference).json\""
    return response
  }

  /// What went out with the answer, as it was then: for whoever looks at the answer again.
  @Sendable func sentFile(_ request: Request, _ context: SiteContext) async throws -> Response {
    let row = try await found(context, to: .read)
    _ = try await site.statedPurpose(for: Self.record(row), request, context)
    try site.requireRecentProof(context)
    var response = site.json(bytes: try await sent(row, request, context))
    response.headers[.contentDisposition] = "attachment; filename=\"\(row.reference)-sent.json\""
    return response
  }

  func sent(_ row: RightsList.Row, _ request: Request, _ context: SiteContext) async throws -> Data {
    let (_, purpose) = try await open(row, to: .read, request, context)
    let records = try await linkedRecords(row.id).map(\.0)
    try await site.note(.consultation, records, as: Self.bundleAct, for: purpose, by: context.viewer)
    guard let copy = try await site.load(RightsRequest.self, row.id).state.copy?.value else {
      throw NotFound()
    }
    return Data(copy.utf8)
  }

  private static func model(_ held: RightsBundle.Held) -> Model {
    [
      "recordTitle": held.record.title, "recordKind": held.kind, "why": held.why,
      "until": held.until?.words ?? "A day that no rule has set yet",
      "parts": held.passages.map { part -> Model in
        [
          "label": part.passage.label,
          "text": part.given ?? false,
          "ground": part.withheld.map { RightsRequest.withholdingList.label($0.ground) } ?? false,
        ]
      },
      "hasLooks": !held.looks.isEmpty,
      "looks": held.looks.map { ["line": words($0)] as Model },
      "hasDisclosures": !held.disclosures.isEmpty,
      "disclosures": held.disclosures.map {
        ["line": $0.line] as Model
      },
    ]
  }

  /// A look in words, with nobody's name.
  static func words(_ look: RightsBundle.Look) -> String {
    let (first, last) = (RightsWording.day(look.first), RightsWording.day(look.last))
    let when = first == last ? "on \(first)" : "between \(first) and \(last)"
    let times = look.count == 1 ? "Once" : "\(look.count) times"
    let purposes = look.purposes.map { Purpose.list.label($0).lowercased() }.joined(separator: ", ")
    return "\(times) \(when)" + (purposes.isEmpty ? "" : ", for: \(purposes)")
  }
}
