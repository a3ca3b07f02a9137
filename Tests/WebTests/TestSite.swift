import Assembly
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import NIOEmbedded
import Platform
import Synchronization
import TestSupport
import Testing

/// The whole program on a new data directory, asked through its router.
final class TestSite: Sendable {
  let installation: Installation
  let folder: URL
  let measures = Measures()
  let routes: [(method: HTTPRequest.Method, path: String)]
  private let responder: any HTTPResponder<SiteContext>
  /// Nil where the site tells the time itself.
  private let moment: Moment

  /// A moment that a story moves on.
  private final class Moment: Sendable {
    private let held: Mutex<Date?>
    init(_ moment: Date?) { held = Mutex(moment) }
    var now: Date? { held.withLock { $0 } }
    func set(_ moment: Date) { held.withLock { $0 = moment } }
  }

  private init(_ folder: URL, _ start: Date?, _ settings: Settings) async throws {
    self.folder = folder
    let moment = Moment(start)
    self.moment = moment
    let count = Mutex(0)
    let newID: @Sendable () -> String = {
      guard moment.now != nil else { return Identifier.make() }
      return count.withLock { count in
        count += 1
        let digits = String(count, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
      }
    }
    installation = try await Installation(
      DataFolder(folder.appending(path: "data")),
      settings,
      for: .serving,
      now: { moment.now ?? Date() },
      newID: newID
    )
    let router = try Server.router(installation.site, installation, nil, measures)
    routes = router.routes.map { ($0.method, $0.path.description) }
    responder = router.buildResponder()
  }

  private static let turns = Turns(24)

  /// Gives a site with the made-up people and, where asked, the starter collection; removes it after.
  ///
  /// At a fixed moment identifiers are counted, so that pages are the same every time.
  static func with(
    starter: Bool = false,
    people: Bool = true,
    at moment: Date? = nil,
    settings: Settings = Settings(),
    _ body: (TestSite) async throws -> Void
  ) async throws {
    await turns.enter()
    defer { turns.leave() }
    let folder = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let site = try await TestSite(folder, moment, settings)
    if people { try await site.installation.makeDemonstrationAccounts() }
    if starter { try await site.installation.loadStarterCollection() }
    try await body(site)
    try await site.installation.close()
  }

  /// Lets time pass, to the first moment of a day.
  func move(to day: PartialDate) { moment.set(day.moment) }
  func move(to moment: Date) { self.moment.set(moment) }

  /// Lets some minutes pass; the clock may be turned back, too.
  func pass(minutes: Double) { moment.now.map { moment.set($0.addingTimeInterval(minutes * 60)) } }

  /// A request of which nothing is known yet.
  func context() -> SiteContext {
    var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .error
    // A server gives every request a number; here all have the same.
    logger[metadataKey: "hb.request.id"] = "request-1"
    return SiteContext(
      source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger)
    )
  }

  func answer(to request: Request) async throws -> Answer {
    let response = try await responder.respond(to: request, context: context())
    let writer = CollectingWriter()
    try await response.body.write(writer)
    return Answer(status: response.status.code, headers: response.headers, body: writer.bytes)
  }

  /// A browser that nobody signed in with.
  func anybody() -> Visitor { Visitor(self) }

  /// A browser in which one of the made-up people signed in by their link.
  func visitor(_ name: String) async throws -> Visitor {
    let link = try await installation.demonstrationLinks(of: name).first
    let visitor = Visitor(self)
    guard let link else { throw Fault(.incomplete, "there is nobody called \(name)") }
    _ = try await visitor.post(link.address, [:])
    return visitor
  }
}

/// What came back.
struct Answer {
  let status: Int
  let headers: HTTPFields
  let body: Data

  var text: String { String(decoding: body, as: UTF8.self) }
  var location: String? { headers[.location] }

  /// The version of a record, with which its tag begins.
  var version: Int? { headers[.eTag].flatMap { Int($0.dropFirst().prefix { $0 != "-" }) } }

  /// Whether some words stand in it, for tests that look for many in thousands of answers.
  func holds(_ words: String) -> Bool { body.range(of: Data(words.utf8)) != nil }

