import Domain
import HTTPTypes
package import Hummingbird
import Kernel
package import Platform
import Views

/// Adoptions for programs: the same commands and the same views as the pages, as JSON.
package struct AdoptionAPI: Sendable {
  private let pages: AdoptionPages
  private let practices: PracticePages
  private var site: Site { pages.site }

  package init(site: Site) {
    pages = AdoptionPages(site: site)
    practices = PracticePages(site: site)
  }

  package func register(on routes: RouterGroup<SiteContext>) {
    for call in Self.calls { call.register(on: routes, self) }
  }

  private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
    let practice = try await practices.record(context, to: .read)
    let slice = try Slice(request, of: "adoptions")
    let after = try slice.after.map { (recordedAt: try $0.number(), id: $0.id) }
    let rows = try await site.read(Adoption.vault) { db in
      try AdoptionList.adoptions(of: practice.id, after: after, limit: slice.reach, in: db)
    }
    return try site.answer(Self.adoptions, rows, slice, request) {
      Cursor($0.recordedAt.milliseconds, $0.id)
    }
  }

  private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
    let adoption = try await pages.found(context, to: .read).adoption
    return try site.answer(Self.adoption, adoption, version: adoption.version)
  }

  private func record(_ request: Request, _ context: SiteContext) async throws -> Response {
    let practice = try await pages.practice(context)
    let values = try await site.values(of: request, Self.recording)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.record(values, of: practice, as: id, context)
    return try await shown(id, madeAt: "/api/v1/adoptions/\(id)")
  }

  private func revise(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .revise)
    let values = try await site.values(of: request, Self.revising)
    let seen = try site.seenVersion(request)
    try await pages.revise(found, values, expecting: seen, present: true, context)
    return try await shown(found.adoption.id)
  }

  private func report(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .report)
    let values = try await site.values(of: request, Self.reporting)
    let id = try site.recordID(for: values, of: request, by: context.viewer)
    try await pages.report(found, values, as: id, context)
    return try await shown(found.adoption.id, .created)
  }

  private func correct(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .correct)
    let report = try pages.result(of: found, context)
    let values = try await site.values(of: request, Self.correcting)
    let seen = try site.seenVersion(request)
    try await pages.correct(found, report, values, expecting: seen, present: true, context)
    return try await shown(found.adoption.id)
  }

  private func end(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .end)
    let command = try AdoptionPages.end(await site.values(of: request, Self.ending))
    return try await perform(command, on: found, context)
  }

  private func takeBack(_ request: Request, _ context: SiteContext) async throws -> Response {
    let found = try await pages.found(context, to: .takeBack)
    let values = try await site.values(of: request, Self.takingBack)
    return try await perform(
      .takeBack(reason: AdoptionForm.reason.parse(values, into: "")),
      on: found,
      context
    )
  }

  private func perform(
    _ command: Adoption.Command,
    on found: AdoptionPages.Found,
    _ context: SiteContext
  ) async throws -> Response {
    try await site.perform(command, on: found.adoption.id, of: Adoption.self, by: context.viewer)
    return try await shown(found.adoption.id)
  }

  private func shown(
    _ id: String,
    _ status: HTTPResponse.Status = .ok,
    madeAt address: String? = nil
  ) async throws -> Response {
    guard let row = try await site.read(Adoption.vault, { try AdoptionList.find(id, in: $0) }) else {
      throw NotFound()
    }
    return try site.answer(Self.adoption, row, version: row.version, status, madeAt: address)
  }
}

// MARK: What it answers

extension AdoptionAPI {
  private static let adoptions = APIList("adoptions", of: adoption)

  private static let result = Shape<AdoptionList.Report>(
    "AdoptionResult",
    [
      .value("id", "Identifier") { $0.id },
      .form(AdoptionForm.result) { $0.result },
      .value("is_corrected", "Whether it was corrected since it was reported") { $0.isCorrected },
      .value("reported_on", "The day on which it was reported") { PartialDate(on: $0.at) },
    ]
  )

  private static let adoption = Shape<AdoptionList.Row>(
    "Adoption",
    [
      .value("id", "Identifier") { $0.id },
      .form(AdoptionForm.details) { $0.details },
      .value(
        "life",
        "Where it is in its life",
        of: Adoption.State.Life.allCases.filter { $0 != .absent }.map(\.rawValue)
      ) { $0.life.rawValue },
      .value("version", "How many changes made it what it is") { $0.version },
      .value("practice", "The practice that is done") { $0.details.practice },
      .value("practice_version", "The version of the practice that was read") { $0.details.practiceVersion },
      .value("organisation", "The organisation that does it") { $0.details.organisation },
      .value("ended_on", "When it ended") { $0.endedOn },
      .list("results", "How it went", of: result) { $0.results },
    ]
  )
}

// MARK: What it is asked

extension AdoptionAPI {
  private static let recording = APIBody.record(AdoptionForm.details)
  private static let revising = APIBody.change(AdoptionForm.details)
  private static let reporting = APIBody.record(AdoptionForm.result)
  private static let correcting = APIBody.change(AdoptionForm.result)
  private static let ending = APIBody(AdoptionForm.ending)
  private static let takingBack = APIBody(AdoptionForm.reason)

  private static let calls: [APICall<AdoptionAPI>] = [
    APICall(
      .get,
      "practices/{id}/adoptions",
      "listAdoptions",
      "List where else a practice is done, the earliest first",
      answer: .list(adoptions)
    ) { try await $0.list($1, $2) },
    APICall(
      .post,
      "practices/{id}/adoptions",
      "recordAdoption",
      "Record that it is done here too",
      body: recording,
      answer: .made(adoption),
      act: AdoptionPolicy.Act.record.rawValue
    ) { try await $0.record($1, $2) },
    APICall(.get, "adoptions/{id}", "readAdoption", "Read an adoption", answer: .record(adoption)) {
      try await $0.show($1, $2)
    },
    APICall(
      .put,
      "adoptions/{id}",
      "reviseAdoption",
      "Change what the body names of an adoption",
      body: revising,
      answer: .record(adoption),
      needsVersion: true,
      act: AdoptionPolicy.Act.revise.rawValue
    ) { try await $0.revise($1, $2) },
    APICall(
      .post,
      "adoptions/{id}/results",
      "reportResult",
      "Report a result",
      body: reporting,
      answer: .record(adoption, .created),
      act: AdoptionPolicy.Act.report.rawValue
    ) { try await $0.report($1, $2) },
    APICall(
      .put,
      "adoptions/{id}/results/{result}",
      "correctResult",
      "Correct what the body names of a result",
      body: correcting,
      answer: .record(adoption),
      needsVersion: true,
      act: AdoptionPolicy.Act.correct.rawValue
    ) { try await $0.correct($1, $2) },
    APICall(
      .post,
      "adoptions/{id}/end",
      "endAdoption",
      "Record that it is not done any more",
      body: ending,
      answer: .record(adoption),
      act: AdoptionPolicy.Act.end.rawValue
    ) { try await $0.end($1, $2) },
    APICall(
      .post,
      "adoptions/{id}/take-back",
      "takeBackAdoption",
      "Take back what was recorded by mistake",
      body: takingBack,
      answer: .record(adoption),
      act: AdoptionPolicy.Act.takeBack.rawValue
    ) { try await $0.takeBack($1, $2) },
  ]

  package static var operations: [APIOperation] { calls.map(\.operation) }
}

extension AdoptionPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set([AdoptionPolicy.Act.record, .revise, .report, .correct, .end, .takeBack].map(\.rawValue))
  }
}
