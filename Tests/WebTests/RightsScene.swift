import Domain
import Foundation
import HTTPTypes
import Kernel
import Platform
import Testing

/// A referral that was looked at, and a request for rights by whoever it is about.
struct RightsScene {
  let site: TestSite
  let dee: Visitor
  let sue: Visitor
  let referral: String
  let request: String

  static let asked = [
    "law": "uk-gdpr", "way": "letter", "asker": "person", "given_name": "Sam", "family_name": "Sample",
    "reach": "1 Example Street", "words": "What do you hold about me?",
  ]

  /// It is received, and opened by the officer; nobody knows yet who asks.
  init(_ site: TestSite, _ kind: String = "access") async throws {
    self.site = site
    referral = try await site.looked()
    dee = try await site.visitor("Dee Protection")
    request = try await dee.get("/rights/new").hidden("record") ?? ""
    let fields = Self.asked.merging(["record": request, "kind": kind]) { $1 }
    let answer = try await dee.post("/rights", fields)
    #expect(answer.status == 303, "\(answer.text)")
    sue = try await site.visitor("Sue Supervisor")
    try await state(dee)
  }

  var path: String { "/rights/\(request)" }

  /// Says what the request is opened for.
  func state(_ visitor: Visitor) async throws {
    let fields = ["purpose": "subject-request", "words": "", "back": path]
    #expect(try await visitor.post("/purpose/rights-request/\(request)", fields).status == 303)
  }

  /// Takes a step, by the form that its page shows.
  @discardableResult
  func take(
    _ step: String,
    by visitor: Visitor? = nil,
    _ fields: [String: String] = [:]
  ) async throws -> Answer {
    let visitor = visitor ?? dee
    let key = try await visitor.get("\(path)/\(step)").hidden("key") ?? ""
    return try await visitor.post("\(path)/\(step)", fields.merging(["key": key]) { $1 })
  }
}