  var json: [String: Any] {
    get throws { try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:] }
  }

  /// Where a history on this page, which has the latest first, leads to what changed: the earliest first.
  var changeAddresses: [String] {
    text.matches(of: /href="([^"]+\/history\/\d+)"/).map { String($0.output.1) }.reversed()
  }

  /// Every hidden field, as a browser would send it.
  var hiddenFields: [String: String] {
    var fields: [String: String] = [:]
    for part in text.components(separatedBy: "<input type=\"hidden\" name=\"").dropFirst() {
      let name = String(part.prefix { $0 != "\"" })
      let value = part.dropFirst(name.count + 9).prefix { $0 != "\"" }
      let text = value.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
      fields[name] = fields[name].map { "\($0)\u{1F}\(text)" } ?? String(text)
    }
    return fields
  }

  /// The value of a hidden field.
  func hidden(_ name: String) -> String? {
    guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return nil }
    return String(text[start.upperBound...].prefix { $0 != "\"" })
  }
}

/// A browser: cookies, and the token of the last form it saw.
final class Visitor: Sendable {
  let site: TestSite
  private let jar = Mutex<[String: String]>([:])

  var cookies: [String: String] {
    get { jar.withLock { $0 } }
    set { jar.withLock { $0 = newValue } }
  }

  init(_ site: TestSite) { self.site = site }

  func get(_ path: String) async throws -> Answer { try await send(.get, path, nil, [:]) }

  /// Opens a page for its token, then sends the form.
  func post(_ path: String, _ fields: [String: String], headers: HTTPFields = [:]) async throws -> Answer {
    let token = try await get("/sign-in").hidden("csrf") ?? ""
    return try await postAsIs(path, fields.merging(["csrf": token]) { $1 }, headers: headers)
  }

  func postAsIs(_ path: String, _ fields: [String: String], headers: HTTPFields = [:]) async throws -> Answer
  {
    let body = fields.flatMap { name, value in
      value.split(separator: "\u{1F}", omittingEmptySubsequences: false).map {
        "\(name)=\(String($0).urlEncoded)"
      }
    }
    .joined(separator: "&")
    var headers = headers
    headers[.contentType] = "application/x-www-form-urlencoded"
    return try await send(.post, path, Data(body.utf8), headers)
  }

  func api(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ body: String? = nil,
    headers: HTTPFields = [:]
  ) async throws -> Answer {
    var headers = headers
    if body != nil { headers[.contentType] = "application/json" }
    return try await send(method, path, body.map { Data($0.utf8) }, headers)
  }

  func send(
    _ method: HTTPRequest.Method,
    _ path: String,
    _ body: Data?,
    _ headers: HTTPFields
  ) async throws -> Answer {
    var headers = headers
    if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }
    let head = HTTPRequest(
      method: method,
      scheme: "http",
      authority: "touchstone.test",
      path: path,
      headerFields: headers
    )
    let request = Request(head: head, body: .init(buffer: ByteBuffer(bytes: body ?? Data())))
    let answer = try await site.answer(to: request)
    Description.hold(method, path, answer)
    for cookie in answer.headers[values: .setCookie] {
      let pair = cookie.prefix { $0 != ";" }.split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      cookies[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
    }
    return answer
  }
}

/// Keeps what a response writes.
final class CollectingWriter: ResponseBodyWriter {
  private(set) var bytes = Data()

