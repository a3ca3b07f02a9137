import Kernel
import Synchronization

/// How long answers waited for their lines in an access log, since the start.
final class LineTimes: Sendable {
  private let times = Mutex((count: 0, seconds: 0.0))

  func add(_ taken: Duration) {
    times.withLock {
      $0.count += 1
      $0.seconds += taken.seconds
    }
  }

  var total: (count: Int, seconds: Double) { times.withLock { $0 } }
}
