import Domain
import HTTPTypes
import Hummingbird
import Kernel
package import Platform
import Views

/// What it can be asked.
extension CollectionAPI {
  static let making = APIBody.record(CollectionForm.details)
  static let revising = APIBody.change(CollectionForm.details)
  static let publishing = APIBody(CollectionForm.publication)
  static let withdrawing = APIBody(Reason.form)
  static let adding = APIBody(CollectionForm.item)
  static let rewording = APIBody(CollectionForm.wording)
  static let moving = APIBody(CollectionForm.place)
  static let takingOut = APIBody(Reason.form)

  package static let calls: [APICall<CollectionAPI>] = [
    APICall(
      .get,
      "collections",
      "listCollections",
      "List collections, what changed last first",
      answer: .list(collections)
    ) { try await $0.list($1, $2) },
    APICall(
      .post,
      "collections",
      "makeCollection",
      "Make a collection",
      body: making,
      answer: .made(collection),
      act: CollectionPolicy.Act.make.rawValue
    ) { try await $0.make($1, $2) },
    APICall(
      .get,
      "collections/{id}",
      "readCollection",
      "Read a collection",
      answer: .record(collection)
    ) { try await $0.show($1, $2) },
    APICall(
      .get,
      "collections/{id}/history",
      "listCollectionHistory",
      "List what was done to a collection, the earliest first",
      answer: .list(HistoryLine.list)
    ) { api, request, context in
      let row = try await api.pages.found(context, to: .read)
      return try api.site.answer(
        HistoryLine.list,
        all: try await api.pages.history(of: row, context),
        request
      )
    },
    APICall(
      .get,
      "practices/{id}/collections",
      "listCollectionsOfPractice",
      "List the collections that a practice is in",
      answer: .list(holding)
    ) { api, request, context in
      let practice = try await api.practices.record(context, to: .read)
      let rows = try await api.pages.collections(holding: practice, context)
      return try api.site.answer(holding, all: rows, request)
    },
    APICall(
      .put,
      "collections/{id}",
      "reviseCollection",
      "Change what the body names of a collection",
      body: revising,
      answer: .record(collection),
      needsVersion: true,
      act: CollectionPolicy.Act.revise.rawValue
    ) { try await $0.revise($1, $2) },
    changing(.publish, "publish", "publishCollection", "Publish a collection", publishing) {
      try await $0.publish($1, $2)
    },
    changing(
      .withdraw,
      "withdraw",
      "withdrawCollection",
      "Withdraw a collection, or discard a draft",
      withdrawing
    ) { try await $0.withdraw($1, $2) },
    changing(.add, "practices", "addToCollection", "Add a practice", adding) {
      try await $0.add($1, $2)
    },
    APICall(
      .put,
      "collections/{id}/practices/{practice}",
      "rewordInCollection",
      "Say otherwise why a practice is in",
      body: rewording,
      answer: .record(collection),
      needsVersion: true,
      act: CollectionPolicy.Act.reword.rawValue
    ) { try await $0.reword($1, $2) },
    changing(.move, "practices/{practice}/move", "moveInCollection", "Move a practice", moving) {
      try await $0.move($1, $2)
    },
    changing(
      .takeOut,
      "practices/{practice}/take-out",
      "takeOutOfCollection",
      "Take a practice out",
      takingOut
    ) { try await $0.takeOut($1, $2) },
  ]

  /// Something that is done to a collection, by what follows its address.
  private static func changing(
    _ act: CollectionPolicy.Act,
    _ path: String,
    _ name: String,
    _ summary: String,
    _ body: APIBody,
    _ serve: @escaping APICall<CollectionAPI>.Serve
  ) -> APICall<CollectionAPI> {
    APICall(
      .post,
      "collections/{id}/\(path)",
      name,
      summary,
      body: body,
      answer: .record(collection),
      act: act.rawValue,
      serve
    )
  }
}

extension CollectionPages {
  /// Which commands the pages offer, for the conformance suite.
  package static var offered: Set<String> {
    Set(
      [CollectionPolicy.Act.make, .revise, .add, .reword, .move, .takeOut, .publish, .withdraw]
        .map(\.rawValue)
    )
  }
}
