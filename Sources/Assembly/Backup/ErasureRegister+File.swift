import Foundation
import Journal
import Kernel

/// The register as a file: a signed note, whose text is the line `touchstone/erasures/v1` and a line for each erasure
/// with its moment, its vault and its subject.
extension ErasureRegister {
  private static let format = "touchstone/erasures/v1"

  /// Whose signature a register must bear, and what becomes of one that bears none.
  struct Trust {
    /// Nil where the signing key is not here: then no signature is checked.
    let key: NoteVerifier?
    /// Somebody looked at registers that older programs wrote, and says that they are obeyed.
    var takesUnsigned = false
  }

  func signed(by signer: NoteSigner) throws -> Data {
    let lines = erasures.map { "\($0.at.formatted(.iso8601)) \($0.vault.rawValue) \($0.subject)" }
    let text = ([Self.format] + lines).joined(separator: "\n") + "\n"
    return Data(try signer.sign(text).serialized.utf8)
  }

  /// - Throws: `Fault(.damagedBackup)` where the file is no such register or was changed, `Fault(.wrongKey)` where
  ///   this key did not sign it, `Fault(.newerFormat)`, `Fault(.storage)` where it cannot be read.
  init(file: URL, _ trust: Trust) throws {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: file)
    } catch {
      throw Fault(.storage, "the register \(file.path) cannot be read: \(error.localizedDescription)")
    }
    try self.init(bytes, of: file.path, trust)
  }

  init(_ bytes: Data, of name: String, _ trust: Trust) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.hasPrefix("{") {
      self = try Self.unsigned(bytes, of: name, trust)
      return
    }
    let note: SignedNote
    do {
      note = try SignedNote(parsing: text)
    } catch {
      throw Self.unreadable(name)
    }
    try Self.check(note, of: name, trust)
    let lines = note.text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first.map(String.init) == Self.format else {
      throw lines.first?.hasPrefix("touchstone/erasures/") == true
        ? Fault(.newerFormat, "\(name) begins with \(lines[0]): use a newer program") : Self.unreadable(name)
    }
    self.init(try lines.dropFirst().map { try Self.erasure($0, of: name) })
  }

  private static func check(_ note: SignedNote, of name: String, _ trust: Trust) throws {
    guard let key = trust.key else { return }
    do {
      try key.check(note)
    } catch let fault as Fault where fault.code == .wrongKey {
      throw Fault(.wrongKey, "the register \(name) is not signed with the key of this log, \(key.name)")
    } catch {
      throw Fault(.damagedBackup, "the register \(name) was changed after it was signed")
    }
  }

  private static func erasure(_ line: Substring, of name: String) throws -> Erasure {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let vault = Vault(rawValue: String(parts[1])) else { throw unreadable(name) }
    do {
      return Erasure(String(parts[2]), in: vault, at: try Date(String(parts[0]), strategy: .iso8601))
    } catch {
      throw unreadable(name)
    }
  }

  /// What programs wrote before registers were signed.
  private static func unsigned(_ bytes: Data, of name: String, _ trust: Trust) throws -> Self {
    guard trust.takesUnsigned else {
      throw Fault(
        .wrongKey,
        "the register \(name) is not signed: an older program wrote it, or somebody else. Look at it: `restore` "
          + "obeys it with --unsigned-erasures; elsewhere put it aside, and write a signed one with `touchstone erasures`"
      )
    }
    do {
      let coder = JSONDecoder()
      coder.dateDecodingStrategy = .iso8601
      return try coder.decode(Self.self, from: bytes)
    } catch {
      throw unreadable(name)
    }
  }

  private static func unreadable(_ name: String) -> Fault {
    Fault(.damagedBackup, "\(name) is no register of erasures, or is cut off")
  }

  /// Writes it over an older copy, whole or not at all; what only the copy holds stays.
  ///
  /// - Throws: What ``init(file:_:)`` throws of a copy that this key did not sign: it is not written over.
  func add(to file: URL, signedBy signer: NoteSigner) throws {
    let isThere = FileManager.default.fileExists(atPath: file.path)
    let whole = isThere ? try self + Self(file: file, Trust(key: signer.verifier)) : self
    do {
      try whole.signed(by: signer).write(to: file, options: .atomic)
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(.storage, "the register \(file.path) cannot be written: \(error.localizedDescription)")
    }
  }
}
