import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// What the depository can be asked by programs.
extension PracticeAPI {
  static let depositing = APIBody.record(PracticeForm.form)
  static let revising = APIBody.change(PracticeForm.form)
  static let superseding = APIBody(PracticePages.supersession)

  static let query: [APIParameter] =
    [
      APIParameter(
        "words",
        "Words that stand in it; then the best matches come first",
        .text(max: PracticeQuery.longestWords)
      ),
      APIParameter(
        "sort",
        "What comes first: best, the best matches or, without words, what changed last",
        .code(PracticeQuery.Sort.allCases.map(\.rawValue))
      ),
      APIParameter("life", "Where it is in its life", .code(PracticeShapes.lives)),
      APIParameter("due", "Only what should have been looked at again by now", .code(["yes"])),
    ]
    + PracticeQuery.facets.map { facet in
      let kind = facet.list.map { APIParameter.Kind.code($0.codes.map(\.code)) } ?? .text(max: 100)
      return APIParameter(facet.name, facet.label, kind)
    }

  package static let calls: [APICall<PracticeAPI>] =
    [
      APICall(
        .get,
        "practices",
        "listPractices",
        "List practices, what changed last first",
        query: query,
        answer: .list(PracticeShapes.list)
      ) { try await $0.list($1, $2) },
      APICall(
        .post,
        "practices",
        "depositPractice",
        "Deposit a practice",
        body: depositing,
        answer: .made(PracticeShapes.practice),
        act: PracticePolicy.Act.deposit.rawValue
      ) { try await $0.deposit($1, $2) },
      APICall(
        .get,
        "practices/{id}",
        "readPractice",
        "Read a practice",
        answer: .record(PracticeShapes.practice)
      ) { try await $0.show($1, $2) },
      APICall(
        .put,
        "practices/{id}",
        "revisePractice",
        "Change what the body names of a practice",
        body: revising,
        answer: .record(PracticeShapes.practice),
        needsVersion: true,
        act: PracticePolicy.Act.revise.rawValue
      ) { try await $0.revise($1, $2) },
      APICall(
        .post,
        "practices/{id}/supersede",
        "supersedePractice",
        "Say that another practice takes its place",
        body: superseding,
        answer: .record(PracticeShapes.practice),
        act: PracticePolicy.Act.supersede.rawValue
      ) { try await $0.supersede($1, $2) },
      act(.submit, "submit", "Submit for review", .nothing) { _ in .submit },
      act(.review, "review", "Hand in a review", APIBody(PracticeReviewForm.form)) {
        .review(try PracticeReviewForm.form.parse($0, into: .init()))
      },
    ]
    + PracticePages.reasoned.map { page in
      act(page.act, page.path, page.heading, APIBody(page.form)) {
        page.command(try page.form.parse($0, into: .init()))
      }
    } + historyCalls + attachmentCalls + overviewCalls + searchCalls

  /// A path's words as one name.
  private static func named(_ path: String) -> String {
    let words = path.split(separator: "-")
    return words.dropFirst().reduce(words.first.map(String.init) ?? "") { $0 + $1.capitalized }
  }

  /// Something that is done to a record, by the last part of the address.
  private static func act(
    _ act: PracticePolicy.Act,
    _ path: String,
    _ summary: String,
    _ body: APIBody,
    _ command: @escaping @Sendable (FormValues) throws -> Practice.Command
  ) -> APICall<PracticeAPI> {
    APICall(
      .post,
      "practices/{id}/\(path)",
      named(path) + "Practice",
      summary,
      body: body,
      answer: .record(PracticeShapes.practice),
      act: act.rawValue
    ) { api, request, context in
      let record = try await api.pages.record(context, to: act)
      let values = try await api.site.values(of: request, body)
      let command = try command(values)
      try await api.site.perform(command, on: record.id, of: Practice.self, by: context.viewer)
      return try await api.shown(record.id, context)
    }
  }
}

extension PracticePages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set(
      reasoned.map(\.act.rawValue)
        + [PracticePolicy.Act.deposit, .revise, .submit, .review, .supersede].map(\.rawValue)
    )
  }
}
