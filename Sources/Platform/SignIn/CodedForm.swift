import Crypto
package import Foundation
import GRDB
import Kernel

/// A form that somebody without an account fills in over several visits, and finds again by a code that only they
/// have.
///
/// What they wrote is sealed with a key made of the code, which is stored as a digest: without the code nobody reads
/// it, we included.
package struct CodedForm: Equatable, Sendable {
  package let code: FormCode
  package var values: FormValues
  /// The record that it became; nil while it is unfinished.
  package let record: String?
  package let begun: Date
  package let expires: Date
}

/// A code that somebody writes down and types again: 80 random bits, in four groups of four.
package struct FormCode: Equatable, Sendable {
  /// Without what is taken for something else (Crockford's base 32).
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let length = 16

  private let letters: String

  /// A new one.
  package init() {
    var chance = SystemRandomNumberGenerator()
    letters = String((0..<Self.length).map { _ in Self.letters[Int.random(in: 0..<32, using: &chance)] })
  }

  /// As it was typed, with or without its dashes; nil where it cannot be one.
  package init?(_ typed: String) {
    let read = typed.uppercased().compactMap { letter -> Character? in
      switch letter {
      case "O": "0"
      case "I", "L": "1"
      case "-", " ": nil
      default: letter
      }
    }
    guard read.count == Self.length, read.allSatisfy(Self.letters.contains) else { return nil }
    letters = String(read)
  }

  /// As people read it: ABCD-EFGH-JKMN-PQRS.
  package var text: String { letters.inFours("-") }

  var digest: Data { Secret.digest("touchstone/form-code\n\(letters)") }

  /// The identifier of the one record that can be made by it: the code cannot be told from it.
  package var record: String { Secret.digest("touchstone/form-record\n\(letters)").prefix(16).hex }

  /// Who acts by it, as logs have it: the code cannot be told from it.
  package var actor: String { Occasion.partner + digest.prefix(4).hex }

  fileprivate func key(_ form: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: Data(letters.utf8)),
      info: Data("touchstone/coded-form\n\(form)".utf8),
      outputByteCount: 32
    )
  }

  fileprivate func seal(_ values: FormValues, _ form: String) throws -> Data {
    let texts = Dictionary(uniqueKeysWithValues: values.names.map { ($0, values.all($0)) })
    let plain = try JSONEncoder().encode(texts)
    let box = try AES.GCM.seal(plain, using: key(form), authenticating: digest)
    guard let bytes = box.combined else { throw Fault(.noKeyring, "sealing failed") }
    return bytes
  }

  fileprivate func open(_ sealed: Data, _ form: String) throws -> FormValues {
    do {
      let box = try AES.GCM.SealedBox(combined: sealed)
      let plain = try AES.GCM.open(box, using: key(form), authenticating: digest)
      return FormValues(try JSONDecoder().decode([String: [String]].self, from: plain))
    } catch is CryptoKitError {
      throw Fault(.storage, "a form that was begun does not open with its code")
    }
  }
}

extension AccessStore {
  static let codedFormTable = """
    CREATE TABLE IF NOT EXISTS coded_form (
      digest BLOB PRIMARY KEY, form TEXT NOT NULL, sealed BLOB, record TEXT, begun INTEGER NOT NULL,
      expires INTEGER NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS coded_form_expires ON coded_form (expires);
    """

  /// Keeps a form as it stands; what has expired is deleted.
  package func keep(_ form: CodedForm, of kind: String, at now: Date) async throws {
    let sealed = form.record == nil ? try form.code.seal(form.values, kind) : nil
    try await database.write { db in
      try db.execute(sql: "DELETE FROM coded_form WHERE expires <= ?", arguments: [now.milliseconds])
      try db.execute(
        sql: "INSERT OR REPLACE INTO coded_form VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          form.code.digest, kind, sealed, form.record, form.begun.milliseconds, form.expires.milliseconds,
        ]
      )
    }
  }

  /// The form of a code, until it expires.
  package func codedForm(_ code: FormCode, of kind: String, at now: Date) async throws -> CodedForm? {
    try await database.read { db in
      try Row.fetchOne(
        db,
        sql: "SELECT * FROM coded_form WHERE digest = ? AND form = ? AND expires > ?",
        arguments: [code.digest, kind, now.milliseconds]
      )
      .map { row in
        let sealed: Data? = row["sealed"]
        return CodedForm(
          code: code,
          values: try sealed.map { try code.open($0, kind) } ?? FormValues(),
          record: row["record"],
          begun: Date(milliseconds: row["begun"]),
          expires: Date(milliseconds: row["expires"])
        )
      }
    }
  }

  package func forgetForm(_ code: FormCode) async throws {
    try await database.write {
      try $0.execute(sql: "DELETE FROM coded_form WHERE digest = ?", arguments: [code.digest])
    }
  }
}
