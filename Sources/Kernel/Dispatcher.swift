/// Loads a stream, decides, appends: the one way in for every change.
package struct Dispatcher: Sendable {
  package let log: any RecordLog
  package let sealing: Sealing
  let digest: StoredClaim.Digest

  package init(log: any RecordLog, sealing: Sealing, digest: @escaping StoredClaim.Digest) {
    self.log = log
    self.sealing = sealing
    self.digest = digest
  }

  /// What became of a command.
  package struct Outcome<Event: Sendable>: Sendable {
    /// Empty where it was so already.
    package let events: [Event]
    /// How many entries the record's stream now holds.
    package let version: Int
    /// The last position written; nil where nothing was.
    package let position: Int64?
    /// The stored names of the events.
    package let names: [String]
  }

  /// Performs one command on one record.
  ///
  /// The `version` is the one that the asker saw, where a form carried the record's values: a
  /// conflict with it is thrown; without it a race is decided once more on the newer state.
  ///
  /// - Throws: the decider's refusal, ``VersionConflict``, ``ClaimConflict``, ``Fault``.
  package func perform<D: Decider>(
    _ command: D.Command,
    on id: String,
    of decider: D.Type,
    expecting version: Int? = nil,
    _ occasion: Occasion
  ) async throws -> Outcome<D.Event> {
    do {
      return try await attempt(command, on: id, of: decider, expecting: version, occasion)
    } catch let conflict as VersionConflict where version == nil && conflict.stream.id == id {
      return try await attempt(command, on: id, of: decider, expecting: nil, occasion)
    }
  }

  /// Performs commands on several records of one kind, all or nothing; tells how many are decided.
  package func performAll<D: Decider>(
    _ commands: [(id: String, command: D.Command)],
    of decider: D.Type,
    _ occasion: Occasion,
    progress: (_ decided: Int) -> Void = { _ in }
  ) async throws -> Appended {
    var appends: [Append] = []
    for (number, (id, command)) in commands.enumerated() {
      progress(number)
      let (state, version) = try await load(decider, id)
      let events = try D.decide(command, on: state, occasion)
      guard !events.isEmpty else { continue }
      let entries = try stored(events, of: decider, from: state, occasion)
      appends.append(Append(to: StreamName(D.category, id), expecting: version, entries))
    }
    return try await log.append(appends, occasion)
  }

  /// A record's state as decided on, and how many entries its stream holds; or as it was after some of them.
  package func load<D: Decider>(
    _ decider: D.Type,
    _ id: String,
    upTo version: Int = .max
  ) async throws -> (D.State, version: Int) {
    let entries = try await log.entries(of: StreamName(D.category, id)).prefix(max(0, version))
    let coder = EventCoder(sealing)
    let past = try entries.map { (try D.Event.read($0, coder), $0.occasion) }
    return (D.replay(past), entries.count)
  }

  private func attempt<D: Decider>(
    _ command: D.Command,
    on id: String,
    of decider: D.Type,
    expecting seen: Int?,
    _ occasion: Occasion
  ) async throws -> Outcome<D.Event> {
    let stream = StreamName(D.category, id)
    let (state, version) = try await load(decider, id)
    let events = try D.decide(command, on: state, occasion)
    // First "it is so already", then the conflict: a form sent twice is no conflict with itself.
    guard !events.isEmpty else { return Outcome(events: [], version: version, position: nil, names: []) }
    if let seen, seen != version {
      throw VersionConflict(stream: stream, expected: seen, actual: version)
    }
    let entries = try stored(events, of: decider, from: state, occasion)
    let appended = try await log.append([Append(to: stream, expecting: version, entries)], occasion)
    return Outcome(
      events: events,
      version: version + events.count,
      position: appended.positions?.upperBound,
      names: entries.map(\.name)
    )
  }

  /// What events become in the log, sealed, with the claims that they change.
  package func stored<D: Decider>(
    _ events: [D.Event],
    of decider: D.Type,
    from state: D.State,
    _ occasion: Occasion
  ) throws -> [NewEntry] {
    let coder = EventCoder(sealing)
    var state = state
    return try events.map { event in
      var entry = try event.stored(coder)
      entry.claims = D.claims(of: event, on: state).map { StoredClaim($0, digest) }
      D.evolve(&state, with: event, occasion)
      return entry
    }
  }
}
