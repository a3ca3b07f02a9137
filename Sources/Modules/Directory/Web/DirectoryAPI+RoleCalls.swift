import HTTPTypes
import Hummingbird
import Kernel
import Platform

/// What programs ask of reviews, of the texts that roles need, and of why.
extension DirectoryAPI {
  static let roles: [APICall<DirectoryAPI>] = [
    APICall(
      .post,
      "accounts/{id}/roles/{number}/keep",
      "keepRole",
      "Review a role and keep it, by its number in the version that was read",
      body: closing,
      answer: .record(DirectoryShapes.account),
      needsVersion: true,
      act: DirectoryPolicy.Act.keepRole.rawValue
    ) { try await $0.keepRole($1, $2) },
    APICall(
      .get,
      "reviews",
      "listReviews",
      "List the roles that you may review and that wait for it, the longest due first",
      answer: .list(DirectoryShapes.reviews)
    ) { try await $0.listReviews($1, $2) },
    APICall(
      .get,
      "accounts/{id}/why",
      "whyAccount",
      "Say why somebody may or may not do something",
      query: [
        APIParameter("act", "A module and an act, such as practice.publish", .text(max: 60)),
        APIParameter(
          "record",
          "The address or identifier of a record; any where it is not said",
          .text(max: 300)
        ),
      ],
      answer: .plain(DirectoryShapes.why)
    ) { try await $0.why($1, $2) },
    APICall(
      .post,
      "accounts/{id}/training",
      "recordTraining",
      "Record that somebody completed training",
      body: training,
      answer: .record(DirectoryShapes.account),
      act: DirectoryPolicy.Act.recordTraining.rawValue
    ) { try await $0.recordTraining($1, $2) },
  ]

  static let texts: [APICall<DirectoryAPI>] = [
    APICall(
      .get,
      "texts",
      "listTexts",
      "List the codes of conduct and the training that roles need",
      answer: .list(DirectoryShapes.texts)
    ) { api, request, _ in try api.site.answer(DirectoryShapes.texts, all: api.pages.terms.texts, request) },
    APICall(
      .get,
      "texts/{code}",
      "readText",
      "Read a code of conduct or training",
      answer: .plain(DirectoryShapes.text)
    ) { api, _, context in
      try api.site.json(DirectoryShapes.text.json(try api.pages.houseText(context)))
    },
    APICall(
      .post,
      "texts/{code}/accept",
      "acceptText",
      "Accept a code of conduct that a role of yours needs",
      body: accepting,
      answer: .record(DirectoryShapes.account),
      act: DirectoryPolicy.Act.accept.rawValue
    ) { try await $0.agree(.conduct, $1, $2) },
    APICall(
      .post,
      "texts/{code}/complete",
      "completeTraining",
      "Say that you completed training that a role of yours needs",
      body: completing,
      answer: .record(DirectoryShapes.account),
      act: DirectoryPolicy.Act.completeTraining.rawValue
    ) { try await $0.agree(.training, $1, $2) },
  ]
}