  func write(_ buffer: ByteBuffer) async throws { bytes.append(contentsOf: buffer.readableBytesView) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension [String: String] {
  /// What a depositor fills in so that a draft can be submitted.
  static let complete: [String: String] = [
    "title": "Kitchen-table evenings", "problem": "Families had nobody to ask.",
    "aim": "They know whom to ask.",
    "audience": "Parents", "setting": "family\u{1F}community", "strand": "all", "objective": "3",
  ]
}

extension Visitor {
  /// Deposits a practice, and gives its path.
  func deposit(_ fields: [String: String] = .complete) async throws -> String {
    let record = try await get("/practices/new").hidden("record") ?? ""
    let answer = try await post("/practices", fields.merging(["record": record]) { $1 })
    return answer.location ?? "no location: \(answer.status)"
  }

  func edit(_ path: String, _ section: String, _ fields: [String: String]) async throws -> Answer {
    let page = try await get("\(path)/edit/\(section)")
    return try await post(
      "\(path)/edit/\(section)",
      fields.merging(["version": page.hidden("version") ?? ""]) { $1 }
    )
  }

  /// Fills in the rest and submits it.
  func submit(_ path: String) async throws -> Answer {
    _ = try await edit(path, "method", ["method": "Six evenings."])
    _ = try await edit(path, "place", ["lead_organisation": "Exampleshire Council"])
    _ = try await edit(path, "outcome", ["outcome": "Eleven families came."])
    return try await post("\(path)/submit", [:])
  }

  func review(
    _ path: String,
    _ recommendation: String = "publish",
    words: String = "Plain"
  ) async throws -> Answer {
    try await post(
      "\(path)/review",
      [
        "recommendation": recommendation, "strengths": words, "concerns": "none", "evidence": "yes",
        "interests": "none",
      ]
    )
  }
}

extension TestSite {
  /// Somebody with an account and one role, of an organisation where it is given, who set a password.
  func newcomer(
    _ name: String,
    _ role: String,
    organisation: String = "",
    _ admin: Visitor
  ) async throws -> (visitor: Visitor, id: String) {
    let person =
      #"{"name": "\#(name)", "email": "\#(name)@touchstone.example", "organisation": "\#(organisation)"}"#
    let path = try #require(try await admin.api(.post, "/api/v1/accounts", person).headers[.location])
    #expect(try await admin.api(.post, "\(path)/roles", role).status < 300)
    let link = try await admin.api(.post, "\(path)/link", "{}").json["address"] as? String ?? ""
    let visitor = anybody()
    let words = "a made-up pass phrase"
    let entered = try await visitor.post(
      "/enter/\(link.split(separator: "/").last ?? "")",
      ["new-password": words, "again": words]
    )
    #expect(entered.status == 303, "\(entered.text)")
    try await visitor.agreeToTexts()
    return (visitor, path.split(separator: "/").last.map(String.init) ?? "")
  }

  /// A contributor of another organisation than that of the made-up people.
  func neighbour() async throws -> Visitor {
    let admin = try await visitor("Adam Administrator")
    let trust = #"{"name": "Neighbouring Trust (made up)", "kind": "charity", "source": "Made up"}"#
    let organisation = try await admin.api(.post, "/api/v1/organisations", trust).json["id"] as? String
    let role =
      #"{"role": "contributor", "place": "everywhere", "from": "2009-09-01", "reason": "r"}"#
    return try await newcomer("neighbour", role, organisation: organisation ?? "", admin).visitor
  }

  /// A practice all the way to its publication; gives its path.
  func published(_ fields: [String: String] = .complete) async throws -> String {
    try await published(fields, by: visitor("Dora Depositor"))
  }

  func published(_ fields: [String: String] = .complete, by depositor: Visitor) async throws -> String {
    let path = try await depositor.deposit(fields)
    _ = try await depositor.submit(path)
    _ = try await visitor("Ron Reviewer").review(path)
    _ = try await visitor("Rhea Reviewer").review(path)
    _ = try await visitor("Edie Editor").post("\(path)/publish", ["reason": ""])
    return path
  }
}

extension Visitor {
  /// Accepts every text that a role of theirs needs, and completes every training.
  func agreeToTexts() async throws {
    while let path = try await get("/").text.firstMatch(of: /href="\/texts\/([a-z]+)"/)?.output.1 {
      let page = try await get("/texts/\(path)")
      let fields = [
        "version": page.hidden("version") ?? "", "on": PartialDate(on: site.installation.site.now()).iso,
      ]
      let answer = try await post("/account/texts/\(path)", fields)
      try #require(answer.status == 303, "\(answer.text)")
    }
  }
}
