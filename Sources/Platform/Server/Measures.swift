import HTTPTypes
package import Hummingbird
import Kernel
import Logging
import Synchronization

/// Counts and times of requests by route, in the Prometheus text format.
///
/// Routes are patterns, such as `/practices/{id}`: no identifier is in a label.
package final class Measures: Sendable {
  private struct Key: Hashable {
    let method: String
    let route: String
    let status: Int
  }

  private struct Times {
    var count = 0
    var seconds = 0.0
    var within = [Int](repeating: 0, count: Measures.bounds.count)
  }

  /// Seconds.
  static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
  private let times = Mutex<[Key: Times]>([:])

  package init() {}

  func add(_ method: String, _ route: String, _ status: Int, _ seconds: Double) {
    times.withLock { all in
      var times = all[Key(method: method, route: route, status: status)] ?? Times()
      times.count += 1
      times.seconds += seconds
      for (index, bound) in Self.bounds.enumerated() where seconds <= bound { times.within[index] += 1 }
      all[Key(method: method, route: route, status: status)] = times
    }
  }

  /// Everything measured, and whatever else the program counts.
  package func text(
    _ gauges: [(name: String, help: String, values: [(labels: String, value: Double)])]
  ) -> String {
    var lines = [
      "# HELP http_request_seconds How long requests took.", "# TYPE http_request_seconds histogram",
    ]
    let all = times.withLock { $0 }
    for (key, times) in all.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
      for (bound, count) in zip(Self.bounds, times.within) {
        lines.append("http_request_seconds_bucket{\(labels),le=\"\(bound)\"} \(count)")
      }
      lines.append("http_request_seconds_bucket{\(labels),le=\"+Inf\"} \(times.count)")
      lines.append("http_request_seconds_sum{\(labels)} \(times.seconds)")
      lines.append("http_request_seconds_count{\(labels)} \(times.count)")
    }
    for gauge in gauges {
      lines += ["# HELP \(gauge.name) \(gauge.help)", "# TYPE \(gauge.name) gauge"]
      lines += gauge.values.map { "\(gauge.name)\($0.labels.isEmpty ? "" : "{\($0.labels)}") \($0.value)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Measures each request, and logs it without what could tell of a person: no address, no query, no
/// identifier.
package struct Measuring: RouterMiddleware {
  package typealias Context = SiteContext

  let measures: Measures

  package init(_ measures: Measures) { self.measures = measures }

  package func handle(
    _ request: Request,
    context: SiteContext,
    next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let seconds = (ContinuousClock.now - start).seconds
    let route = context.endpointPath ?? "none"
    measures.add(request.method.rawValue, route, response.status.code, seconds)
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
        "milliseconds": "\(Int(seconds * 1000))",
      ]
    )
    return response
  }
}
