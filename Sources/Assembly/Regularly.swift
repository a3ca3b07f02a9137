import Kernel
import Logging
import ServiceLifecycle

/// Does one thing at the start and every so often, until the program ends.
///
/// What fails is logged, and tried again in its next turn: nothing that is done regularly ends the program.
struct Regularly: Service {
  private let name: String
  private let wait: Duration
  private let logger: Logger
  private let work: @Sendable () async throws -> Void

  init(
    _ name: String,
    every wait: Duration,
    _ logger: Logger,
    work: @escaping @Sendable () async throws -> Void
  ) {
    self.name = name
    self.wait = wait
    self.logger = logger
    self.work = work
  }

  func run() async throws {
    await doOnce()
    for await _ in ticks.cancelOnGracefulShutdown() { await doOnce() }
  }

  private func doOnce() async {
    do {
      try await work()
    } catch {
      logger.error("failed: \(name)", metadata: ["reason": "\(Fault.reason(of: error))"])
    }
  }

  private var ticks: AsyncStream<Void> {
    AsyncStream {
      do {
        try await Task.sleep(for: wait)
        return ()
      } catch {
        return nil
      }
    }
  }
}

extension Installation {
  /// What the running program does by itself.
  func regularly(_ logger: Logger) -> [Regularly] {
    [
      Regularly("checkpoints", every: .seconds(60 * settings[Settings.checkpointMinutes]), logger) {
        // Whoever asks who looked waits for few lines to be folded.
        try await self.foldAccessLogs()
        try await self.signCheckpoints()
      },
      Regularly("daily tasks", every: .seconds(3600), logger) { try await self.keepUp().tell(logger) },
    ]
  }
}
