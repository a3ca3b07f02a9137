import Domain
import Foundation
import Kernel
import Keyring
import Platform
import Synchronization
import Testing
import Web

@testable import Assembly

/// What has passed its day is erased where the rule says so, once, and never what somebody keeps or holds.
struct RetentionTests {
  private final class Clock: Sendable {
    private let moment = Mutex(Date(timeIntervalSince1970: 1_251_795_600))
    var now: Date { moment.withLock { $0 } }
    func pass(days: Double) { moment.withLock { $0 += days * 86_400 } }
  }

  private func withInstallation(_ body: (Installation, Clock) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "retention-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let clock = Clock()
    let installation = try await Installation(
      DataFolder(folder),
      Settings(),
      for: .serving,
      now: { clock.now }
    )
    try await body(installation, clock)
    try await installation.close()
  }

  /// A practice with a contact, who was taken out of it; gives the contact.
  private func formerContact(_ installation: Installation) async throws -> String {
    let (site, id, dora) = (installation.site, installation.site.newID(), Viewer(account: "dora"))
    var details = Practice.Details(title: "Evenings")
    details.contactLines = ["Zebedee Quillfeather | Officer | zebedee@touchstone.example"]
    details.nameContacts(site.newID)
    try await site.perform(.deposit(details, organisation: nil), on: id, of: Practice.self, by: dora)
    let subject = details.contacts[0].subject
    details.contacts = []
    try await site.perform(.revise(details, reason: "Left"), on: id, of: Practice.self, by: dora)
    return subject
  }

  /// How many the rules erase now.
  private func erased(_ installation: Installation) async throws -> Int {
    try await installation.keepUp(trusting: true, [RetentionKeeping.task]).tasks.reduce(0) { $0 + $1.done }
  }

  private func holds(_ subject: String, _ installation: Installation) throws -> Bool {
    try installation.vault(.learning).keyring.holds(subject)
  }

  @Test func `a former contact is erased when the day has come, and not a day before`() async throws {
    try await withInstallation { installation, clock in
      let subject = try await formerContact(installation)
      clock.pass(days: 364)
      #expect(try await erased(installation) == 0)
      #expect(try holds(subject, installation))
      clock.pass(days: 1)
      #expect(try await erased(installation) == 1)
      #expect(try !holds(subject, installation))
      #expect(try await erased(installation) == 0)
    }
  }

  @Test func `what somebody keeps or holds is passed over`() async throws {
    try await withInstallation { installation, clock in
      let (kept, held) = (try await formerContact(installation), try await formerContact(installation))
      let della = Viewer(account: "della")
      let until = installation.site.today.adding(months: 18)
      try await installation.site.perform(
        .keep(until: until, reason: "r"),
        on: kept,
        of: Retention.self,
        by: della
      )
      try await installation.site.perform(.hold(reason: "r"), on: held, of: Retention.self, by: della)
      clock.pass(days: 400)
      #expect(try await erased(installation) == 0)
      clock.pass(days: 200)
      #expect(try await erased(installation) == 1)
      #expect(try !holds(kept, installation) && holds(held, installation))
      try await installation.site.perform(.release(reason: "r"), on: held, of: Retention.self, by: della)
      #expect(try await erased(installation) == 1)
    }
  }

  @Test func `who is passed over keeps nobody else from their turn`() async throws {
    try await withInstallation { installation, clock in
      let site = installation.site
      let stays = try await formerContact(installation)
      clock.pass(days: 300)
      // A contact again, elsewhere: that record is not due.
      var details = Practice.Details(title: "Mornings")
      details.contactLines = ["Zebedee Quillfeather | Officer | zebedee@touchstone.example"]
      details.nameContacts { stays }
      let viewer = Viewer(account: "dora")
      try await site.perform(
        .deposit(details, organisation: nil),
        on: site.newID(),
        of: Practice.self,
        by: viewer
      )
      let goes = try await formerContact(installation)
      clock.pass(days: 400)
      #expect(try await RetentionKeeping.run(site, most: 1).done == 1)
      #expect(try holds(stays, installation) && !holds(goes, installation))
    }
  }

  @Test func `where the rule is review, it waits for somebody`() async throws {
    try await withInstallation { installation, clock in
      var details = Practice.Details(title: "Evenings")
      details.contactLines = ["Zebedee Quillfeather | Officer | zebedee@touchstone.example"]
      details.nameContacts(installation.site.newID)
      try await installation.site.perform(
        .deposit(details, organisation: nil),
        on: installation.site.newID(),
        of: Practice.self,
        by: Viewer(account: "dora")
      )
      clock.pass(days: 740)
      let report = try await installation.keepUp(trusting: true)
      #expect(report.words.contains("0 people were erased. 1 waiting for review."))
      #expect(try holds(details.contacts[0].subject, installation))
    }
  }

  @Test func `a clock that goes back, or jumps far ahead, erases nobody by itself`() async throws {
    try await withInstallation { installation, clock in
      let subject = try await formerContact(installation)
      clock.pass(days: 4000)
      let jumped = try await installation.keepUp()
      #expect(jumped.tasks == [] && jumped.refused?.contains("days after the last entry") == true)
      clock.pass(days: -4001)
      let back = try await installation.keepUp(trusting: true)
      #expect(back.tasks == [] && back.refused?.contains("before the last entry") == true)
      #expect(try holds(subject, installation))
    }
  }
}
