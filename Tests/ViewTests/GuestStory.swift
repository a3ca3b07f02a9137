import Foundation
import Kernel
import Synchronization
import TestSupport

/// Things that happen in a house, by chance, and the same for the same seed.
struct GuestStory {
  private var chance: Chance
  private var guests: [String] = []
  private var present: Set<String> = []
  private var erased: Set<Int> = []

  init(seed: UInt64) { chance = Chance(seed: seed) }

  mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &chance) }

  /// One more thing happens.
  mutating func goOn(in house: House) async throws {
    let guest = present.sorted().randomElement(using: &chance)
    switch (number(in: 0...20), guest) {
    case (0, let guest?):
      present.remove(guest)
      try await house.append(.left, to: guest)
    case (1, _) where erased.count < 4:
      let subject = number(in: 0...7)
      guard erased.insert(subject).inserted else { return }
      try await house.erase("s\(subject)")
    case (2...10, let guest?):
      try await house.append(.moved(.init(room: number(in: 1...9))), to: guest)
    case (11, _):
      try await house.append(
        [NewEntry(name: "other.noted", version: 1, body: Data())],
        to: .init("other", "o")
      )
    default: try await arrive(in: house)
    }
  }

  private mutating func arrive(in house: House) async throws {
    let subject = number(in: 0...7)
    let id = "g\(guests.count)"
    guests.append(id)
    present.insert(id)
    let name = erased.contains(subject) ? nil : "name \(number(in: 0...99))"
    let body = Guest.Arrived(name: Personal(name, of: "s\(subject)"), room: number(in: 1...9))
    try await house.append(.arrived(body), to: id)
  }
}

/// What was called, in order.
final class Steps: Sendable {
  private let steps = Mutex<[String]>([])

  var all: [String] { steps.withLock { $0 } }

  func add(_ step: String) { steps.withLock { $0.append(step) } }
}

final class Flag: Sendable {
  private let flag = Mutex(false)

  var isSet: Bool { flag.withLock { $0 } }

  func set() { flag.withLock { $0 = true } }
}
