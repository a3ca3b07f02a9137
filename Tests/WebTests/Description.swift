import Assembly
import Foundation
import HTTPTypes
import Platform
import Testing

/// The description of the interface, as answers are held to it.
enum Description {
  private struct Call {
    let method: String
    let path: String
    let parts: [Substring]
    /// How its answers may end.
    let statuses: Set<String>

    init(_ method: String, _ path: String, _ statuses: Set<String>) {
      (self.method, self.path, self.statuses) = (method, path, statuses)
      parts = Description.parts(path[...])
    }

    func isAsked(by asked: [Substring]) -> Bool {
      zip(parts, asked).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }
  }

  private static func parts(_ path: Substring) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: false)
  }

  /// By how many parts their paths have; a path in so many words goes before one that stands for many.
  private static let calls: [Int: [Call]] = {
    let paths = OpenAPI.document(Registry.operations)["paths"] as? Model ?? [:]
    var found: [Call] = []
    for (path, item) in paths {
      for (method, operation) in item as? Model ?? [:] {
        let responses = (operation as? Model)?["responses"] as? Model ?? [:]
        if !responses.isEmpty { found.append(Call(method, path, Set(responses.keys))) }
      }
    }
    found.sort { ($0.path.count { $0 == "{" }, $0.path) < ($1.path.count { $0 == "{" }, $1.path) }
    return Dictionary(grouping: found, by: \.parts.count)
  }()

  /// The answer to a call is one that the description names.
  static func hold(_ method: HTTPRequest.Method, _ address: String, _ answer: Answer) {
    let asked = parts(address.prefix { $0 != "?" })
    let fitting = calls[asked.count, default: []].filter { $0.isAsked(by: asked) }
    let name = method.rawValue.lowercased()
    // What there is no call for is answered with 404 or 405, and described nowhere.
    guard let path = fitting.first?.path,
      let call = fitting.first(where: { $0.path == path && $0.method == name })
    else { return }
    #expect(call.statuses.contains(String(answer.status)), "\(name) \(path) answered \(answer.status)")
    let isProblem = answer.headers[.contentType] == "application/problem+json"
    #expect(isProblem == (answer.status >= 400), "\(name) \(path) answered \(answer.status)")
  }
}

struct DescriptionTests {
  private let document = OpenAPI.document(Registry.operations)

  private var text: String {
    get throws { String(decoding: try JSONText.data(document), as: UTF8.self) }
  }

  @Test func `every call has a name of its own`() throws {
    let names = try text.components(separatedBy: "\"operationId\":\"").dropFirst().map {
      $0.prefix { $0 != "\"" }
    }
    #expect(names.count > 30 && Set(names).count == names.count)
  }

  @Test func `whatever the description points to stands in it`() throws {
    let components = document["components"] as? Model ?? [:]
    let references = try text.components(separatedBy: "\"$ref\":\"#/components/").dropFirst()
    #expect(references.count > 100)
    for reference in Set(references.map { String($0.prefix { $0 != "\"" }) }) {
      let parts = reference.split(separator: "/").map(String.init)
      #expect((components[parts[0]] as? Model)?[parts[1]] != nil, "\(reference)")
    }
  }

  @Test func `whoever must show a second factor first is refused as described, whatever they read`()
    async throws
  {
    var settings = Settings()
    settings[Settings.secondFactor] = "everything"
    try await TestSite.with(settings: settings) { site in
      let role = #"{"role": "reader", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
      let ada = try await site.newcomer("ada", role, site.visitor("Adam Administrator")).visitor
      for route in site.routes where route.method == .get && route.path.hasPrefix("/api/v1/") {
        #expect(try await ada.get(route.path).status == 403, "\(route.path)")
      }
    }
  }

  @Test func `a call that changes a version says so`() throws {
    let paths = document["paths"] as? Model ?? [:]
    let put = (paths["/api/v1/practices/{id}"] as? Model)?["put"] as? Model
    let responses = put?["responses"] as? Model ?? [:]
    #expect(
      Set(responses.keys).isSuperset(of: ["200", "400", "401", "403", "404", "409", "412", "422", "428"])
    )
    let names = (put?["parameters"] as? [Model])?.compactMap { $0["name"] as? String }
    #expect(names == ["If-Match"])
  }
}
