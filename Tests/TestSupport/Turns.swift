import Synchronization

/// So many at a time: tests all begin together, and each that opens a whole installation holds some fifty files.
package final class Turns: Sendable {
  private struct Line {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let line: Mutex<Line>

  package init(_ atOnce: Int) { line = Mutex(Line(free: atOnce)) }

  package func enter() async {
    await withCheckedContinuation { turn in
      let isFree = line.withLock { line in
        if line.free > 0 {
          line.free -= 1
          return true
        }
        line.waiting.append(turn)
        return false
      }
      if isFree { turn.resume() }
    }
  }

  package func leave() {
    let next = line.withLock { line -> CheckedContinuation<Void, Never>? in
      guard line.waiting.isEmpty else { return line.waiting.removeFirst() }
      line.free += 1
      return nil
    }
    next?.resume()
  }
}
