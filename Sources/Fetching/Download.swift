package import Foundation
package import Kernel
import Synchronization

#if canImport(FoundationNetworking)
package import FoundationNetworking
#endif

/// One request to somebody else's server: answered with a bounded number of bytes in a bounded time, at the address that was
/// asked and no other.
package final class Download: NSObject, URLSessionDataDelegate {
  private struct State {
    var body = Data()
    var fault: Fault?
    var continuation: CheckedContinuation<Data, any Error>?
  }

  private let state = Mutex(State())
  private let limit: Int
  private let tooLong: Fault.Code
  private let place: String

  private init(limit: Int, tooLong: Fault.Code, place: String) {
    self.limit = limit
    self.tooLong = tooLong
    self.place = place
  }

  /// - Parameters:
  ///   - limit: Bytes of the longest answer that is taken.
  ///   - tooLong: What a longer one is.
  ///   - seconds: How long the whole may take; a third of it passes at most while nothing moves.
  /// - Throws: `Fault(.incomplete)` where there is no answer, or one with another status than 2xx.
  package static func run(
    _ request: URLRequest,
    atMost limit: Int,
    tooLong: Fault.Code,
    seconds: Double = 60
  ) async throws -> Data {
    // Without its query, which may hold what stands in no log.
    let place = request.url.map(Self.place) ?? ""
    let download = Download(limit: limit, tooLong: tooLong, place: place)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = seconds / 3
    configuration.timeoutIntervalForResource = seconds
    configuration.httpCookieStorage = nil
    let session = URLSession(configuration: configuration, delegate: download, delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    return try await withCheckedThrowingContinuation { continuation in
      download.state.withLock { $0.continuation = continuation }
      session.dataTask(with: request).resume()
    }
  }

  private static func place(_ url: URL) -> String {
    let port = url.port.map { ":\($0)" } ?? ""
    return "\(url.scheme ?? "")://\(url.host() ?? "")\(port)\(url.path())"
  }

  package func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  package func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      state.body.append(data)
      guard state.body.count > limit, state.fault == nil else { return false }
      state.fault = Fault(tooLong, "\(place) answers more than \(limit) bytes")
      return true
    }
    if isTooLong { dataTask.cancel() }
  }

  package func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    didCompleteWithError error: (any Error)?
  ) {
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
