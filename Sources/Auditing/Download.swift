import Foundation
import Kernel
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// One request to a log: answered with a bounded number of bytes in a bounded time, at the address that was
/// asked and no other.
final class Download: NSObject, URLSessionDataDelegate {
  private struct State {
    var body = Data()
    var fault: Fault?
    var continuation: CheckedContinuation<Data, any Error>?
  }

  private let state = Mutex(State())
  private let limit: Int
  private let place: String

  private init(limit: Int, place: String) {
    self.limit = limit
    self.place = place
  }

  static func run(_ request: URLRequest, atMost limit: Int) async throws -> Data {
    let place = request.url?.absoluteString ?? ""
    let download = Download(limit: limit, place: place)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 20
    configuration.timeoutIntervalForResource = 60
    let session = URLSession(configuration: configuration, delegate: download, delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    return try await withCheckedThrowingContinuation { continuation in
      download.state.withLock { $0.continuation = continuation }
      session.dataTask(with: request).resume()
    }
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      state.body.append(data)
      guard state.body.count > limit, state.fault == nil else { return false }
      state.fault = Fault(.damagedProof, "\(place) answers more than \(limit) bytes")
      return true
    }
    if isTooLong { dataTask.cancel() }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let status = (task.response as? HTTPURLResponse)?.statusCode ?? 0
    let (continuation, result) = state.withLock { state in
      defer { state.continuation = nil }
      return (state.continuation, Self.result(state.body, state.fault, error, status, place))
    }
    continuation?.resume(with: result)
  }

  private static func result(
    _ body: Data,
    _ fault: Fault?,
    _ error: (any Error)?,
    _ status: Int,
    _ place: String
  ) -> Result<Data, any Error> {
    if let fault { return .failure(fault) }
    if let error {
      return .failure(Fault(.incomplete, "\(place) cannot be asked: \(error.localizedDescription)"))
    }
    guard (200..<300).contains(status) else {
      return .failure(Fault(.incomplete, "\(place) answers with status \(status)"))
    }
    return .success(body)
  }
}
