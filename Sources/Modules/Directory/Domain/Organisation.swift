package import Kernel

/// A body that people act for: a council, a police force, a charity.
package enum Organisation: Decider {
  package static let category = "organisation"
  package static let vault = Vault.directory

  package enum Command: Equatable, Sendable {
    /// Lists it, or lists it anew as it now is.
    case list(Listing, reason: String)
  }

  package struct Listing: Codable, Equatable, Sendable {
    package var name = ""
    /// A code of ``Organisation/kindList``.
    package var kind = ""
    /// The area that it works in, where that is one listed.
    package var area: String?
    /// Where the facts come from.
    package var source = ""

    package init() {}

    package init(name: String, kind: String, area: String? = nil, source: String = "") {
      self.name = name
      self.kind = kind
      self.area = area
      self.source = source
    }
  }

  package typealias State = Listing?

  package enum Refusal: Error, Equatable, Sendable {
    case nameNeeded
    case reasonNeeded
  }

  package enum Event: DomainEvent {
    case listed(Listed)

    /// The wire contract: names and shapes here are for ever.
    package static let kinds: [EventKind<Event>] = [
      EventKind("organisation.listed", 1, Event.listed) {
        if case .listed(let body) = $0 { body } else { nil }
      }
    ]
  }

  package struct Listed: Codable, Equatable, Sendable {
    package var listing: Listing
    /// Empty when it is listed for the first time.
    package var reason: String
  }

  package static let initialState: State = nil

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .list(let listing, let reason):
      guard listing != state else { return [] }
      guard !listing.name.isEmpty else { throw .nameNeeded }
      guard state == nil || !reason.isEmpty else { throw .reasonNeeded }
      return [.listed(Listed(listing: listing, reason: reason))]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .listed(let body): state = body.listing
    }
  }

  package static let kindList = CodeList(
    "organisation-kind",
    version: 1,
    [
      .init("council", "Council"),
      .init("police", "Police force"),
      .init("government", "Government department"),
      .init("charity", "Charity or community group"),
      .init("education", "School, college or university"),
      .init("health", "Health body"),
      .init("research", "Research body"),
      .init("other", "Other"),
    ]
  )
}
