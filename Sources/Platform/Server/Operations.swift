import Foundation
import HTTPTypes
package import Hummingbird
import Kernel
import Projection
import Search

/// What operators ask, on a loopback port of its own: is it alive, is it ready, what does it measure.
package struct Operations: Sendable {
  let site: Site
  let measures: Measures
  let started: Date

  package init(_ site: Site, _ measures: Measures) {
    self.site = site
    self.measures = measures
    started = site.now()
  }

  package func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.get("health") { _, _ in try Self.json(["status": "alive"], .ok) }
    router.get("ready") { _, _ in
      let states = site.readiness
      let isReady = states.values.allSatisfy { $0 == .ready }
      let words = Dictionary(uniqueKeysWithValues: states.map { ($0.rawValue, Self.word($1)) })
      // Without an index pages are answered from the record: not ready is what cannot serve.
      let search = Dictionary(
        uniqueKeysWithValues: site.searches.map { ($0.source.name, Self.word($0.state)) }
      )
      return try Self.json(
        ["ready": isReady, "vaults": words, "search": search],
        isReady ? .ok : .serviceUnavailable
      )
    }
    router.get("metrics") { _, _ in
      let text = try await measures.text(gauges())
      return Response(
        status: .ok,
        headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: text))
      )
    }
    return router
  }

  private func gauges() async throws -> [(
    name: String, help: String, values: [(labels: String, value: Double)]
  )] {
    var sizes: [(labels: String, value: Double)] = []
    var positions: [(labels: String, value: Double)] = []
    for (vault, runner) in site.runners.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let labels = "vault=\"\(vault.rawValue)\""
      sizes.append((labels, Double(try await site.service(vault).dispatcher.log.head().size)))
      positions.append((labels, Double(try await runner.position)))
    }
    let lines = site.lineTimes.total
    return [
      ("touchstone_access_writes", "Writes to access logs since the start.", [("", Double(lines.count))]),
      (
        "touchstone_access_write_seconds", "Seconds that answers waited for them in all.",
        [("", lines.seconds)]
      ),
      ("touchstone_log_entries", "Entries in the record log.", sizes),
      ("touchstone_view_position", "The position that the views have folded to.", positions),
      (
        "touchstone_search_ready", "Whether a search index answers.",
        site.searches.map { ("index=\"\($0.source.name)\"", $0.state == .ready ? 1 : 0) }
      ),
      (
        "touchstone_uptime_seconds", "Seconds since the start.", [("", site.now().timeIntervalSince(started))]
      ),
    ]
  }

  private static func word(_ readiness: ViewRunner.Readiness) -> String {
    switch readiness {
    case .ready: "ready"
    case .stopped(let fault): "stopped: \(fault.code.rawValue)"
    }
  }

  private static func word(_ state: SearchService.State) -> String {
    switch state {
    case .ready: "ready"
    case .rebuilding: "rebuilding"
    case .failed: "failed"
    }
  }

  private static func json(_ model: Model, _ status: HTTPResponse.Status) throws -> Response {
    let bytes = try JSONText.data(model)
    return Response(
      status: status,
      headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }
}
