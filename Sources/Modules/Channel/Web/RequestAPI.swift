import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// Questions to partners for programs: the same commands and the same views as the pages, as JSON.
package struct RequestAPI: SteppedRowsAPI {
  let pages: RequestPages

  package init(site: Site) { pages = RequestPages(site: site) }

  private static func parts<Value>(
    _ row: @escaping @Sendable (Value) -> RequestList.Row
  ) -> [Shape<Value>.Part] {
    [
      .value("id", "Identifier") { row($0).id },
      .value("case", "The identifier of the case") { row($0).caseID },
      .value("agency", "The agency that is asked") { row($0).agency },
      .value("basis", "The lawful basis") { row($0).basis },
      .value("sent_on", "The day on which it was sent") { row($0).sentOn },
      .value("due", "The day by which an answer is needed") { row($0).due },
      .value(
        "life",
        "Where it stands",
        of: InformationRequest.State.Life.allCases.filter { $0 != .absent }.map(\.rawValue)
      ) { row($0).life.rawValue },
      .value("ended_on", "The day of the answer, the refusal or the withdrawal") { row($0).endedOn },
      .value("version", "How many changes made it what it is") { row($0).version },
    ]
  }

  private static let row = Shape<RequestList.Row>("InformationRequestRow", parts { $0 })
  private static let requests = APIList("requests", of: row)

  private static let asked = Shape<RequestPages.Asked>(
    "InformationRequest",
    parts { $0.row } + [
      .value("partner", "Who is asked; null once it is erased") { $0.state.sent?.words.value?.partner },
      .value("what", "What is asked for") { $0.state.sent?.words.value?.what },
      .value("why", "Why it is needed") { $0.state.sent?.words.value?.why },
      .value("answer", "What the partner answered") { asked -> String? in
        if case .answered(let body)? = asked.state.last { body.text.value } else { nil }
      },
      .value("refusal", "Why the partner refuses, by a code") { asked -> String? in
        if case .refused(let body)? = asked.state.last { body.ground.code } else { nil }
      },
      .value("refusal_words", "The same, in their words") { asked -> String? in
        if case .refused(let body)? = asked.state.last { body.words.value } else { nil }
      },
    ]
  )

  private static let asking = APIBody.record(RequestForms.asking)

  static let rows = RecordRows(at: "requests", as: row, in: InformationRequest.vault, RequestList.find) {
    $0.version
  }
  static let needsPurpose = true

  package static let calls: [APICall<RequestAPI>] = [
    APICall(
      .get,
      "requests",
      "listWaitingRequests",
      "List the questions to partners that wait for an answer, the first due first, with nothing sealed",
      answer: .list(requests)
    ) { api, request, context in
      try api.site.answer(requests, all: try await api.pages.unanswered(context), request)
    },
    APICall(
      .get,
      "cases/{id}/requests",
      "listRequestsOfCase",
      "List the questions to partners in a case, the latest first, with nothing sealed",
      answer: .list(requests)
    ) { api, request, context in
      let found = try await api.pages.cases.found(context, to: .read)
      try api.site.requireSecondFactor(for: InformationRequest.vault, context)
      return try api.site.answer(requests, all: try await api.pages.rows(of: found.row.id), request)
    },
    APICall(
      .post,
      "cases/{id}/requests",
      "sendRequest",
      "Ask a partner",
      body: asking,
      answer: .made(row),
      needsPurpose: true,
      act: CasePolicy.Act.work.rawValue
    ) { api, request, context in
      let found = try await api.pages.cases.found(context, to: .work)
      let purpose = try await api.site.statedPurpose(for: found.record, request, context)
      let values = try await api.site.values(of: request, asking)
      let id = try api.site.recordID(for: values, of: request, by: context.viewer)
      try await api.pages.send(values, found, as: id, for: purpose, refusing: nil, context)
      return try await api.site.answer(rows, made: id)
    },
    APICall(
      .get,
      "requests/{id}",
      "readRequest",
      "Open a question to a partner, and say what for",
      answer: .record(asked),
      needsPurpose: true
    ) { api, request, context in
      let (found, _) = try await api.pages.open(request, context)
      return try api.site.answer(asked, found, version: found.row.version)
    },
    step(RequestSteps.answer, "recordAnswer", "Record what a partner answered"),
    step(RequestSteps.refuse, "recordRefusal", "Record that a partner refuses"),
    step(RequestSteps.withdraw, "withdrawRequest", "Withdraw a question"),
  ]
}

extension RequestPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> { [CasePolicy.Act.work.rawValue] }
}
