package import Kernel

/// An editor's collection: practices around a theme, in an order, each with a sentence why it is in.
package enum Collection: Decider {
  package static let category = "collection"
  package static let vault = Vault.learning

  /// How many practices one collection holds: more is a list, not a choice.
  package static let mostPractices = 100

  /// Practices are named by their identifiers.
  package enum Command: Equatable, Sendable {
    case make(Details, organisation: String?)
    case revise(Details, reason: String)
    case add(Item)
    /// Another sentence why it is in.
    case reword(Item)
    /// In front of another practice; nil puts it at the end.
    case move(String, before: String?)
    case takeOut(String, reason: String)
    case publish(reason: String)
    case withdraw(reason: String)
  }

  /// Where a collection is in its life.
  ///
  /// Raw values stand in views.
  package enum Life: String, CaseIterable, Codable, Sendable {
    case absent, draft, published
    /// It can be published again.
    case withdrawn
    /// A draft that only editors ever saw.
    case discarded
  }

  package struct State: Equatable, Sendable {
    package var life = Life.absent
    package var details = Details()
    package var items: [Item] = []

    package func item(_ practice: String) -> Item? { items.first { $0.practice == practice } }
  }

  /// Why a command was declined.
  ///
  /// The words people read lie with the pages.
  package enum Refusal: Error, Equatable, Sendable {
    case alreadyMade
    case notPossible(in: Life)
    case incomplete(missing: [String])
    case reasonNeeded
    case alreadyIn
    case notInIt
    case empty
    case full
  }

  package static let initialState = State()

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .made(let body): state = State(life: .draft, details: body.details)
    case .revised(let body): state.details = body.details
    case .practiceAdded(let item): state.items.append(item)
    case .practiceReworded(let item):
      state.items = state.items.map { $0.practice == item.practice ? item : $0 }
    case .practiceMoved(let body):
      let order = moved(body.practice, before: body.before, in: state.items.map(\.practice))
      state.items = order.compactMap { state.item($0) }
    case .practiceTakenOut(let body): state.items.removeAll { $0.practice == body.practice }
    case .published: state.life = .published
    case .withdrawn: state.life = state.life == .draft ? .discarded : .withdrawn
    }
  }

  /// The order once a practice stands in front of another, or at the end.
  package static func moved(_ practice: String, before: String?, in order: [String]) -> [String] {
    var rest = order.filter { $0 != practice }
    let place = before.flatMap { rest.firstIndex(of: $0) } ?? rest.endIndex
    rest.insert(practice, at: place)
    return rest
  }
}
