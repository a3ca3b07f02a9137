import Foundation

private let queue = DispatchQueue(label: "search", attributes: .concurrent)

/// Keeps what waits for the disk or computes for long off the threads that everybody shares.
func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { answer in
    queue.async { answer.resume(with: Swift.Result { try work() }) }
  }
}
