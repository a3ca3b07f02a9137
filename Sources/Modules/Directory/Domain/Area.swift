package import Kernel

/// A place with published bounds, such as a police force area.
package enum Area: Decider {
  package static let category = "area"
  package static let vault = Vault.directory

  package enum Command: Equatable, Sendable {
    /// Lists it, or lists it anew as it now is.
    case list(Listing)
  }

  package struct Listing: Codable, Equatable, Sendable {
    package var name: String
    /// `police-force-area` is the only kind so far.
    package var kind: String
    package var region: String
    /// The code of the Office for National Statistics, where there is one.
    package var code: String?
    /// By census or mid-year, such as `2011-03-27`; people.
    package var populations: [String: Int]
    /// Whether it was a priority area of the programme in 2008-09; nil where that is not known.
    package var wasPriority: Bool?
    package var source: String

    package init(
      name: String,
      kind: String,
      region: String,
      code: String?,
      populations: [String: Int],
      wasPriority: Bool?,
      source: String
    ) {
      self.name = name
      self.kind = kind
      self.region = region
      self.code = code
      self.populations = populations
      self.wasPriority = wasPriority
      self.source = source
    }
  }

  package typealias State = Listing?

  package enum Refusal: Error, Equatable, Sendable { case nameNeeded }

  package enum Event: DomainEvent {
    case listed(Listing)

    /// The wire contract: names and shapes here are for ever.
    package static let kinds: [EventKind<Event>] = [
      EventKind("area.listed", 1, Event.listed) { if case .listed(let body) = $0 { body } else { nil } }
    ]
  }

  package static let initialState: State = nil

  package static func decide(
    _ command: Command,
    on state: State,
    _ occasion: Occasion
  ) throws(Refusal) -> [Event] {
    switch command {
    case .list(let listing):
      guard !listing.name.isEmpty else { throw .nameNeeded }
      return listing == state ? [] : [.listed(listing)]
    }
  }

  package static func evolve(_ state: inout State, with event: Event, _ occasion: Occasion) {
    switch event {
    case .listed(let listing): state = listing
    }
  }
}
