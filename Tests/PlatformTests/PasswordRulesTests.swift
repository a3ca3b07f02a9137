import Foundation
import Kernel
import Testing

@testable import Platform

/// New passwords that are refused, and old ones that are taken as they are.
struct PasswordRulesTests {
  private func withList(_ lines: [String], _ body: (CommonPasswords?) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "common-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = lines.map { Data($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
    let file = bytes.reduce(into: Data()) { $0 += $1 + Data("\n".utf8) }
    try file.write(to: folder.appending(path: CommonPasswords.fileName))
    try body(CommonPasswords(in: folder))
  }

  @Test(arguments: [0, 1, 2, 3, 100, 257]) func `every line of a list is found, and nothing else`(
    _ count: Int
  ) throws {
    let lines = (0..<count).map { "common-\($0 * 7919 % 1000)-word\(String(repeating: "é", count: $0 % 5))" }
    try withList(lines) { list in
      let list = try #require(list)
      for line in lines {
        #expect(list.holds(line) && list.holds(line.uppercased()), "\(line)")
        for other in [line + "x", "x" + line, String(line.dropLast()) + "\u{0}", String(line.dropFirst())] {
          #expect(!list.holds(other), "\(other)")
        }
      }
      #expect(!list.holds("") && !list.holds("\n") && !list.holds("zzzz") && !list.holds("\u{0}"))
    }
  }

  @Test func `where the list is not there nothing else fails`() throws {
    let nowhere = FileManager.default.temporaryDirectory.appending(path: "none-\(UUID().uuidString)")
    #expect(try CommonPasswords(in: nowhere) == nil)
    try PasswordRules(common: nil).check("correcthorsebatterystaple", of: [])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "assets/\(CommonPasswords.fileName)")))
  func `the list that is fetched holds more than the three thousand commonest that are long enough`() throws {
    let list = try #require(try CommonPasswords(in: URL(filePath: "assets")))
    for common in ["123456789012", "Password1234", "qwertyuiop123", "correcthorsebatterystaple"] {
      #expect(list.holds(common), "\(common)")
    }
    #expect(!list.holds("four unrelated plain words"))
    let size = try FileManager.default.attributesOfItem(atPath: "assets/\(CommonPasswords.fileName)")[.size]
    #expect((size as? Int ?? 0) > 3000 * 13)
  }

  private static let ada = ["Ada Lovelace", "ada.l@northshire.example", "Northshire County Council"]

  @Test(arguments: [
    "touchstone123!", "Touchstone2026", "AdaLovelace1815", "Northshire2026!", "ada.l@northshire.example",
    "Password-1234!", "council council 1", "Lovelace-police", "Prevent Channel",
  ])
  func `a password made of what anybody knows is refused`(_ password: String) {
    let rules = PasswordRules(common: nil)
    let invalid = #expect(throws: Invalid.self) { try rules.check(password, of: Self.ada) }
    #expect(invalid?.errors.map(\.field) == ["new-password"])
  }

  @Test(arguments: [
    "four unrelated plain words", "my touchstone has seven green cats", "canada goose lake",
    "unrelated plain ada words", "Überraschung im Garten", "一二三四五六七八九十甲乙",
  ])
  func `a password with enough of its own is taken`(_ password: String) throws {
    try PasswordRules(common: nil).check(password, of: Self.ada)
  }

  private struct Sent: Equatable, Sendable { var password = "" }

  @Test func `a password is taken with every mark as it was sent, and is not cut`() throws {
    let form = Form<Sent>("p", [.password(\.password, "password", "Password", min: 12, required: "r")])
    let words = " zero\u{200B}width \u{202E}turned\u{7F} e\u{301}\t\u{FEFF} "
    let json = try JSONSerialization.data(withJSONObject: ["password": words])
    for values in [
      try FormValues(urlEncoded: "password=" + words.urlEncoded), try FormValues(json: json),
      FormValues(["password": [words]]), try FormValues(object: ["password": words]),
    ] {
      let taken = try form.parse(values, into: Sent()).password
      #expect(Array(taken.unicodeScalars) == Array(words.unicodeScalars))
    }
    let long = String(repeating: "é", count: 200)
    #expect(try form.parse(FormValues(["password": [long]]), into: Sent()).password == long)
    #expect(throws: Invalid.self) { try form.parse(FormValues(["password": [long + "é"]]), into: Sent()) }
  }
}
