import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// What it answers.
extension AdoptionAPI {
  static let adoptions = APIList("adoptions", of: adoption)

  private static let result = Shape<AdoptionList.Report>(
    "AdoptionResult",
    [
      .value("id", "Identifier") { $0.id },
      .form(AdoptionForm.result) { $0.result },
      .value("is_corrected", "Whether it was corrected since it was reported") { $0.isCorrected },
      .value("reported_on", "The day on which it was reported") { PartialDate(on: $0.at) },
    ]
  )

  static let adoption = Shape<AdoptionList.Row>(
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

/// What it can be asked.
extension AdoptionAPI {
  static let recording = APIBody.record(AdoptionForm.details)
  static let revising = APIBody.change(AdoptionForm.details)
  static let reporting = APIBody.record(AdoptionForm.result)
  static let correcting = APIBody.change(AdoptionForm.result)
  static let ending = APIBody(AdoptionForm.ending)
  static let takingBack = APIBody(Reason.form)

  package static let calls: [APICall<AdoptionAPI>] = [
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
      .get,
      "adoptions/{id}/history",
      "listAdoptionHistory",
      "List what was done to an adoption, the earliest first",
      answer: .list(HistoryLine.list)
    ) { api, request, context in
      let found = try await api.pages.found(context, to: .read)
      return try api.site.answer(
        HistoryLine.list,
        all: try await api.pages.history(of: found, context),
        request
      )
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
}

extension AdoptionPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set([AdoptionPolicy.Act.record, .revise, .report, .correct, .end, .takeBack].map(\.rawValue))
  }
}
