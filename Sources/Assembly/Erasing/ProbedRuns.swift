import Foundation
import Kernel
import Keyring

/// The runs of bytes that one vault's probes tell, found in bytes that come in pieces.
///
/// All bytes up to each place are folded into one number; what lies between two places, however long, is folded by the
/// difference of theirs. Where twelve bits of that fit a probe, its digest is made.
struct ProbedRuns {
  /// All probes of one length.
  private struct Window {
    let length: Int
    let digests: Set<Data>
    let isWanted: [Bool]
    /// What has been folded before a window is multiplied with by the window's end.
    let power: UInt64

    init(_ length: Int, _ probes: [ErasurePlan.Probe], _ base: UInt64) {
      self.length = length
      digests = Set(probes.map(\.digest))
      var wanted = [Bool](repeating: false, count: 4096)
      for probe in probes { wanted[probe.filter & 4095] = true }
      isWanted = wanted
      power = (0..<length).reduce(1) { power, _ in power &* base }
    }
  }

  private let windows: [Window]
  private let telling: Keyring.Telling
  private let longest: Int

  init(_ probes: [ErasurePlan.Probe], _ telling: Keyring.Telling) {
    windows = Dictionary(grouping: Set(probes.filter { $0.length > 0 }), by: \.length)
      .map { Window($0, $1, telling.base) }
    self.telling = telling
    longest = windows.map(\.length).max() ?? 0
  }

  /// One way along a file.
  struct Pass {
    private(set) var places = 0
    private let runs: ProbedRuns
    private var bytes: [UInt8] = []
    /// Of the bytes before each place, and of all.
    private var folds: [UInt64] = []

    /// As many bytes as lie close by, with the numbers they fold to.
    private static let step = 1 << 14

    init(_ runs: ProbedRuns) { self.runs = runs }

    mutating func take(_ piece: ArraySlice<UInt8>) {
      guard runs.longest > 0 else { return }
      var rest = piece
      while !rest.isEmpty {
        takeStep(rest.prefix(Self.step))
        rest = rest.dropFirst(Self.step)
      }
    }

    private mutating func takeStep(_ piece: ArraySlice<UInt8>) {
      // A byte less than the longest window: what ends there was counted before.
      bytes.removeFirst(max(0, bytes.count - (runs.longest - 1)))
      let seen = bytes.count
      bytes.append(contentsOf: piece)
      folds.removeAll(keepingCapacity: true)
      var folded: UInt64 = 0
      folds.append(folded)
      for byte in bytes {
        folded = folded &* runs.telling.base &+ UInt64(byte) &+ 1
        folds.append(folded)
      }
      for window in runs.windows where window.length <= bytes.count {
        places += count(window, endingAfter: seen)
      }
    }

    private func count(_ window: Window, endingAfter seen: Int) -> Int {
      var ends: [Int] = []
      folds.withUnsafeBufferPointer { folds in
        window.isWanted.withUnsafeBufferPointer { isWanted in
          guard let folds = folds.baseAddress, let isWanted = isWanted.baseAddress else { return }
          var end = max(seen + 1, window.length)
          while end <= bytes.count {
            let folded = folds[end] &- folds[end &- window.length] &* window.power
            if isWanted[Int(truncatingIfNeeded: folded >> 52)] { ends.append(end) }
            end &+= 1
          }
        }
      }
      return ends.count { runs.holds(bytes[($0 - window.length)..<$0], window) }
    }
  }

  private func holds(_ bytes: ArraySlice<UInt8>, _ window: Window) -> Bool {
    window.digests.contains(telling.digest(bytes))
  }
}
