import Domain
import Foundation
import Kernel
import Platform
import Testing

@testable import Assembly

/// What is looked for of a person whose records are erased, and what is found though it is of somebody else.
extension ErasureTests {
  private static let school = "Exampleshire School"

  private func list(_ name: String, _ site: Site) async throws {
    let listing = Organisation.Listing(name: name, kind: "school", source: "Made up")
    try await site.perform(
      .list(listing, reason: ""),
      on: site.newID(),
      of: Organisation.self,
      by: Viewer(account: "adam")
    )
  }

  private func refer(_ given: String, _ family: String, _ site: Site) async throws -> String {
    let id = site.newID()
    let made = Referral.Made(
      subject: id,
      person: .init(
        givenName: given,
        familyName: family,
        birth: PartialDate("1995-03-04"),
        address: .init(street: "12 Example Road", town: "Exampleton", postcode: "EX1 1AA")
      ),
      grounds: "\(given) \(family) asked where to go.",
      awareness: .init(person: "unknown", parent: "unknown", words: "An aunt of \(given) \(family) knows."),
      referrer: .init(name: "Tia Teacher", organisation: Self.school, contact: "tia@touchstone.example"),
      received: site.today,
      area: "E23000013",
      sector: .init("education", version: 1),
      concern: .init("other", version: 1)
    )
    try await site.perform(.make(made), on: id, of: Referral.self, by: Viewer(account: "cora"))
    return id
  }

  /// A request that was granted, after which a school was told.
  private func ask(
    _ given: String,
    _ family: String,
    about record: String,
    _ site: Site
  ) async throws
    -> String
  {
    let (id, referral, today) = (site.newID(), Reference(kind: Referral.category, id: record), site.today)
    let received = RightsRequest.Received(
      subject: id,
      kind: .init("erasure", version: 1),
      law: .init("uk-gdpr", version: 1),
      way: .init("letter", version: 1),
      asker: .init("representative", version: 1),
      on: today,
      person: .init(givenName: given, familyName: family),
      contact: .init(name: "Tia Teacher", reach: "3 Quillfeather Mews"),
      words: "Erase what you hold.",
      RightsRules()
    )
    let steps: [(RightsRequest.Command, String)] = [
      (.receive(received), "dee"),
      (.confirmIdentity(how: .init("known", version: 1), words: "", on: today, RightsRules()), "dee"),
      (.link(.init(record: referral, title: "R-00000-00001")), "dee"),
      (.propose(outcome: .init("granted", version: 1), letter: "It will be erased."), "dee"),
      (.approve(note: ""), "sue"),
      (.answer(how: .init("letter", version: 1), on: today, copy: nil, RightsRules()), "dee"),
      (.tell(referral, recipient: Self.school, on: today, words: ""), "dee"),
    ]
    for (command, by) in steps {
      try await site.perform(command, on: id, of: RightsRequest.self, by: Viewer(account: by))
    }
    return id
  }

  @Test func `what others share is not looked for`() async throws {
    try await withInstallation { installation, data in
      let site = installation.site
      try await list(Self.school, site)
      let subject = try await refer("Zebedee", "Quillfeather", site)
      // A part of a name, a street, a birthday, who refers, and what is chosen from lists.
      _ = try await refer("Zebedee", "Sample", site)
      _ = try await refer("Ada", "Quillfeather", site)
      #expect(try await installation.erase(subject, ground: "Article 17", in: nil).found == [])
      #expect(try holding("Zebedee Quillfeather", in: data) == [])
      #expect(try holding(Self.school, in: data) != [])
    }
  }

  @Test func `who asked for somebody, and who was told, is not looked for`() async throws {
    try await withInstallation { installation, data in
      let site = installation.site
      try await list(Self.school, site)
      let record = try await refer("Zeb", "Quilfeather", site)
      let request = try await ask("Zebedee", "Quillfeather", about: record, site)
      #expect(try await installation.erase(request, ground: "Article 17", in: nil).found == [])
      #expect(try holding("3 Quillfeather Mews", in: data) == [])
      #expect(try holding(Self.school, in: data) != [])
    }
  }

  @Test(
    arguments: [
      "Zebedee Quillfeather", "quillfeather, zebedee", "QuillfeatherZebedee",
      #"{"familyName":"Quillfeather","givenName":"Zebedee"}"#, "zebedee quillfeather asked where to go.",
      "An aunt of Zebedee Quillfeather knows.",
    ]
  )
  func `what is theirs is found wherever it stands`(_ text: String) async throws {
    try await withInstallation { installation, data in
      let subject = try await refer("Zebedee", "Quillfeather", installation.site)
      try Data("A note: \(text)!".utf8).write(to: data.root.appending(path: "note.txt"))
      #expect(try await installation.erase(subject, ground: "Article 17", in: nil).found == ["note.txt"])
    }
  }
}
