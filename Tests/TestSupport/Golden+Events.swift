import Foundation
package import Kernel
package import Testing

extension Golden {
  /// Sealed values stand readable in golden files; how they are sealed is the keyring's own test.
  private static let sealing = Sealing(
    seal: { subject, _, plain in Data("\(subject):".utf8) + plain },
    open: { subject, _, sealed in sealed.dropFirst(subject.utf8.count + 1) }
  )

  /// Holds a sample of every event to the file that was made when it was first stored.
  ///
  /// - Parameter folder: `events-proposed` while no module is registered that could store one: such an event may
  ///   still change, and its file moves to `events` with the registration.
  package static func hold<Event: DomainEvent & Equatable>(
    _ samples: [Event],
    in folder: String = "events",
    location: SourceLocation = #_sourceLocation
  ) throws {
    let coder = EventCoder(sealing)
    let stored = try samples.map { try $0.stored(coder) }
    let kinds = Event.kinds.map { "\($0.name) \($0.version)" }
    #expect(stored.map { "\($0.name) \($0.version)" } == kinds, sourceLocation: location)
    try hold(samples, in: folder, coder, location)
  }

  /// Holds events with the fields that came after they were first stored, beside those without.
  package static func holdWhole<Event: DomainEvent & Equatable>(
    _ samples: [Event],
    location: SourceLocation = #_sourceLocation
  ) throws {
    try hold(samples, in: "events-whole", EventCoder(sealing), location)
  }

  private static func hold<Event: DomainEvent & Equatable>(
    _ samples: [Event],
    in folder: String,
    _ coder: EventCoder,
    _ location: SourceLocation
  ) throws {
    for event in samples {
      let new = try event.stored(coder)
      let golden = try bytes("\(folder)/\(new.name).v\(new.version).json", making: new.body)
      #expect(golden == new.body, "\(new.name)", sourceLocation: location)
      let entry = Entry(
        position: 1,
        stream: StreamName("test", "1"),
        streamVersion: 1,
        NewEntry(name: new.name, version: new.version, body: golden),
        Occasion(by: "ada", at: .story)
      )
      #expect(try Event.read(entry, coder) == event, "\(new.name)", sourceLocation: location)
    }
  }
}
