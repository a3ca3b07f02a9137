import Foundation
import GRDB
import Kernel
import Keyring
import Testing

/// The key that wraps the others: where it comes from, and changing it.
struct MasterKeyTests {
  static let base64 = Data((0..<32).map { UInt8($0) }).base64EncodedString()

  @Test func `another master key does not open the file`() async throws {
    try await withKeyringFolder { folder async throws in
      _ = try folder.open()
      #expect(throws: Fault(.wrongKey, "")) { try folder.open(.random()) }
      #expect(throws: Fault(.wrongKey, "")) { try folder.open(.random(), readOnly: true) }
    }
  }

  @Test func `the keys of one vault are none of another's`() async throws {
    try await withKeyringFolder { folder async throws in
      _ = try folder.open(vault: .safeguarding)
      #expect(throws: Fault(.wrongKey, "")) { try folder.open(vault: .online) }
    }
  }

  @Test func `a changed master key opens what the old one did, and the old one nothing`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let mary = try keyring.seal("Mary", of: "s1")
      let john = try keyring.seal("John", of: "s2")
      let claim = keyring.digest("reference", "A1")
      _ = try keyring.destroy("s2")
      let fresh = MasterKey.random()
      try keyring.rotateMaster(to: fresh)
      let later = try keyring.seal("Later", of: "s3")
      for keyring in [keyring, try folder.open(fresh)] {
        #expect(try keyring.open(mary, of: "s1") == "Mary")
        #expect(try keyring.open(john, of: "s2") == nil)
        #expect(try keyring.open(later, of: "s3") == "Later")
        #expect(try keyring.isDestroyed("s2"))
        #expect(keyring.digest("reference", "A1") == claim)
      }
      #expect(throws: Fault(.wrongKey, "")) { try folder.open() }
    }
  }

  @Test func `a change of the master key that cannot be finished changes nothing`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let sealed = try keyring.seal("Mary", of: "s1")
      _ = try keyring.seal("John", of: "s2")
      try Self.damage("s2", folder)
      let before = try folder.contents()
      let fresh = MasterKey.random()
      #expect(throws: Fault(.wrongKey, "")) { try keyring.rotateMaster(to: fresh) }
      #expect(try folder.contents() == before)
      #expect(throws: Fault(.wrongKey, "")) { try folder.open(fresh) }
      let again = try folder.open()
      #expect(try again.open(sealed, of: "s1") == "Mary")
      let new = try keyring.seal("New", of: "s3")
      #expect(try folder.open().open(new, of: "s3") == "New")
    }
  }

  @Test func `a key made while the master key changes is wrapped by the new one`() async throws {
    try await withKeyringFolder { folder async throws in
      let keyring = try folder.open()
      let fresh = MasterKey.random()
      let sealed = try await withThrowingTaskGroup(of: (String, Data).self) { group in
        for number in 0..<50 { group.addTask { ("s\(number)", try keyring.seal("x", of: "s\(number)")) } }
        group.addTask {
          try keyring.rotateMaster(to: fresh)
          return ("s", try keyring.seal("x", of: "s"))
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let again = try folder.open(fresh)
      for (subject, sealed) in sealed { #expect(try again.open(sealed, of: subject) == "x") }
    }
  }

  @Test func `a master key is made for its owner alone, and never over another`() async throws {
    try await withKeyringFolder { folder async throws in
      let file = folder.folder.appending(path: "master")
      _ = try folder.open(MasterKey.make(at: file))
      let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? NSNumber
      #expect(mode?.intValue == 0o600)
      #expect(throws: Fault(.storage, "")) { try MasterKey.make(at: file) }
      _ = try folder.open(MasterKey(file: file))
    }
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o644, 0o601])
  func `a master key that others can reach is refused`(_ mode: Int) async throws {
    try await withKeyringFolder { folder async throws in
      let file = folder.folder.appending(path: "master")
      _ = try MasterKey.make(at: file)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
      let fault = #expect(throws: Fault.self) { try MasterKey(file: file) }
      #expect(fault?.code == .wrongKey)
      #expect(fault?.detail.contains("chmod 600") == true)
    }
  }

  @Test(arguments: ["", "c2hvcnQ=", "not base64", String(base64.dropLast(4)), base64 + base64])
  func `a file that holds no whole key is refused`(_ text: String) async throws {
    try await withKeyringFolder { folder async throws in
      let file = folder.folder.appending(path: "master")
      try SecretFile.write(text, to: file)
      #expect(throws: Fault(.wrongKey, "")) { try MasterKey(file: file) }
      #expect(throws: Fault(.wrongKey, "")) { try MasterKey(base64: text, from: "a variable") }
    }
  }

  @Test func `a master key that is missing is named`() async throws {
    try await withKeyringFolder { folder async throws in
      let file = folder.folder.appending(path: "master")
      let fault = #expect(throws: Fault.self) { try MasterKey(file: file) }
      #expect(fault?.code == .wrongKey)
      #expect(fault?.detail.contains(file.path) == true)
    }
  }

  @Test func `a master key in base64 is the same from a file and from a variable`() async throws {
    try await withKeyringFolder { folder async throws in
      let file = folder.folder.appending(path: "master")
      try SecretFile.write(Self.base64 + "\n", to: file)
      let sealed = try folder.open(MasterKey(file: file)).seal("Mary", of: "s1")
      let master = try MasterKey(base64: " \(Self.base64)\n", from: "a variable")
      #expect(try folder.open(master).open(sealed, of: "s1") == "Mary")
    }
  }

  @Test func `no fault tells what a master key holds`() throws {
    let fault = #expect(throws: Fault.self) { try MasterKey(base64: "c2VjcmV0", from: "KEY") }
    #expect(fault?.detail.contains("c2VjcmV0") == false)
    #expect(fault?.detail.contains("KEY") == true)
  }

  private static func damage(_ subject: String, _ folder: KeyringFolder) throws {
    let queue = try DatabaseQueue(path: folder.file.path)
    try queue.write { db in
      try db.execute(
        sql: "UPDATE subject_key SET wrapped = CAST(wrapped || x'00' AS BLOB) WHERE subject = ?",
        arguments: [subject]
      )
    }
    try queue.close()
  }
}
