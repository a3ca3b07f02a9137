import Foundation
import Kernel
import Testing

@testable import Journal

struct EntryBytesTests {
  static let entry = Entry(
    position: 7,
    stream: StreamName("practice", "p1"),
    streamVersion: 2,
    NewEntry(
      name: "practice.deposited",
      version: 1,
      body: Data("{}".utf8),
      claims: [StoredClaim(scope: "s", digest: Data([9, 8])), StoredClaim(scope: "t", digest: nil)]
    ),
    Occasion(by: "ada", at: Date(milliseconds: 1_251_795_600_000))
  )

  /// Written out by hand from the description of ``EntryBytes``: it can never change.
  @Test func `the bytes are as they are described`() {
    func number(_ value: UInt64) -> [UInt8] {
      [0, 0, 0, 8] + stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    func text(_ value: String) -> [UInt8] { [0, 0, 0, UInt8(value.utf8.count)] + value.utf8 }
    let claims: [UInt8] = text("s") + [1] + [0, 0, 0, 2, 9, 8] + text("t") + [0]
    var expected = Array("touchstone/entry/v1\n".utf8)
    expected += number(7) + text("practice") + text("p1") + number(2)
    expected += text("practice.deposited") + number(1) + number(1_251_795_600_000) + text("ada")
    expected += text("{}") + [0, 0, 0, UInt8(claims.count)] + claims
    #expect(EntryBytes.of(Self.entry) == Data(expected))
  }

  @Test func `an entry has one leaf, however it is hashed`() {
    var bytes = EntryBytes()
    let claims = ClaimBytes.encode(Self.entry.claims)
    let leaf = TreeHash.leaf(EntryBytes.of(Self.entry))
    #expect(bytes.leaf(of: Self.entry, claims: claims) == leaf)
    #expect(bytes.leaf(of: Self.entry, claims: claims) == leaf)
  }

  @Test func `claims are read back from their bytes`() throws {
    let bytes = ClaimBytes.encode(Self.entry.claims)
    #expect(try bytes.withUnsafeBytes { try ClaimBytes.decode($0) } == Self.entry.claims)
    for length in 1..<bytes.count where length != 12 {
      #expect(throws: Fault(.damagedLog, "")) {
        try bytes.prefix(length).withUnsafeBytes { try ClaimBytes.decode($0) }
      }
    }
  }
}
