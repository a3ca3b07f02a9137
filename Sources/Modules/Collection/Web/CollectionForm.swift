import Domain
import Kernel
import Platform

/// The forms of a collection, declared once each.
enum CollectionForm {
  static let details = Form<Collection.Details>(
    "collection",
    [
      .text(
        \.title,
        "title",
        "Title",
        hint: "The theme, as a practitioner would name it",
        max: 200,
        required: "Enter a title"
      ),
      .area(
        \.purpose,
        "purpose",
        "What is it for?",
        hint: "In plain words: whom it helps, and with what. Anyone can read it once it is published",
        max: 2000,
        required: "Say what it is for",
        rows: 4
      ),
    ]
  )

  private static let whyLabel = "Why is it in?"
  private static let whyHint =
    "A sentence that helps a reader to choose. Anyone who may read the practice reads it"

  private static func why<Value: Sendable>(_ path: Field<Value>.Path<String>) -> Field<Value> {
    .area(path, "why", whyLabel, hint: whyHint, max: 500, required: "Say why it is in", rows: 2)
  }

  /// A practice named by its address or identifier.
  static let item = Form<Collection.Item>(
    "collection-item",
    [
      .text(
        \.practice,
        "practice",
        "Which practice?",
        hint: "The address of its page, or its identifier",
        max: 300,
        required: "Give the practice"
      ),
      why(\.why),
    ]
  )

  static let wording = Form<Collection.Item>("collection-wording", [why(\.why)])

  /// A collection chosen for a practice.
  struct Choice: Equatable, Sendable {
    var collection = ""
    var why = ""
  }

  static func choice(of collections: [(id: String, title: String)]) -> Form<Choice> {
    Form(
      "collection-choice",
      [
        .choice(
          \.collection,
          "collection",
          "Which collection?",
          CodeList("collection", version: 1, collections.map { .init($0.id, $0.title) }),
          required: "Choose a collection"
        ),
        why(\.why),
      ]
    )
  }

  static let place = Form<String>(
    "collection-place",
    [
      .text(
        \.self,
        "before",
        "In front of which practice?",
        hint: "Its identifier; empty puts it at the end",
        max: 100
      )
    ]
  )

  /// A reason that may be left out.
  static let publication = Form<String>(
    "collection-publication",
    [
      .area(
        \.self,
        "reason",
        "Why",
        hint: "It stands in the history. Needed where the collection was withdrawn before",
        max: 1000,
        rows: 2
      )
    ]
  )

  static func blank(_ practice: String = "") -> Collection.Item { .init(practice: practice, why: "") }
}
