import Foundation

/// How many questions are answered at a time: more than there are processors would only share them, each with a
/// reader of its own.
let askedAtOnce = max(2, ProcessInfo.processInfo.activeProcessorCount)

private let readers: OperationQueue = {
  let queue = OperationQueue()
  queue.maxConcurrentOperationCount = askedAtOnce
  return queue
}()

private let writers = DispatchQueue(label: "search", attributes: .concurrent)

/// Keeps a question to an index off the threads that everybody shares; where many ask, they take turns.
func asking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { answer in
    readers.addOperation { answer.resume(with: Swift.Result { try work() }) }
  }
}

/// Keeps what waits for the disk or computes for long off the threads that everybody shares.
func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { answer in
    writers.async { answer.resume(with: Swift.Result { try work() }) }
  }
}
