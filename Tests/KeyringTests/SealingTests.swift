import Foundation
import Kernel
import Keyring
import Testing

/// What is sealed for a subject opens for them, in the event it was sealed in, and for nothing else.
struct SealingTests {
  @Test func `what is sealed is opened`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let sealed = try keyring.seal("Mary", of: "s1")
      #expect(sealed.range(of: Data("Mary".utf8)) == nil)
      #expect(try keyring.open(sealed, of: "s1") == "Mary")
    }
  }

  @Test func `keys are made for many at once, and never for who was erased or has one`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let sealed = try keyring.seal("Mary", of: "s1")
      _ = try keyring.seal("John", of: "s2")
      _ = try keyring.destroy("s2")
      try keyring.make(["s1", "s2", "s3", "s3"])
      #expect(try keyring.open(sealed, of: "s1") == "Mary")
      #expect(try keyring.holds("s2") == false && keyring.holds("s3"))
    }
  }

  @Test func `what is sealed is opened after the file is opened again`() async throws {
    try await withKeyringFolder { folder async throws in
      let sealed = try folder.open().seal("Mary", of: "s1")
      #expect(try folder.open().open(sealed, of: "s1") == "Mary")
      #expect(try folder.open(readOnly: true).open(sealed, of: "s1") == "Mary")
    }
  }

  @Test func `the same value is never sealed to the same bytes`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      #expect(try keyring.seal("Mary", of: "s1") != keyring.seal("Mary", of: "s1"))
    }
  }

  @Test func `a value moved to another subject does not open`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let sealed = try keyring.seal("Mary", of: "s1")
      _ = try keyring.seal("John", of: "s2")
      #expect(throws: Fault(.damagedLog, "")) { try keyring.open(sealed, of: "s2") }
    }
  }

  @Test func `a value moved to another event does not open`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let sealed = try keyring.seal("Mary", of: "s1", in: "person.met")
      #expect(throws: Fault(.damagedLog, "")) { try keyring.open(sealed, of: "s1", in: "person.left") }
    }
  }

  @Test func `a value with one bit changed does not open`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let sealed = try keyring.seal("Mary", of: "s1")
      for place in sealed.indices {
        var changed = sealed
        changed[place] ^= 1
        #expect(throws: Fault(.damagedLog, "")) { try keyring.open(changed, of: "s1") }
      }
      #expect(throws: Fault(.damagedLog, "")) { try keyring.open(Data(), of: "s1") }
    }
  }

  @Test func `a subject is held once something is sealed for them`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      #expect(try !keyring.holds("s1"))
      #expect(try keyring.open(Data(count: 60), of: "s1") == nil)
      #expect(try !keyring.holds("s1"))
      _ = try keyring.seal("Mary", of: "s1")
      #expect(try keyring.holds("s1"))
    }
  }

  @Test func `many who seal for a new subject at once seal with one key`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let sealed = try await withThrowingTaskGroup(of: Data.self) { group in
        for number in 0..<64 { group.addTask { try keyring.seal("\(number % 2)", of: "s\(number % 2)") } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let again = try folder.open()
      let opened = sealed.map { sealed in
        ["s0", "s1"].compactMap { try? again.open(sealed, of: $0) }
      }
      #expect(opened.filter { $0 == ["0"] }.count == 32)
      #expect(opened.filter { $0 == ["1"] }.count == 32)
    }
  }

  @Test func `two programs that seal for a new subject seal with one key`() async throws {
    try await withKeyringFolder { folder async throws in
      let (one, other) = (try folder.open(), try folder.open())
      let sealed = [try one.seal("Mary", of: "s1"), try other.seal("Mary", of: "s1")]
      let again = try folder.open()
      for sealed in sealed { #expect(try again.open(sealed, of: "s1") == "Mary") }
    }
  }

  @Test func `a keyring open for reading makes no key`() async throws {
    try await withKeyringFolder { folder async throws in
      _ = try folder.open()
      let keyring = try folder.open(readOnly: true)
      #expect(throws: Fault(.storage, "")) { try keyring.seal("Mary", of: "s1") }
    }
  }

  @Test func `the key for claims is no subject's`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      #expect(throws: Fault(.noKeyring, "")) { try keyring.seal("Mary", of: ":claims") }
      #expect(throws: Fault(.noKeyring, "")) { try keyring.destroy(":claims") }
    }
  }
}
