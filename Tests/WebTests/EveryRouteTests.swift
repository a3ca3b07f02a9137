import Assembly
import Foundation
import HTTPTypes
import Kernel
import Platform
import TestSupport
import Testing

/// Every route of the program, tried by everybody: what the router knows, so that a new route is tried too.
struct EveryRouteTests {
  @Test func `nobody reads what is hidden from them, whatever address they try`() async throws {
    try await TestSite.with { site in
      let scene = try await HostileScene(site)
      var seen: [String: Set<String>] = [:]
      try await withThrowingTaskGroup(of: (String, Set<String>).self) { group in
        for name in scene.visitors.keys { group.addTask { (name, try await read(as: name, scene)) } }
        for try await (name, secrets) in group {
          for words in secrets { seen[words, default: []].insert(name) }
        }
      }
      for secret in HostileScene.secrets {
        #expect(seen[secret.words] == secret.readers, "\(secret.words)")
      }
    }
  }

  /// The secrets that somebody finds, whatever address they try.
  private func read(as name: String, _ scene: HostileScene) async throws -> Set<String> {
    let visitor = try #require(scene.visitors[name])
    var seen: Set<String> = []
    for route in scene.site.routes where route.method == .get && !Self.isEntrance(route.path) {
      for address in scene.addresses(of: route.path) {
        let answer = try await visitor.get(address)
        #expect(answer.status < 500, "\(name) at \(address)")
        for secret in HostileScene.secrets where answer.holds(secret.words) {
          seen.insert(secret.words)
          #expect(secret.readers.contains(name), "\(name) reads \(secret.words) at \(address)")
        }
      }
    }
    return seen
  }

  /// Each on a site of their own, and with time between: an address may send only so many forms in a minute.
  @Test(arguments: HostileScene.outside)
  func `who may change nothing changes nothing, whatever they send`(_ name: String) async throws {
    try await TestSite.with(at: .story) { site in
      let scene = try await HostileScene(site)
      let visitor = try #require(scene.visitors[name])
      let before = try await heads(site)
      var tried = 0
      for route in site.routes where [.post, .put, .delete].contains(route.method) {
        guard !Self.isEntrance(route.path), let address = scene.addresses(of: route.path).first else {
          continue
        }
        let answer = try await send(visitor, route.method, address)
        #expect(answer.status < 500 && answer.status != 429, "\(address): \(answer.status)")
        tried += 1
        if tried.isMultiple(of: 30) { site.pass(minutes: 1) }
      }
      #expect(tried > 200)
      #expect(try await heads(site) == before)
    }
  }

  /// What signs somebody in or out would end the trial.
  private static func isEntrance(_ path: String) -> Bool {
    path.contains("sign-") || path.contains("enter") || path.contains("account/")
  }

  /// Sends more than the address asks for, fields that are nobody's to set among them.
  private func send(
    _ visitor: Visitor,
    _ method: HTTPRequest.Method,
    _ address: String
  ) async throws -> Answer {
    let fields = [
      "title": "Taken", "name": "Taken", "email": "taken@touchstone.example", "reason": "r", "why": "w",
      "role": "administrator", "place": "everywhere", "from": "2009-09-01", "purpose": "p", "kind": "adapted",
      "changes": "c", "measure": "m", "verdict": "better", "practice": "p", "version": "1", "id": "x",
      "life": "published", "depositor": "me", "marking": "none", "by": "me",
    ]
    guard address.hasPrefix("/api/") else { return try await visitor.post(address, fields) }
    let body = try JSONSerialization.data(withJSONObject: fields)
    return try await visitor.api(
      method,
      address,
      String(decoding: body, as: UTF8.self),
      headers: [.ifMatch: "\"1\""]
    )
  }

  /// How long each record log is.
  private func heads(_ site: TestSite) async throws -> [String: Int64] {
    var heads: [String: Int64] = [:]
    for vault in [Vault.learning, .directory, .safeguarding] {
      heads[vault.rawValue] = try await site.installation.site.service(vault).dispatcher.log.head().size
    }
    return heads
  }
}
