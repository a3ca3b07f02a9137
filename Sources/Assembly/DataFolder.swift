package import Foundation
package import Kernel

#if canImport(Glibc)
import Glibc
#endif

/// The data directory: what lies where, and whether it is whole.
///
/// ```
/// touchstone.json            the format, and which vaults were made
/// lock                       held by the one process that writes
/// keys/                      master key, signing key: keep these elsewhere in production
/// vaults/<vault>/journal.sqlite, views.sqlite, looks.sqlite, keys.sqlite
/// vaults/directory/access.sqlite     passwords, second factors, sessions, tokens, kept searches
/// blobs/                     attachments, by their SHA-256
/// rehearsals.jsonl           which backups were restored for practice, and what came of it
/// search/                    search indexes, made of the rest whenever they are missing
/// text/                      what was read in them: disposable, made when it is needed
/// ```
package struct DataFolder: Sendable {
  package static let format = 1
  package let root: URL

  package init(_ root: URL) { self.root = root.standardizedFileURL }

  package var keys: URL { root.appending(path: "keys") }
  package var blobs: URL { root.appending(path: "blobs") }
  package var texts: URL { root.appending(path: "text") }
  package func vault(_ vault: Vault) -> URL { root.appending(path: "vaults/\(vault.rawValue)") }
  package func journal(_ vault: Vault) -> URL { self.vault(vault).appending(path: "journal.sqlite") }
  package func views(_ vault: Vault) -> URL { self.vault(vault).appending(path: "views.sqlite") }
  /// The views over the access log.
  package func looks(_ vault: Vault) -> URL { self.vault(vault).appending(path: "looks.sqlite") }
  package func keyring(_ vault: Vault) -> URL { self.vault(vault).appending(path: "keys.sqlite") }
  package func search(_ name: String) -> URL { root.appending(path: "search/\(name)") }
  package var access: URL { vault(.directory).appending(path: "access.sqlite") }
  package var checkpoints: URL { root.appending(path: "checkpoints") }
  package var rehearsals: URL { root.appending(path: "rehearsals.jsonl") }
  var marker: URL { root.appending(path: "touchstone.json") }
  /// Where a backup is put together before it takes its place.
  var restoring: DataFolder { DataFolder(root.appending(path: ".restoring")) }

  /// Where a file lies within the directory.
  func path(of file: URL) -> String { String(file.standardizedFileURL.path.dropFirst(root.path.count + 1)) }

  private struct Marker: Codable {
    var format: Int
    var vaults: [String]
  }

  package var exists: Bool { FileManager.default.fileExists(atPath: marker.path) }

  /// Makes the folders of a new data directory; the marker comes last, once everything else stands.
  package func make() throws {
    let files = FileManager.default
    try storing {
      if files.fileExists(atPath: root.path), !exists {
        try refuseForeign(files.contentsOfDirectory(atPath: root.path))
      }
      let folders = [root, keys, blobs, checkpoints] + Vault.allCases.map(vault)
      for folder in folders {
        try files.createDirectory(
          at: folder,
          withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700]
        )
      }
    }
  }

  /// Writes the marker: from here on the directory counts as whole.
  package func seal() throws {
    guard !exists else { return }
    try storing {
      let body = Marker(format: Self.format, vaults: Vault.allCases.map(\.rawValue))
      try JSONEncoder().encode(body).write(to: marker, options: .atomic)
    }
  }

  /// Refuses a directory that is missing, of a newer version, or copied in part.
  package func check() throws {
    guard exists else {
      throw Fault(.incomplete, "\(root.path) holds no Touchstone data; `touchstone serve` makes it")
    }
    let found: Marker
    do {
      found = try JSONDecoder().decode(Marker.self, from: Data(contentsOf: marker))
    } catch {
      throw Fault(.incomplete, "\(marker.path) cannot be read: \(error.localizedDescription)")
    }
    guard found.format <= Self.format else {
      throw Fault(
        .newerFormat,
        "\(root.path) is of format \(found.format); this program reads up to \(Self.format). Use a newer program"
      )
    }
    let missing = found.vaults.compactMap(Vault.init(rawValue:))
      .flatMap { [journal($0), keyring($0)] }
      .filter { !FileManager.default.fileExists(atPath: $0.path) }
    guard missing.isEmpty else {
      let names = missing.map { $0.path.replacingOccurrences(of: root.path + "/", with: "") }
      throw Fault(
        .incomplete,
        "\(root.path) is only part of a copy; missing: \(names.joined(separator: ", "))"
      )
    }
  }

  private func refuseForeign(_ found: [String]) throws {
    // An interrupted first start leaves our own folders and no marker: that is begun again.
    let ours: Set = ["keys", "blobs", "checkpoints", "search", "text", "vaults", "lock"]
    guard Set(found).subtracting(ours).isEmpty else {
      throw Fault(.incomplete, "\(root.path) holds other files; give an empty or a new directory")
    }
  }

  private func storing(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(.storage, "cannot write to \(root.path): \(error.localizedDescription)")
    }
  }
}

/// The lock of a data directory: one process writes at a time, others may read.
package final class DataLock: Sendable {
  private let descriptor: Int32

  /// - Throws: `Fault(.inUse)` where another process holds it, `Fault(.storage)` where it cannot be made.
  package init(_ folder: DataFolder) throws {
    let path = folder.root.appending(path: "lock").path
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    // From here on `deinit` closes it, when this throws too: to close it here would close it twice, and
    // the second time perhaps a file that another thread has opened since.
    guard descriptor >= 0 else {
      throw Fault(.storage, "cannot write to \(folder.root.path): \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let holder = Self.holder(descriptor)
      throw Fault(
        .inUse,
        "another touchstone process (\(holder)) is using \(folder.root.path); stop it first"
      )
    }
    let line = Array("process \(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, line, line.count, 0) == line.count else {
      throw Fault(.storage, "cannot write to \(path)")
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A program that is being started has a copy of the file for a moment, and would hold the lock on.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// What the holder wrote about itself.
  private static func holder(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let line = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return line.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
