import Domain
import Foundation
import Glibc
import JournalSQLite
import Kernel
import Keyring
import Platform
import Search
import Testing
import Views

@testable import Assembly

/// A person is erased end to end: no file of the data directory holds the value any more.
struct ErasureTests {
  private let name = "Zebedee Quillfeather"
  private let email = "zebedee.quillfeather@touchstone.example"

  @Test func `nothing of an erased person is left in any file`() async throws {
    try await withInstallation { installation, data in
      let account = installation.site.newID()
      let person = Account.Person(id: account, name: name, email: email)
      let viewer = Viewer(account: "adam")
      try await installation.site.perform(
        .open(person, demonstration: false),
        on: account,
        of: Account.self,
        by: viewer
      )
      let contact = try await depositWithContact(installation)
      #expect(
        try holding(name, in: data).contains {
          $0.hasSuffix("views.sqlite") || $0.hasSuffix("views.sqlite-wal")
        }
      )
      #expect(try await installation.erase(account, ground: "Article 17", in: nil).vaults == [.directory])
      #expect(try await installation.erase(contact, ground: "Article 17", in: nil).vaults == [.learning])
      #expect(try holding(name, in: data) == [])
      #expect(try holding("zebedee.quillfeather", in: data) == [])
      let names = try await installation.site.names(of: [account])
      #expect(names[account] == nil)
      #expect(try await installation.site.people.account(email) == nil)
      let records = try await installation.site.read(.learning) { db in
        try PracticeList.ids(.init(.everything), in: db).compactMap { try PracticeRecord.find($0, in: db) }
      }
      #expect(records.first?.details.contacts.map(\.value) == [nil])
      _ = try await installation.rebuild(nil)
      #expect(try holding(name, in: data) == [])
    }
  }

  /// A person's role changes, then they are no longer named: one key seals all of it, and it is destroyed.
  @Test func `a contact who was described otherwise and then removed is erased with one key`() async throws {
    try await withInstallation { installation, data in
      let site = installation.site
      let (id, dora) = (site.newID(), Viewer(account: "dora"))
      var details = Practice.Details(title: "Evenings")
      details.contactLines = ["\(name) | Officer | \(email)", "Pat Example | Lead | pat@touchstone.example"]
      details.nameContacts(site.newID)
      try await site.perform(.deposit(details, organisation: nil), on: id, of: Practice.self, by: dora)
      let subject = details.contacts[0].subject
      for lines in [["\(name) | Manager | \(email)"], ["\(name) | Manager | new@touchstone.example"], []] {
        details.contactLines = lines
        details.nameContacts(site.newID)
        #expect(details.contacts.allSatisfy { $0.subject == subject })
        try await site.perform(.revise(details, reason: "r"), on: id, of: Practice.self, by: dora)
      }
      let record = try await site.read(.learning) { try PracticeRecord.find(id, in: $0) }
      #expect(record?.formerContacts.contains(subject) == true && record?.formerContacts.count == 2)
      _ = try await installation.erase(subject, ground: "Article 17", in: nil)
      let entries = try await site.service(.learning).dispatcher.log.entries(after: 0, limit: 100)
      let keyring = try installation.vault(.learning).keyring
      let coder = EventCoder(keyring.sealing)
      for entry in entries where entry.stream.category == Practice.category {
        let event = try Practice.Event.read(entry, coder)
        #expect(!"\(event)".contains(name) && !"\(event)".contains("new@touchstone.example"))
      }
      let after = try await site.read(.learning) { try PracticeRecord.find(id, in: $0) }
      #expect(after?.formerContacts.contains(subject) == false)
    }
  }

  @Test func `an erasure that was interrupted is finished by asking again`() async throws {
    try await withInstallation { installation, data in
      let contact = try await depositWithContact(installation)
      // What a kill leaves after the key is destroyed and before anything else is cleared away.
      let erased = try Subject.Event.erased(.init(ground: "Article 17")).stored(EventCoder(.none))
      let learning = try installation.vault(.learning)
      let stream = StreamName(Subject.category, contact)
      try await learning.journal.record.append(
        [Append(to: stream, expecting: nil, [erased])],
        installation.occasion
      )
      _ = try learning.keyring.destroy(contact)
      #expect(try holding(name, in: data) != [])
      let size = try await learning.journal.record.head().size
      let report = try await installation.erase(contact, ground: "Article 17", in: nil)
      #expect(report.vaults == [.learning])
      #expect(try holding(name, in: data) == [])
      #expect(try await learning.journal.record.head().size == size)
      await #expect(throws: Fault(.incomplete, "")) {
        try await installation.erase("nobody", ground: "Article 17", in: nil)
      }
    }
  }

  @Test func `an erased record still verifies and still reads`() async throws {
    try await withInstallation { installation, data in
      let contact = try await depositWithContact(installation)
      _ = try await installation.erase(contact, ground: "Article 17", in: .learning)
      try await installation.signCheckpoints()
      #expect(try await Upkeep.verify(data, Settings()).isWhole)
      let exported = try await installation.exportPractices(asJSON: false)
      #expect(!String(decoding: exported, as: UTF8.self).contains(name))
    }
  }

  /// Another program could take them for databases that nobody uses, and begin them anew beneath this one.
  @Test func `the databases stay locked after every file was searched`() async throws {
    try await withInstallation { installation, data in
      let contact = try await depositWithContact(installation)
      _ = try await installation.erase(contact, ground: "Article 17", in: nil)
      for vault in Vault.allCases { #expect(try isInUse(data.journal(vault)), "\(vault)") }
    }
  }

  /// Whether somebody holds the lock that SQLite keeps on byte 128 of what lies beside a database in use
  /// (https://sqlite.org/walformat.html, section 2.3.2: the bytes before are read and write locks).
  ///
  /// A lock of an open file asks, which another of the same process stops; the file is not closed, as that would
  /// end the other.
  private func isInUse(_ database: URL) throws -> Bool {
    let descriptor = open(database.path + "-shm", O_RDWR)
    guard descriptor >= 0 else { throw Fault(.storage, "nothing lies beside \(database.path)") }
    var lock = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 128, l_len: 1, l_pid: 0)
    let ofdGetLock: Int32 = 36
    guard fcntl(descriptor, ofdGetLock, &lock) == 0 else { throw Fault(.storage, "no lock can be asked for") }
    return lock.l_type != Int16(F_UNLCK)
  }

  private func depositWithContact(_ installation: Installation) async throws -> String {
    var details = Practice.Details(title: "Evenings")
    details.contactLines = ["\(name) | Officer | \(email)"]
    details.nameContacts(installation.site.newID)
    try await installation.site.perform(
      .deposit(details, organisation: nil),
      on: installation.site.newID(),
      of: Practice.self,
      by: Viewer(account: "dora")
    )
    return details.contacts[0].subject
  }

  func withInstallation(_ body: (Installation, DataFolder) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "erase-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = DataFolder(folder)
    let installation = try await Installation(data, Settings(), for: .serving)
    try await body(installation, data)
    try await installation.close()
  }

  /// The files in which the text stands, whatever kind of file they are.
  func holding(_ text: String, in data: DataFolder) throws -> [String] {
    let paths = FileManager.default.subpaths(atPath: data.root.path) ?? []
    return try paths.filter { path in
      let file = data.root.appending(path: path)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { return false }
      return try Data(contentsOf: file).range(of: Data(text.utf8)) != nil
    }
  }
}
