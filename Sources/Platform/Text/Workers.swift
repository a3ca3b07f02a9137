import Foundation
import Synchronization

/// Blocking work, each piece on a thread of its own, so that no thread of Swift's concurrency ever waits for it.
///
/// So many pieces run at once, and of one asker one at a time: whoever sends many files that take long holds up
/// nobody but themselves.
package final class Workers: Sendable {
  private struct Waiting {
    let number: Int
    let asker: String?
    let turn: CheckedContinuation<Void, any Error>
  }

  private struct Line {
    var free: Int
    var served: Set<String> = []
    var waiting: [Waiting] = []
    var last = 0
  }

  private let line: Mutex<Line>

  package init(atOnce: Int = 2) { line = Mutex(Line(free: atOnce)) }

  /// - Parameters:
  ///   - asker: Whose work it is; nil where it is nobody's in particular.
  ///   - body: Gets a sign that is raised when the task is cancelled.
  /// - Throws: `CancellationError` where the task was cancelled before its turn came, and what the body throws.
  package func run<T: Sendable>(
    for asker: String? = nil,
    _ body: @escaping @Sendable (StopSign) throws -> T
  ) async throws -> T {
    let sign = StopSign()
    let number = line.withLock { line in
      line.last += 1
      return line.last
    }
    return try await withTaskCancellationHandler {
      try await turn(number, asker)
      defer { leave(asker) }
      return try await withCheckedThrowingContinuation { done in
        Thread.detachNewThread { done.resume(with: Result { try body(sign) }) }
      }
    } onCancel: {
      sign.raise()
      giveUp(number)
    }
  }

  private func turn(_ number: Int, _ asker: String?) async throws {
    try await withCheckedThrowingContinuation { (turn: CheckedContinuation<Void, any Error>) in
      let isCancelled = line.withLock { line in
        // Asked inside: whoever cancels after this finds the piece in the line.
        guard !Task.isCancelled else { return true }
        line.waiting.append(Waiting(number: number, asker: asker, turn: turn))
        return false
      }
      if isCancelled { turn.resume(throwing: CancellationError()) }
      callNext()
    }
  }

  private func leave(_ asker: String?) {
    line.withLock { line in
      line.free += 1
      if let asker { line.served.remove(asker) }
    }
    callNext()
  }

  private func giveUp(_ number: Int) {
    let gone = line.withLock { line in
      line.waiting.firstIndex { $0.number == number }.map { line.waiting.remove(at: $0) }
    }
    gone?.turn.resume(throwing: CancellationError())
  }

  /// Calls whoever is first in the line and is not served already.
  private func callNext() {
    let next = line.withLock { line -> Waiting? in
      guard line.free > 0,
        let first = line.waiting.firstIndex(where: { $0.asker.map(line.served.contains) != true })
      else { return nil }
      let next = line.waiting.remove(at: first)
      line.free -= 1
      if let asker = next.asker { line.served.insert(asker) }
      return next
    }
    next?.turn.resume()
  }
}
