package import Kernel

/// A log in memory: for tests and for trying things out, with the contract of every other driver.
package actor MemoryLog: RecordLog {
  private var entries: [Entry] = []
  /// Where each stream's entries are in ``entries``.
  private var streams: [StreamName: [Int]] = [:]
  private var claims = ClaimLedger()
  private var frontier = Frontier()
  private var bytes = EntryBytes()

  package init() {}

  @discardableResult
  package func append(_ appends: [Append], _ occasion: Occasion) throws -> Appended {
    let first = Int64(entries.count) + 1
    // Everything that can be refused comes before the first change, so nothing is ever taken back.
    let (added, claims) = try admit(appends, from: first, occasion)
    self.claims = claims
    for entry in added {
      frontier.append(bytes.leaf(of: entry, claims: ClaimBytes.encode(entry.claims)))
      streams[entry.stream, default: []].append(entries.count)
      entries.append(entry)
    }
    return Appended(positions: added.last.map { first...$0.position })
  }

  package func entries(of stream: StreamName) -> [Entry] {
    streams[stream, default: []].map { entries[$0] }
  }

  package func entries(after position: Int64, limit: Int) -> [Entry] {
    Array(entries.dropFirst(Int(max(0, position))).prefix(max(0, limit)))
  }

  package func head() -> LogHead { LogHead(size: frontier.size, root: frontier.root.data) }

  private func admit(
    _ appends: [Append],
    from first: Int64,
    _ occasion: Occasion
  ) throws -> ([Entry], ClaimLedger) {
    var claims = claims
    var versions: [StreamName: Int] = [:]
    var added: [Entry] = []
    for append in appends {
      let stream = append.stream
      var version = versions[stream] ?? streams[stream, default: []].count
      if let expected = append.expecting, expected != version {
        throw VersionConflict(stream: stream, expected: expected, actual: version)
      }
      for new in append.entries {
        version += 1
        let position = first + Int64(added.count)
        for claim in new.claims { try claims.apply(claim, of: stream, at: position) }
        added.append(
          Entry(
            position: position,
            stream: stream,
            streamVersion: version,
            new,
            append.occasion ?? occasion
          )
        )
      }
      versions[stream] = version
    }
    return (added, claims)
  }
}
