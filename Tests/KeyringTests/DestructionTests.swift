import Foundation
import GRDB
import Kernel
import Keyring
import Testing

/// A destroyed key is gone for ever, from the program and from the disk.
struct DestructionTests {
  @Test func `a destroyed key opens nothing`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let mary = try keyring.seal("Mary", of: "s1")
      let john = try keyring.seal("John", of: "s2")
      #expect(try keyring.destroy("s1"))
      for keyring in [keyring, try folder.open()] {
        #expect(try keyring.open(mary, of: "s1") == nil)
        #expect(try keyring.open(john, of: "s2") == "John")
        #expect(try keyring.isDestroyed("s1"))
        #expect(try !keyring.holds("s1"))
        #expect(try !keyring.isDestroyed("s2"))
      }
    }
  }

  @Test func `nobody destroyed is given a key again`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      _ = try keyring.seal("Mary", of: "s1")
      _ = try keyring.destroy("s1")
      for keyring in [keyring, try folder.open()] {
        #expect(throws: Fault(.noKeyring, "")) { try keyring.seal("Mary", of: "s1") }
      }
    }
  }

  @Test func `who was never sealed for can be destroyed all the same`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      #expect(try !keyring.destroy("s1"))
      #expect(try keyring.isDestroyed("s1"))
      #expect(throws: Fault(.noKeyring, "")) { try keyring.seal("Mary", of: "s1") }
    }
  }

  @Test func `destroying twice is destroying once`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      _ = try keyring.seal("Mary", of: "s1")
      #expect(try keyring.destroy("s1"))
      #expect(try !keyring.destroy("s1"))
      #expect(try keyring.isDestroyed("s1"))
    }
  }

  @Test func `the bytes of a destroyed key are in no file`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      for number in 0..<200 { _ = try keyring.seal("x", of: "s\(number)") }
      let wrapped = try Self.wrapped(folder)
      #expect(wrapped.count == 201)
      let destroyed = wrapped.filter { $0.key.hasSuffix("7") }
      for subject in destroyed.keys { _ = try keyring.destroy(subject) }
      let contents = try folder.contents()
      for (subject, key) in wrapped {
        let isThere = contents.range(of: key) != nil
        #expect(isThere == (destroyed[subject] == nil), "\(subject)")
      }
    }
  }

  @Test func `a key destroyed while others use it does not come back`() async throws {
    try await withKeyringFolder { folder async throws in
      for round in 0..<20 {
        let keyring = try folder.open()
        let sealed = try keyring.seal("Mary", of: "s\(round)")
        let reader = try folder.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<8 { group.addTask { _ = try reader.open(sealed, of: "s\(round)") } }
          group.addTask { _ = try reader.destroy("s\(round)") }
          try await group.waitForAll()
        }
        #expect(try reader.open(sealed, of: "s\(round)") == nil)
      }
    }
  }

  /// Every wrapped key as the file holds it.
  private static func wrapped(_ folder: KeyringFolder) throws -> [String: Data] {
    let queue = try DatabaseQueue(path: folder.file.path)
    defer { try? queue.close() }
    return try queue.read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT subject, wrapped FROM subject_key")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["subject"], $0["wrapped"]) })
    }
  }
}
