import Glibc
import Synchronization

/// Says that nobody waits for a piece of work any more, and ends the programs that run for it.
package final class StopSign: Sendable {
  private struct State {
    var isUp = false
    /// The process group that runs now: not reaped, so that its number is nobody else's.
    var group: pid_t?
  }

  private let state = Mutex(State())

  package var isUp: Bool { state.withLock { $0.isUp } }

  package func raise() {
    state.withLock { state in
      state.isUp = true
      if let group = state.group { kill(-group, SIGKILL) }
    }
  }

  /// From here on the group is killed when the sign is raised, and at once where it was.
  func guardGroup(_ group: pid_t) {
    state.withLock { state in
      state.group = group
      if state.isUp { kill(-group, SIGKILL) }
    }
  }

  /// Kills what is left of the group, and forgets it: its number can be given to others now.
  func endGroup() {
    state.withLock { state in
      if let group = state.group { kill(-group, SIGKILL) }
      state.group = nil
    }
  }
}
