import Analysis
import Foundation

/// Asks about records, one after another, through an index of keys in memory.
struct Linking {
  private let lines: [Substring]
  private let index: KeyIndex
  private let given: [String: Int]
  private let family: [String: Int]
  private let seconds: Double

  init(_ records: URL) throws {
    lines = try Lines(records).texts
    var entries: [KeyIndex.Entry] = []
    var given: [String: Int] = [:]
    var family: [String: Int] = [:]
    let begun = ContinuousClock.now
    for (row, line) in lines.enumerated() {
      let person = Lines.person(line)
      for key in BlockingKeys.keys(of: person) { entries.append(.init(key, UInt32(row))) }
      let tallies = BlockingKeys.tallies(of: person)
      if let name = tallies.given { given[name, default: 0] += 1 }
      if let name = tallies.family { family[name, default: 0] += 1 }
    }
    index = KeyIndex(entries)
    seconds = (ContinuousClock.now - begun).inSeconds
    self.given = given
    self.family = family
  }

  struct Answer {
    var opened: [Int]
    var found: [(place: Int, likeness: Likeness)]
  }

  private func ask(_ line: Substring, atLeast least: Likeness.Standing) -> Answer {
    let asked = Lines.person(line)
    var shortlist = Shortlist(among: lines.count)
    for key in BlockingKeys.keys(of: asked) { shortlist.add(index.rows(of: key)) }
    let opened = shortlist.records.map(Int.init)
    let tallies = BlockingKeys.tallies(of: asked)
    let rarity = NameRarity(
      given: tallies.given.map { given[$0, default: 0] },
      family: tallies.family.map { family[$0, default: 0] },
      among: lines.count
    )
    let matcher = Matcher(asking: asked, among: lines.count, rarity: rarity)
    let found = matcher.likenesses(among: opened.map { Lines.person(lines[$0]) }, atLeast: least, first: 100)
    return Answer(opened: opened, found: found)
  }

  /// For each that is asked about: how many were opened, and line number, order and standing of each that
  /// was.
  func link(_ asked: URL) throws {
    for line in try Lines(asked).texts {
      let answer = ask(line, atLeast: .unlikely)
      let found = answer.found.map {
        "\(answer.opened[$0.place]):\($0.likeness.order):\($0.likeness.standing)"
      }
      print(([String(answer.opened.count)] + found).joined(separator: "\t"))
    }
  }

  func time(_ asked: URL) throws {
    var times = Times(
      people: lines.count,
      keys: index.count,
      indexing: seconds,
      megabytes: try Self.peakMegabytes()
    )
    for line in try Lines(asked).texts {
      let begun = ContinuousClock.now
      let answer = ask(line, atLeast: .likely)
      times.milliseconds.append((ContinuousClock.now - begun).inSeconds * 1000)
      times.opened.append(answer.opened.count)
      times.first.append(answer.found.prefix(5).map { answer.opened[$0.place] })
    }
    print(String(decoding: try JSONEncoder().encode(times), as: UTF8.self))
  }

  private static func peakMegabytes() throws -> Double {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
  }
}

/// Keys as 64-bit hashes beside line numbers, in order.
struct KeyIndex {
  struct Entry {
    let hash: UInt64
    let row: UInt32

    init(_ key: String, _ row: UInt32) {
      hash = KeyIndex.hash(key)
      self.row = row
    }
  }

  private let entries: [Entry]
  var count: Int { entries.count }

  init(_ entries: [Entry]) { self.entries = entries.sorted { ($0.hash, $0.row) < ($1.hash, $1.row) } }

  func rows(of key: String) -> [Int64] {
    let hash = Self.hash(key)
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    return entries[low...].prefix(BlockingKeys.rowsRead).prefix { $0.hash == hash }.map { Int64($0.row) }
  }

  /// FNV-1a.
  private static func hash(_ key: String) -> UInt64 {
    key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// How long questions took, and what they found.
struct Times: Codable {
  var people: Int
  var keys: Int
  var indexing: Double
  var megabytes: Double
  var milliseconds: [Double] = []
  var opened: [Int] = []
  /// The line that each question found first, or nothing.
  var first: [[Int]] = []
}
