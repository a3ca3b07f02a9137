import Foundation
import Kernel
import Keyring
import Testing

/// The file of a keyring, and the digests of claims.
struct KeyringFileTests {
  @Test func `a file that is no keyring is refused and left alone`() async throws {
    try await withKeyringFolder { folder async throws in
      let garbage = Data(String(repeating: "not a database ", count: 400).utf8)
      try garbage.write(to: folder.file)
      let fault = #expect(throws: Fault.self) { try folder.open() }
      #expect(fault?.code == .storage)
      #expect(fault?.detail.contains(folder.file.path) == true)
      #expect(try Data(contentsOf: folder.file) == garbage)
    }
  }

  @Test func `a keyring that is not there is not made for reading`() async throws {
    try await withKeyringFolder { folder async throws in
      #expect(throws: Fault(.storage, "")) { try folder.open(readOnly: true) }
      #expect(!FileManager.default.fileExists(atPath: folder.file.path))
    }
  }

  @Test func `nothing of a value or of a key stands open in the file`() async throws {
    try await withKeyringFolder { folder async throws in
      let master = try MasterKey(base64: MasterKeyTests.base64, from: "a test")
      _ = try folder.open(master).seal("Mary", of: "s1")
      let contents = try folder.contents()
      #expect(contents.range(of: Data("Mary".utf8)) == nil)
      #expect(contents.range(of: Data((0..<32).map { UInt8($0) })) == nil)
    }
  }

  @Test func `a claim has one digest for ever, in this vault and scope alone`() async throws {
    try await withKeyringFolder { folder async throws in
      let digest = try folder.open().digest
      let claim = digest("reference", "A1")
      #expect(claim.count == 32)
      #expect(try folder.open().digest("reference", "A1") == claim)
      #expect(digest("reference", "A2") != claim)
      #expect(digest("referenceA", "1") != claim)
      try await withKeyringFolder { other async throws in
        #expect(try other.open().digest("reference", "A1") != claim)
      }
    }
  }
}

/// Personal values of an event, through a real keyring.
struct PersonalEventTests {
  struct Person: Codable, Equatable, Sendable {
    var name: Personal<String>
    var age: Personal<Int>
    var place: String
  }

  enum Event: DomainEvent {
    case met(Person)

    static let kinds: [EventKind<Event>] = [
      EventKind("person.met", 1, Event.met) { if case .met(let body) = $0 { body } else { nil } }
    ]
  }

  @Test func `a person's values are read back, and are gone once their key is`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let event = Event.met(
        .init(name: Personal("Mary", of: "s1"), age: Personal(41, of: "s2"), place: "Leeds")
      )
      let stored = try event.stored(EventCoder(keyring.sealing))
      #expect(stored.body.range(of: Data("Mary".utf8)) == nil)
      func read(_ keyring: Keyring) throws -> Event {
        try Event.read(name: stored.name, version: 1, body: stored.body, EventCoder(keyring.sealing))
      }
      #expect(try read(folder.open()) == event)
      _ = try keyring.destroy("s1")
      let rest = Event.met(.init(name: Personal(nil, of: "s1"), age: Personal(41, of: "s2"), place: "Leeds"))
      #expect(try read(keyring) == rest)
      #expect(try read(folder.open()) == rest)
    }
  }
}
