package import Foundation
package import Hummingbird
import Kernel

/// Forms that are filled in without an account: begun, found again by their code, and handed over.
package struct CodedForms: Sendable {
  private let site: Site
  /// What they are of; part of what seals them.
  private let kind: String
  /// How many can be begun from one address.
  private let begins: RateLimit

  package init(
    _ kind: String,
    _ site: Site,
    begins: RateLimit = RateLimit(capacity: 20, perMinute: 4)
  ) {
    self.site = site
    self.kind = kind
    self.begins = begins
  }

  private var store: AccessStore { site.signIn.store }

  /// Begins a form.
  ///
  /// - Throws: ``TooMany``.
  package func begin(
    _ code: FormCode = FormCode(),
    until end: Date,
    _ context: SiteContext
  ) async throws -> CodedForm {
    try await begins.take(context.remoteAddress, at: site.now())
    let form = CodedForm(
      code: code,
      values: FormValues(),
      record: nil,
      begun: site.now(),
      expires: end
    )
    try await store.keep(form, of: kind, at: site.now())
    return form
  }

  /// Keeps what was written so far.
  package func keep(_ form: CodedForm) async throws {
    try await store.keep(form, of: kind, at: site.now())
  }

  /// Forgets what was written: from here on the code leads to the record that it became.
  package func handOver(_ form: CodedForm, to record: String, until end: Date) async throws {
    let done = CodedForm(
      code: form.code,
      values: FormValues(),
      record: record,
      begun: site.now(),
      expires: end
    )
    try await store.keep(done, of: kind, at: site.now())
  }

  package func forget(_ form: CodedForm) async throws { try await store.forgetForm(form.code) }

  /// The form whose code somebody typed; nil where there is none.
  ///
  /// Every try of an address is counted before it is looked at, and forgotten once one was right.
  ///
  /// - Throws: ``TooMany`` where there were too many wrong ones.
  package func find(_ typed: String, _ context: SiteContext) async throws -> CodedForm? {
    let name = "\(kind) code from \(context.remoteAddress)"
    do {
      try await site.signIn.count(name, at: site.now())
    } catch SignIn.Failure.locked(let minutes) {
      throw TooMany(retryAfterSeconds: minutes * 60)
    }
    guard let code = FormCode(typed), let form = try await store.codedForm(code, of: kind, at: site.now())
    else { return nil }
    try await site.signIn.clear(name)
    return form
  }

  /// Until when a code leads somewhere; nil where it does not.
  package func end(of code: FormCode) async throws -> Date? {
    try await store.codedForm(code, of: kind, at: site.now())?.expires
  }

  // MARK: In one browser

  private static let cookie = "__Host-code"

  /// The form that this browser goes on with; nil where there is none, or none any more.
  package func current(_ request: Request) async throws -> CodedForm? {
    guard let code = request.cookies[Self.cookie].flatMap({ FormCode($0.value) }) else { return nil }
    return try await store.codedForm(code, of: kind, at: site.now())
  }

  /// Lets the browser go on with a form until it is closed.
  package func remember(_ form: CodedForm, in response: inout Response) {
    response.setCookie(Visitors.cookie(Self.cookie, form.code.text))
  }

  package func leave(_ response: inout Response) {
    response.setCookie(Visitors.cookie(Self.cookie, "", maxAge: 0))
  }
}
